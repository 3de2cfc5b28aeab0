import { approximately, divide, type Exact, isZero, multiply, ONE, subtract } from '../../domain/exact.ts';
import { atVolume } from '../../domain/scaled.ts';
import { exactOf } from '../../domain/statistic.ts';
import { complement, factor, minus, NO_USD, plus, type Share, share, times, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { coveredBy } from '../contract/settle.ts';
import type { ContractState } from './candidate.ts';
import type { DirectOption, Instance } from './instance.ts';
import { type BoughtPart, type MilpSolver, programOf, readParts } from './milp.ts';
import type { Part } from './parts.ts';

/** Decimals kept of a share that no contract decides. */
const PLACES = 12;

/** A solver's share and the exact one that it stands for differ by less. */
const NEAR = 1e-6;

const countedOf = (option: DirectOption | undefined, provider: number): Usd =>
  option?.provider === provider ? option.counted : NO_USD;

/** Dollars that a contract counts of everything but one workload. */
function countedBeside(parts: readonly (readonly BoughtPart[])[], except: number, provider: number): Usd {
  return parts.reduce(
    (total, each, index) =>
      index === except
        ? total
        : each.reduce((sum, { option, part }) => {
            const counted = countedOf(option, provider);
            if (isZero(counted)) return sum;
            return plus(sum, each.length === 1 ? counted : times(counted, factor(exactOf(part, PLACES))));
          }, total),
    NO_USD,
  );
}

/**
 * The share of the first of two parts, exactly: a stream is cut where a contract's floor is just reached, or its
 * commitment just used up. As the solver says it where it is cut for neither.
 */
function shareOf(
  { state, parts }: { state: ContractState; parts: readonly (readonly BoughtPart[])[] },
  index: number,
): Share {
  const [first, second] = parts[index] ?? [];
  const said = first?.part ?? 1;
  for (const provider of [first?.option?.provider, second?.option?.provider]) {
    const band = provider === undefined ? undefined : state[provider];
    if (provider === undefined || band === undefined) continue;
    const [own, other] = [countedOf(first?.option, provider), countedOf(second?.option, provider)];
    const moves = subtract(own, other);
    if (isZero(moves)) continue;
    const beside = plus(countedBeside(parts, index, provider), other);
    for (const asked of [coveredBy(band), band.opens]) {
      const exact = divide(minus(asked, beside), moves);
      const value = approximately(exact);
      if (value > 0 && value < 1 && Math.abs(value - said) < NEAR) return share(exact);
    }
  }
  return share(exactOf(said, PLACES));
}

/** The shares of a workload's parts: two are cut exactly, the last of more is what is left. */
function sharesOf(found: Parameters<typeof shareOf>[0], index: number): Share[] {
  const own = found.parts[index] ?? [];
  if (own.length === 2) {
    const first = shareOf(found, index);
    return [first, complement(first)];
  }
  const shares = own.slice(1).map(({ part }): Exact => exactOf(part, PLACES));
  return [share(shares.reduce(subtract, ONE)), ...shares.map(share)];
}

interface Cuts {
  readonly shares: ReadonlyMap<string, readonly Share[]>;
  /** No way to cut them costs less. */
  readonly bound: number;
}

/** Where the streams of an instance are cut. */
async function cutsOf(
  instance: Instance,
  mayCut: (workload: Workload) => boolean,
  solver: () => Promise<MilpSolver>,
): Promise<Cuts> {
  const bands = new Set(instance.providers.flatMap((each) => each.bands));
  const divisible = instance.choices.map(({ workload }) => mayCut(workload));
  const program = programOf(instance, bands, [], (index) => divisible[index] === true);
  const { values, bound } = await (await solver())(program);
  if (values === undefined) return { shares: new Map(), bound };
  const found = readParts(instance, bands, values);
  const shares = new Map(
    instance.choices.flatMap(({ workload }, index): [string, readonly Share[]][] =>
      (found.parts[index]?.length ?? 0) < 2 ? [] : [[workload.name, sharesOf(found, index)]],
    ),
  );
  return { shares, bound };
}

/** A stream in parts, each of them work of its own. */
function partsOf(workload: Workload, shares: readonly Share[]): Workload[] {
  return shares.map((part, index) => ({
    ...atVolume(workload, factor(part)),
    name: `${workload.name} (${index + 1} of ${shares.length})`,
    partOf: { workload: workload.name, share: share(multiply(part, workload.partOf?.share ?? ONE)) },
  }));
}

/** A portfolio in which some streams are parts of one. */
export interface CutPortfolio {
  readonly workloads: readonly Workload[];
  /** The streams that are cut. */
  readonly cut: readonly string[];
  /** No plan costs less, however streams that may be cut are. A float. */
  readonly bound: number;
}

/**
 * A portfolio with streams cut where that may be cheaper than a plan of it: where a contract's floor is just reached or its
 * commitment just used up. `least` is the share of the cost from which a saving is looked for.
 */
export async function cutPortfolio(
  workloads: readonly Workload[],
  parts: readonly Part[],
  mayCut: (workload: Workload) => boolean,
  least: number,
  solver: () => Promise<MilpSolver>,
): Promise<CutPortfolio> {
  const cuts = new Map<string, readonly Share[]>();
  let bound = 0;
  for (const { instance, solved } of parts) {
    const cost = approximately(solved.best.cost);
    const known = instance.choices.some(({ workload }) => mayCut(workload)) ? Math.min(cost, solved.inParts) : cost;
    if (known >= cost - Math.abs(cost) * least) {
      bound += known;
      continue;
    }
    const found = await cutsOf(instance, mayCut, solver);
    for (const [name, shares] of found.shares) cuts.set(name, shares);
    bound += Math.max(known, found.bound);
  }
  return {
    workloads: workloads.flatMap((workload) => {
      const shares = cuts.get(workload.name);
      return shares === undefined ? [workload] : partsOf(workload, shares);
    }),
    cut: [...cuts.keys()],
    bound,
  };
}
