import { loadSolver } from '../../src/commands/solver.ts';
import type { Context } from '../../src/decision/estimate/estimate.ts';
import { plan } from '../../src/decision/plan/plan.ts';
import type { SolveLimits } from '../../src/decision/plan/search.ts';
import { Problem } from '../../src/domain/problem.ts';
import type { Workload } from '../../src/domain/workload.ts';
import { readCard } from '../../src/files/card.ts';
import { loadCardFile } from '../../src/files/card-file.ts';
import { readOffers } from '../../src/files/offers.ts';
import { loadOffers } from '../../src/files/offers-file.ts';
import { loadProfile } from '../../src/files/profile-file.ts';
import { fileOf } from './folders.ts';
import fc from './laws.ts';
import { ASSUMPTIONS, offersDocument } from './pricing.ts';
import { day, shown } from './values.ts';

/** Every model of a made portfolio costs one dollar a million tokens, so that tokens are dollars. */
export interface MadeWorkload {
  /** List dollars of its own model, a multiple of 10. */
  readonly dollars: number;
  /** The provider of its own model. */
  readonly provider: number;
  /** Other providers that will do, with the tokens they need in tenths of its own. */
  readonly alternatives: readonly (readonly [provider: number, tenths: number])[];
  /** Everything can wait, at half the price. */
  readonly batch: boolean;
  /** List dollars of web searches beside them, a multiple of 10; no batch makes them cheaper. */
  readonly callDollars?: number;
  readonly channels: 'any' | 'notDirect' | 'onlyDirect';
  /** Dollars for moving it to another provider's model, once: of the month, where a plan is of one. */
  readonly switching?: number;
}

export interface MadeProvider {
  readonly floor: number;
  /** Commitment in dollars, discount in percent. */
  readonly bands: readonly (readonly [commitment: number, discount: number])[];
  /** The aggregator's discount in percent; undefined when it does not sell there. */
  readonly resold: number | undefined;
  /** True where its contract is about calls too. */
  readonly coversCalls?: boolean;
  /** What its contract counts otherwise than is usual. */
  readonly bases?: {
    readonly commitment: 'contracted' | 'list';
    readonly floor: 'contracted' | 'list';
    /** Percent of list that usage over the commitment costs. */
    readonly overage?: number | undefined;
  };
}

/** Fees of the aggregator that only everything bought there decides: dollars and a percentage. */
export type MadeFees =
  | { readonly kind: 'minimum'; readonly minimum: number; readonly percent: number }
  | { readonly kind: 'allowance'; readonly allowance: number; readonly percent: number }
  /** What a month costs there in any case, beside a fee on what is paid. */
  | { readonly kind: 'monthly'; readonly monthly: number; readonly percent: number }
  /** Blocks of credit, dollars, that lapse after some days, with a fee on what is paid for them. */
  | {
      readonly kind: 'lapse';
      readonly pay: number;
      readonly credit: number;
      readonly days: number;
      readonly percent: number;
    };

export interface MadePortfolio {
  readonly fees?: MadeFees;
  readonly providers: readonly MadeProvider[];
  readonly workloads: readonly MadeWorkload[];
}

const CHANNELS = { any: '', notDirect: 'channels: [list, resale], ', onlyDirect: 'channels: [direct], ' };
const SOURCE = 'source: { url: "https://made.example", checked: 2026-11-01, confidence: unverified }';

function cardText({ providers }: MadePortfolio): string {
  const names = providers.map(
    (_, index) =>
      `  p${index}: { name: P${index}, fees: [{ from: 2026-01-01, usdPerThousand: { webSearch: 10 }, ${SOURCE} }] }`,
  );
  const models = providers.map(
    (_, index) =>
      `  m${index}: { provider: p${index}, rates: [{ from: 2026-01-01, usdPerMtok: { input: 1, output: 1 }, batch: { multiplier: 0.5, withCache: multiply }, ${SOURCE} }] }`,
  );
  return ['id: made', 'version: 2026-11-01', 'providers:', ...names, 'models:', ...models, ''].join('\n');
}

