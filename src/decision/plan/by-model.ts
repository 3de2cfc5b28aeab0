import { discountNamed } from '../../domain/clauses.ts';
import { statistic } from '../../domain/statistic.ts';
import { plus, type Share } from '../../domain/units.ts';
import { atOwnDiscount } from '../contract/own-discount.ts';
import type { ContractState } from './candidate.ts';
import type { Band, ContractedProvider, DirectOption, Instance } from './instance.ts';

/** A purchase with other dollars. */
export function withDollars(
  option: DirectOption,
  dollars: Partial<Pick<DirectOption, 'counted' | 'uncounted'>>,
): DirectOption {
  const { counted, uncounted } = { ...option, ...dollars };
  return { ...option, counted, uncounted, list: statistic(counted), beside: statistic(uncounted) };
}

/** A purchase at a share off list of its own under a band. */
export function atShare(option: DirectOption, band: Band, own: Share): DirectOption {
  const { counted, more } = atOwnDiscount(option.counted, band, own);
  return withDollars(option, { counted, uncounted: plus(option.uncounted, more) });
}

/** A purchase under a band, at the share off list that it names for its model; itself where it names none. */
export function asNamed(option: DirectOption, band: Band | undefined): DirectOption {
  const own = band && discountNamed(band.band, option.usage.of.model.id);
  return band === undefined || own === undefined ? option : atShare(option, band, own);
}

/** True of a band that takes another share off some models than off the rest. */
const namesModels = ({ band: { prices } }: Band) => prices !== undefined && prices.discounts.size > 0;

/** An instance as what is signed names its models; itself where nothing does. */
export function instanceUnder(instance: Instance, state: ContractState): Instance {
  if (state.every((band) => band === undefined || !namesModels(band))) return instance;
  return {
    ...instance,
    direct: instance.direct.map((options) => options.map((option) => asNamed(option, state[option.provider]))),
  };
}

/** Bands of a provider that price alike: those that name no model together, each other one alone. */
function alike(provider: ContractedProvider): ContractedProvider[] {
  const { bands, signed } = provider;
  const plain = bands.filter((band) => !namesModels(band));
  const own = bands.filter(namesModels).map((band) => ({ ...provider, bands: [band] }));
  return plain.length === 0 && signed ? own : [{ ...provider, bands: plain }, ...own];
}

/**
 * The instances that one is searched as, so that in each of them a purchase costs the same under every band of a provider:
 * the instance itself where no band names a model.
 */
export function pricedAlike(instance: Instance): readonly Instance[] {
  if (!instance.providers.some(({ bands }) => bands.some(namesModels))) return [instance];
  let all: ContractedProvider[][] = [[]];
  for (const provider of instance.providers) {
    const own = alike(provider);
    all = all.flatMap((before) => own.map((each) => [...before, each]));
  }
  return all.map((providers) => {
    const state = providers.map(({ bands }) => bands.find(namesModels));
    return { ...instanceUnder(instance, state), providers };
  });
}
