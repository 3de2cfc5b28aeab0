import { bandGround, type Contract } from '../../domain/contract.ts';
import type { Evidence } from '../../domain/decision.ts';
import { GROUNDS, type Ground, groundOr, leansOn } from '../../domain/ground.ts';
import type { Aggregator, Offers } from '../../domain/offer.ts';
import { groundOf } from '../../domain/purchase.ts';
import { NONE } from '../../domain/units.ts';
import { contractWith } from '../contract/quote.ts';
import type { Terms } from './driver-path.ts';
import type { Outcome } from './outcome.ts';

/** A contract with the bands alone that rest on no less. */
function contractUpTo(contract: Contract | 'notOffered', ground: Ground): Contract | 'notOffered' {
  if (contract === 'notOffered') return contract;
  const [first, ...rest] = contract.bands.filter((band) => leansOn(ground, bandGround(band)));
  return first === undefined ? 'notOffered' : { ...contract, bands: [first, ...rest] };
}

const aggregatorGround = ({ ground }: Aggregator): Ground => groundOr(ground);

/**
 * What may be bought where a plan may lean no further than on a ground: resellers and contract bands that rest on no
 * less, clouds at their published prices where a private offer is further than it may lean. What is owed to a cloud is the
 * buyer's own statement and stays.
 */
export function termsUpTo<Of extends Pick<Terms, 'offers' | 'quote'>>(of: Of, ground: Ground): Of {
  const { offers, quote } = of;
  const quoted = leansOn(ground, 'quoted');
  const limited: Offers = {
    ...offers,
    aggregators: offers.aggregators.filter((each) => leansOn(ground, aggregatorGround(each))),
    contractOf: (provider) => contractUpTo(contractWith(offers, provider, quote), ground),
    reserved: offers.reserved.filter((each) => leansOn(ground, groundOr(each.ground))),
    marketplaces: quoted ? offers.marketplaces : offers.marketplaces.map((each) => ({ ...each, discount: NONE })),
  };
  const { floor } = quote;
  return { ...of, offers: limited, quote: floor === undefined ? {} : { floor } };
}

const same = <Each>(a: readonly Each[], b: readonly Each[]) =>
  a.length === b.length && a.every((each, index) => each === b[index]);

const bandsOf = ({ offers, quote }: Pick<Terms, 'offers' | 'quote'>, provider: string) => {
  const contract = contractWith(offers, provider, quote);
  return contract === 'notOffered' ? [] : contract.bands;
};

/** True where two parts of the same terms leave some providers and everybody beside them the same offers. */
function leavesSame(
  a: Pick<Terms, 'offers' | 'quote'>,
  b: Pick<Terms, 'offers' | 'quote'>,
  providers: readonly string[],
): boolean {
  return (
    same(a.offers.aggregators, b.offers.aggregators) &&
    same(a.offers.reserved, b.offers.reserved) &&
    same(a.offers.marketplaces, b.offers.marketplaces) &&
    providers.every((provider) => same(bandsOf(a, provider), bandsOf(b, provider)))
  );
}

/** The best plan under some terms; undefined where nothing serves every workload. */
type PlanUnder<Of> = (terms: Of) => Promise<Outcome | undefined>;

/** Plans under parts of the same terms, each made once: where two parts leave the same offers they have one plan. */
export function rememberingPlans<Of extends Pick<Terms, 'offers' | 'quote'>>(
  whole: { readonly terms: Of; readonly outcome: Outcome | undefined },
  providers: readonly string[],
  planUnder: PlanUnder<Of>,
): PlanUnder<Of> {
  const made = [whole];
  return async (terms) => {
    const known = made.find((each) => leavesSame(each.terms, terms, providers));
    if (known !== undefined) return known.outcome;
    const outcome = await planUnder(terms);
    made.push({ terms, outcome });
    return outcome;
  };
}

function leaningOf(outcome: Outcome | undefined, ground: Ground): Omit<Evidence, 'ground'> {
  if (outcome === undefined) return { effectiveCost: undefined, sellers: [], weighed: false, contracts: [] };
  const { cost, purchases, contracts } = outcome;
  const onThis = purchases.filter(({ channel }) => groundOf(channel) === ground);
  const sellers = onThis.flatMap(({ channel }) => (channel.kind === 'aggregator' ? [channel.aggregator] : []));
  const reserved = onThis.flatMap(({ channel }) => (channel.kind === 'reserved' ? [channel.held.offer] : []));
  return {
    effectiveCost: cost,
    sellers: [...new Set([...sellers, ...reserved].map(({ name }) => name))],
    weighed: sellers.some(({ counted }) => counted?.by === 'buyer'),
    contracts: contracts.flatMap(({ provider, band }) =>
      bandGround(band) === ground ? [{ provider, discount: band.discount }] : [],
    ),
  };
}

/**
 * The best plan for each ground that a plan may lean on, from what is published to what is hoped for, as far as `last`:
 * each is no dearer than the one before. Its cost is undefined where nothing serves every workload.
 */
export async function evidenceOf<Of extends Pick<Terms, 'offers' | 'quote'>>(
  terms: Of,
  last: { readonly ground: Ground; readonly outcome: Outcome | undefined },
  planUnder: PlanUnder<Of>,
): Promise<Evidence[]> {
  const found: Evidence[] = [];
  for (const ground of GROUNDS.filter((each) => leansOn(last.ground, each))) {
    const outcome = ground === last.ground ? last.outcome : await planUnder(termsUpTo(terms, ground));
    found.push({ ground, ...leaningOf(outcome, ground) });
  }
  return found;
}