function feesText(fees: MadeFees | undefined): string {
  if (fees === undefined) return '';
  if (fees.kind === 'minimum')
    return `, purchaseFee: { share: ${fees.percent}%, minimum: ${fees.minimum}, purchases: 1 }`;
  if (fees.kind === 'monthly') return `, monthlyFee: ${fees.monthly}, purchaseFee: { share: ${fees.percent}% }`;
  if (fees.kind === 'lapse')
    return `, prepay: true, topUp: { pay: ${fees.pay}, credit: ${fees.credit}, expiresAfterDays: ${fees.days} }, purchaseFee: { share: ${fees.percent}% }`;
  return `, ownKeyFee: { share: ${fees.percent}%, allowance: ${fees.allowance} }`;
}

function basesText(bases: MadeProvider['bases']): string {
  if (bases === undefined) return '';
  const overage = bases.overage === undefined ? '' : `, overage: ${bases.overage / 100}`;
  return `, commitmentBasis: ${bases.commitment}, floorBasis: ${bases.floor}${overage}`;
}

function offersText({ providers, fees }: MadePortfolio): string {
  const sold = providers.flatMap(({ resold }, index) => (resold === undefined ? [] : [`m${index}: ${resold}%`]));
  const contracts = providers.map(({ floor, bands, bases, coversCalls }, index) => {
    const terms = bands.map(([commitment, discount]) => `{ commitment: ${commitment}, discount: ${discount}% }`);
    return `  - { provider: p${index}, floor: { low: ${floor}, high: ${floor + 1} }, bands: [${terms.join(', ')}]${basesText(bases)}${coversCalls === true ? ', calls: included' : ''} }`;
  });
  const resale =
    sold.length === 0
      ? []
      : ['aggregators:', `  resale: { discounts: { ${sold.join(', ')} }, serves: [cache, batch]${feesText(fees)} }`];
  return [...resale, 'contracts:', ...contracts, ''].join('\n');
}

/** At 10 dollars a thousand. */
const CALLS_A_DOLLAR = 100;

function workloadText(made: MadeWorkload, index: number): string {
  const others = made.alternatives.map(([provider, tenths]) => `{ model: m${provider}, tokenFactor: ${tenths / 10} }`);
  const batch = made.batch ? 'batchEligible: 100%, ' : '';
  const calls = made.callDollars === undefined ? '' : `calls: { webSearch: ${made.callDollars * CALLS_A_DOLLAR} }, `;
  return `  - { name: w${index}, model: m${made.provider}, ${batch}${calls}${CHANNELS[made.channels]}tokens: { input: ${made.dollars}M, output: 0 }, alternatives: [${others.join(', ')}]${made.switching === undefined ? '' : `, switchingCost: ${made.switching}`} }`;
}

/** The files of a made portfolio, as a user would write them. */
export function filesOf(made: MadePortfolio): { card: string; offers: string; profile: string } {
  const profile = ['workloads:', ...made.workloads.map(workloadText), ''].join('\n');
  return { card: cardText(made), offers: offersText(made), profile };
}

/** A made portfolio as the library takes it, through its files. */
export function portfolio(made: MadePortfolio): { workloads: readonly Workload[]; context: Context } {
  const { card, offers, profile } = filesOf(made);
  const context: Context = {
    card: readCard(loadCardFile(fileOf(card, 'card.yaml'))),
    offers: readOffers([offersDocument('pricing/offers/direct.yaml'), loadOffers(offers, 'offers.yaml')]),
    assumptions: ASSUMPTIONS,
    quote: {},
    elsewhere: () => '',
    day: day('2026-11-02'),
  };
  return { workloads: loadProfile(profile, 'profile.yaml').workloads, context };
}

const bands = fc.uniqueArray(fc.tuple(fc.constantFrom(0, 300, 500, 900, 1200), fc.constantFrom(5, 10, 20, 30)), {
  maxLength: 3,
  selector: ([commitment]) => commitment,
});

