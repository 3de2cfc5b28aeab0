import type { PriceTerms } from '../../domain/clauses.ts';
import type { Successor } from '../../domain/price-clause.ts';
import { atLeast, lessThan } from '../../domain/units.ts';
import { asNamed, atShare, instanceUnder, withDollars } from '../plan/by-model.ts';
import type { ContractState } from '../plan/candidate.ts';
import type { Usage } from '../plan/gathered.ts';
import type { Band, DirectOption, Instance } from '../plan/instance.ts';
import type { Choices } from '../plan/options.ts';
import { type MonthPart, type MonthPrices, sameIn } from './month-prices.ts';
import type { TermScene } from './term-scene.ts';

/** The same model, bought for the same. */
const isSameModel = (a: Usage, b: Usage) => a.of.model.id === b.of.model.id;

/** True of a model that work cannot be bought as when the term begins: it takes the place of one that ends in it. */
const isNewer = (usage: Usage, first: readonly Usage[]) => !first.some((each) => isSameModel(each, usage));

/** The purchase that a later one is the same as, in the first month. */
const begunAs = <Each extends { readonly usage: Usage }>({ usage }: Each, first: readonly Each[]): Each | undefined =>
  first.find(
    (each) =>
      isSameModel(each.usage, usage) &&
      each.usage.levers === usage.levers &&
      each.usage.of.service.asked === usage.of.service.asked,
  );

/** A model that takes the place of one that ends, at the share off list that a contract has for it by name, else for those. */
function asNewer(option: DirectOption, band: Band, { newerModels, discounts }: PriceTerms): DirectOption {
  const named = discounts.has(option.usage.of.model.id);
  if (named || newerModels === undefined || newerModels === 'included') return asNamed(option, band);
  return atShare(option, band, newerModels);
}

/**
 * A later purchase under a band, as its clauses have it: newer models at their own share, others at no more than they began
 * with, and those that it names at the discount that it names.
 */
function underBand(option: DirectOption, band: Band | undefined, first: readonly DirectOption[]): DirectOption {
  const prices = band?.band.prices;
  if (band === undefined || prices === undefined) return option;
  const own = first.filter(({ provider }) => provider === option.provider);
  const usages = own.map(({ usage }) => usage);
  if (isNewer(option.usage, usages)) return asNewer(option, band, prices);
  const began = prices.priceProtection ? begunAs(option, own) : undefined;
  const kept =
    began === undefined || atLeast(began.counted, option.counted)
      ? option
      : withDollars(option, { counted: began.counted });
  return asNamed(kept, band);
}

const laterUnder = (later: Instance, first: Instance, state: ContractState): Instance => ({
  ...later,
  direct: later.direct.map((options, index) =>
    options.map((option) => underBand(option, state[option.provider], first.direct[index] ?? [])),
  ),
});

function pricesUnder(prices: MonthPrices, first: Instance, named: Instance, state: ContractState): MonthPrices {
  const instances = new Map<Instance, Omit<MonthPart, 'part'>>();
  const partOf = (at: MonthPart): MonthPart => {
    if (at.instance === first) return { ...at, instance: named };
    const known = instances.get(at.instance);
    if (known !== undefined) return { ...known, part: at.part };
    const instance = laterUnder(at.instance, first, state);
    const made = { instance, same: sameIn(instance) };
    instances.set(at.instance, made);
    return { ...made, part: at.part };
  };
  const months = new Map<readonly MonthPart[], readonly MonthPart[]>();
  const monthOf = (parts: readonly MonthPart[]) => {
    const found = months.get(parts) ?? parts.map(partOf);
    months.set(parts, found);
    return found;
  };
  const [month, ...rest] = prices;
  return [monthOf(month), ...rest.map(monthOf)];
}

const KNOWN = new WeakMap<TermScene, Map<string, TermScene>>();

/**
 * A part of the portfolio as the clauses of what is signed have its prices: discounts by model, and in later months what a
 * contract says of models that take the place of others, and of list prices that rise. Itself where nothing is said.
 */
export function sceneUnder(scene: TermScene, state: ContractState): TermScene {
  if (state.every((band) => band?.band.prices === undefined)) return scene;
  const key = JSON.stringify(state.map((band) => (band?.band.prices === undefined ? '' : band.band.id)));
  const known = KNOWN.get(scene) ?? new Map<string, TermScene>();
  KNOWN.set(scene, known);
  const instance = instanceUnder(scene.instance, state);
  const found = known.get(key) ?? {
    ...scene,
    instance,
    prices: pricesUnder(scene.prices, scene.instance, instance, state),
  };
  known.set(key, found);
  return found;
}

/** What of a provider's prices in a term a clause could be about: models that take the place of others, and list prices that rise. */
export function movesUnder(
  choices: readonly Choices[],
  provider: string,
): { readonly newer: readonly Successor[]; readonly rises: boolean } {
  const newer = new Map<string, Successor>();
  let rises = false;
  for (const { direct, later = [] } of choices) {
    const first = direct.get(provider) ?? [];
    const begun = first.map((usage) => ({ usage }));
    for (const usage of first.length === 0 ? [] : later.flatMap((each) => each.direct.get(provider) ?? [])) {
      const { model, service } = usage.of;
      if (isNewer(usage, first)) {
        newer.set(`${model.id} ${service.asked.id}`, { model: model.id, instead: service.asked.id });
        continue;
      }
      const began = begunAs({ usage }, begun);
      rises ||= began !== undefined && lessThan(began.usage.listCost, usage.listCost);
    }
  }
  return { newer: [...newer.values()], rises };
}