const provider: fc.Arbitrary<MadeProvider> = fc.record({
  floor: fc.constantFrom(0, 200, 400, 500, 700, 1000),
  bands,
  resold: fc.option(fc.constantFrom(0, 5, 10, 15, 20, 25), { nil: undefined }),
});

/** Portfolios of up to three providers and six workloads whose floors and commitments bind as often as not. */
export function portfolios(alternatives: number): fc.Arbitrary<MadePortfolio> {
  const place = fc.nat(2);
  const workload = fc.record({
    dollars: fc.integer({ min: 1, max: 60 }).map((tens) => tens * 10),
    provider: place,
    alternatives: fc.uniqueArray(fc.tuple(place, fc.integer({ min: 7, max: 14 })), {
      maxLength: alternatives,
      selector: ([other]) => other,
    }),
    batch: fc.boolean(),
    channels: fc.constantFrom(
      'any' as const,
      'any' as const,
      'any' as const,
      'notDirect' as const,
      'onlyDirect' as const,
    ),
  });
  return fc.record({
    providers: fc.tuple(provider, provider, provider),
    workloads: fc.array(workload, { minLength: 1, maxLength: 5 }),
  });
}

/** Some of the work of portfolios costs something to move to another model. */
export function thatMove(portfolios: fc.Arbitrary<MadePortfolio>): fc.Arbitrary<MadePortfolio> {
  const costs = fc.array(fc.option(fc.constantFrom(0, 5, 20, 60, 150), { nil: undefined }), {
    minLength: 5,
    maxLength: 5,
  });
  return fc.tuple(portfolios, costs).map(([made, own]) => ({
    ...made,
    workloads: made.workloads.map((each, index) => {
      const switching = own[index];
      return switching === undefined ? each : { ...each, switching };
    }),
  }));
}

/** Portfolios whose contracts count commitments and floors in list or in contracted dollars. */
export function portfoliosOnBases(alternatives: number): fc.Arbitrary<MadePortfolio> {
  const basis = fc.constantFrom('contracted' as const, 'list' as const);
  const overage = fc.constantFrom(undefined, 60, 100, 110);
  const bases = fc.record({ commitment: basis, floor: basis, overage });
  return fc.tuple(portfolios(alternatives), fc.array(bases, { minLength: 3, maxLength: 3 })).map(([made, own]) => ({
    ...made,
    providers: made.providers.map((each, index) => ({ ...each, bases: own[index] as (typeof own)[number] })),
  }));
}

/** Portfolios whose aggregator has fees that bind as often as not. */
export function portfoliosWithFees(alternatives: number): fc.Arbitrary<MadePortfolio> {
  const percent = fc.constantFrom(0, 1, 5, 12);
  const fees: fc.Arbitrary<MadeFees> = fc.oneof(
    fc.record({ kind: fc.constant('minimum' as const), minimum: fc.constantFrom(3, 20, 60, 150), percent }),
    fc.record({ kind: fc.constant('monthly' as const), monthly: fc.constantFrom(3, 20, 60, 150), percent }),
    fc.record({ kind: fc.constant('allowance' as const), allowance: fc.constantFrom(100, 300, 700), percent }),
  );
  return fc.tuple(portfolios(alternatives), fees).map(([made, own]) => ({ ...made, fees: own }));
}

/** Portfolios whose aggregator is paid in advance, with blocks that are used up as often as they lapse. */
export function portfoliosOnCredit(alternatives: number): fc.Arbitrary<MadePortfolio> {
  const blocks = fc.constantFrom<readonly [pay: number, credit: number]>(
    [100, 110],
    [400, 500],
    [1_000, 1_000],
    [1_000, 1_300],
  );
  const days = fc.constantFrom(10, 30, 90, 365);
  const fees = fc
    .tuple(blocks, days, fc.constantFrom(0, 2, 10))
    .map(([[pay, credit], own, percent]): MadeFees => ({ kind: 'lapse', pay, credit, days: own, percent }));
  return fc.tuple(portfolios(alternatives), fees).map(([made, own]) => ({ ...made, fees: own }));
}

/** Cost in two-hundredths of a dollar: whole numbers, whatever the discounts and halves. */
const UNIT = 200;

const DAYS_OF_MONTH = 365.25 / 12;

/**
 * The cost of the cheapest plan by trying all of them, with whole numbers and nothing of the program's; undefined when
 * there is none.
 */
export function bruteForce({ providers, workloads, fees }: MadePortfolio): number | undefined {
  let best: number | undefined;
  const signed: (readonly [number, number] | undefined)[] = providers.map(() => undefined);
  const spends = providers.map(() => 0);
  const resale = { list: 0, paid: 0 };
  const resaleFee = (): number => {
    if (fees === undefined || resale.list === 0) return 0;
    if (fees.kind === 'lapse') {
      const paid = Math.max((resale.paid * fees.pay) / fees.credit, (fees.pay * UNIT * DAYS_OF_MONTH) / fees.days);
      return paid * (1 + fees.percent / 100) - resale.paid;
    }
    if (fees.kind === 'monthly') return fees.monthly * UNIT + (resale.paid * fees.percent) / 100;
    if (fees.kind === 'minimum') return Math.max(fees.minimum * UNIT, (resale.paid * fees.percent) / 100);
    return (Math.max(0, resale.list - fees.allowance * UNIT) * fees.percent) / 100;
  };
  const serve = (index: number, cost: number): void => {
    const made = workloads[index];
    if (made === undefined) {
      settle(cost);
      return;
    }
    const models = [[made.provider, 10] as const, ...made.alternatives];
    for (const [place, tenths] of models) {
      for (const halves of made.batch ? [2, 1] : [2]) {
        const list = (made.dollars / 10) * tenths * halves * (UNIT / 2);
        const moved = cost + (place === made.provider ? 0 : (made.switching ?? 0) * UNIT);
        const { resold } = providers[place] as MadeProvider;
        if (made.channels !== 'onlyDirect') {
          serve(index + 1, moved + list);
          if (resold !== undefined) {
            const paid = (list / 100) * (100 - resold);
            resale.list += list;
            resale.paid += paid;
            serve(index + 1, moved + paid);
            resale.list -= list;
            resale.paid -= paid;
          }
        }
        if (made.channels !== 'notDirect' && signed[place] !== undefined) {
          spends[place] = (spends[place] as number) + list;
          serve(index + 1, moved);
          spends[place] = (spends[place] as number) - list;
        }
      }
    }
  };
  const settle = (cost: number): void => {
    let total = cost + resaleFee();
    for (const [place, band] of signed.entries()) {
      if (band === undefined) continue;
      const spend = spends[place] as number;
      const { floor, bases } = providers[place] as MadeProvider;
      const paid = (spend / 100) * (100 - band[1]);
      if ((bases?.floor === 'contracted' ? paid : spend) < floor * UNIT) return;
      const least = band[0] * UNIT;
      const due = bases?.commitment === 'list' ? (least / 100) * (100 - band[1]) : least;
      const covered = (due * 100) / (100 - band[1]);
      if (bases?.overage === undefined) total += Math.max(due, paid);
      else total += due + (Math.max(0, spend - covered) * bases.overage) / 100;
    }
    if (best === undefined || total < best) best = total;
  };
  const sign = (place: number): void => {
    if (place === providers.length) {
      serve(0, 0);
      return;
    }
    for (const band of [undefined, ...(providers[place] as MadeProvider).bands]) {
      signed[place] = band;
      sign(place + 1);
    }
  };
  sign(0);
  return best === undefined ? undefined : best / UNIT;
}

/** What the plan for a portfolio costs; undefined where nothing serves all of it. */
export async function plannedCost(made: MadePortfolio, limits: SolveLimits): Promise<string | undefined> {
  const { workloads, context } = portfolio(made);
  try {
    return shown((await plan(workloads, context, loadSolver, limits)).effectiveCost);
  } catch (error) {
    if (error instanceof Problem && error.code === 'noPlan') return undefined;
    throw error;
  }
}
