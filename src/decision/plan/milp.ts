import type { Assignment, ContractState } from './candidate.ts';
import type { Band, DirectOption, Instance } from './instance.ts';

/** A mixed-integer program in CPLEX LP text. */
export interface MilpProgram {
  readonly text: string;
  /** Dollars that 1 of its objective stands for: its amounts are scaled, so that a solver's tolerances are shares. */
  readonly unit: number;
}

/**
 * What a solver says of a program: that its solution is the best, that there is none, that the search stopped before
 * either was known, or that it failed in every way it was tried.
 */
export type MilpEnding = 'optimal' | 'infeasible' | 'stopped' | 'failed';

/** How a program ended: the values of its columns, and a bound no solution goes under. */
export interface MilpSolution {
  readonly ended: MilpEnding;
  /** A lower bound on the objective in dollars; -Infinity when there is none, Infinity when there is no solution. */
  readonly bound: number;
  /** Undefined when no solution was found. */
  readonly values: ReadonlyMap<string, number> | undefined;
}

/** A mixed-integer solver. It never throws: a run that fails is an ending too. */
export type MilpSolver = (program: MilpProgram) => Promise<MilpSolution>;

/** Stands for the solver where bounds have to do: it closes nothing, and no program is made for it. */
export const NO_SOLVER: MilpSolver = async () => ({
  ended: 'stopped',
  bound: Number.NEGATIVE_INFINITY,
  values: undefined,
});

/** Columns that are 1 together in one solution: a plan that the program is to leave out. */
export type RuledOut = readonly string[];

interface Column {
  readonly name: string;
  readonly workload: number;
  readonly option: DirectOption;
  readonly band: number;
}

interface SignedBand {
  readonly provider: number;
  readonly band: Band;
  readonly sign: string;
  readonly cost: string;
  readonly columns: readonly Column[];
}

const openName = (workload: number) => `o${workload}`;

/** A coefficient with all the digits it has; LP text takes exponents. */
const term = (coefficient: number, name: string) => `${coefficient < 0 ? '-' : '+'} ${Math.abs(coefficient)} ${name}`;

/** The largest amount of a program once it is scaled: far over a solver's tolerances, and within what floats hold. */
const LARGEST = 1000;

/** Dollars that 1 of a program stands for. */
function unitOf({ open, direct }: Instance, signed: readonly SignedBand[]): number {
  let most = 0;
  for (const cost of open) if (Number.isFinite(cost)) most = Math.max(most, cost);
  for (const options of direct) for (const { list, beside } of options) most = Math.max(most, list, beside);
  for (const { band } of signed) most = Math.max(most, band.floor, band.commitment, band.owed);
  return most === 0 ? 1 : most / LARGEST;
}

/** The contracts that may be signed, with every purchase under each. */
function signedBands(instance: Instance, allowed: ReadonlySet<Band>): SignedBand[] {
  return instance.providers.flatMap(({ bands }, provider) =>
    bands.flatMap((band, at): SignedBand[] => {
      if (!allowed.has(band)) return [];
      const columns = instance.direct.flatMap((options, workload) =>
        options.flatMap((option, index): Column[] =>
          option.provider === provider ? [{ name: `x${workload}_${index}_${at}`, workload, option, band: at }] : [],
        ),
      );
      return [{ provider, band, sign: `y${provider}_${at}`, cost: `c${provider}_${at}`, columns }];
    }),
  );
}

/** A contract costs the contracted amount or its commitment, less what is owed anyway, has its floor reached, and is signed to be used. */
function bandRows({ band, sign, cost, columns }: SignedBand, unit: number): string[] {
  const spend = columns.map(({ name, option }) => term(option.list / unit, name)).join(' ');
  const contracted = columns.map(({ name, option }) => term((-band.factor * option.list) / unit, name)).join(' ');
  const [commitment, owed, floor] = [band.commitment / unit, band.owed / unit, band.floor / unit];
  const byWorkload = new Map<number, string[]>();
  for (const { workload, name } of columns) byWorkload.set(workload, [...(byWorkload.get(workload) ?? []), name]);
  return [
    `${cost} ${contracted} ${term(owed, sign)} >= 0`,
    `${cost} ${term(owed - commitment, sign)} >= 0`,
    `${spend} ${term(-floor, sign)} >= 0`,
    ...[...byWorkload.values()].map((names) => `${names.join(' + ')} - ${sign} <= 0`),
  ];
}

/** Every workload is bought once. */
function workloadRows(instance: Instance, signed: readonly SignedBand[]): string[] {
  const names = Array.from(instance.open, (cost, index) => (Number.isFinite(cost) ? [openName(index)] : []));
  for (const { columns } of signed) for (const { workload, name } of columns) names[workload]?.push(name);
  return names.map((each) => `${each.join(' + ')} = 1`);
}

/**
 * The program of the plans under some contracts, or none, but for those ruled out: `o` open purchases, `x` direct ones,
 * `y` contracts signed, `c` what each of them costs. Of a workload that is `divisible` each column is a part of it.
 */
export function programOf(
  instance: Instance,
  allowed: ReadonlySet<Band>,
  ruledOut: readonly RuledOut[] = [],
  divisible: (workload: number) => boolean = () => false,
): MilpProgram {
  const signed = signedBands(instance, allowed);
  const unit = unitOf(instance, signed);
  const opens = [...instance.open].flatMap((cost, index) => (Number.isFinite(cost) ? [{ cost, index }] : []));
  const objective = [
    ...opens.map(({ cost, index }) => term(cost / unit, openName(index))),
    ...signed.map(({ cost }) => `+ ${cost}`),
    ...signed.flatMap(({ columns }) =>
      columns.flatMap(({ name, option }) => (option.beside === 0 ? [] : [term(option.beside / unit, name)])),
    ),
  ];
  const oneBand = instance.providers.flatMap((_, provider) => {
    const own = signed.filter((each) => each.provider === provider).map(({ sign }) => sign);
    if (instance.providers[provider]?.signed === true) return own.map((sign) => `${sign} = 1`);
    return own.length < 2 ? [] : [`${own.join(' + ')} <= 1`];
  });
  const binaries = [
    ...opens.filter(({ index }) => !divisible(index)).map(({ index }) => openName(index)),
    ...signed.flatMap(({ sign, columns }) => [
      sign,
      ...columns.filter(({ workload }) => !divisible(workload)).map(({ name }) => name),
    ]),
  ];
  const rows = [
    ...workloadRows(instance, signed),
    ...oneBand,
    ...signed.flatMap((each) => bandRows(each, unit)),
    ...ruledOut.map((names) => `${names.join(' + ')} <= ${names.length - 1}`),
  ];
  const text = [
    'Minimize',
    ` total: ${objective.join('\n ')}`,
    'Subject To',
    ...rows.map((row) => ` ${row}`),
    'Binary',
    ...binaries.map((name) => ` ${name}`),
    'End',
    '',
  ].join('\n');
  return { text, unit };
}

/** The plan that the values of a solution stand for. */
export function readSolution(
  instance: Instance,
  allowed: ReadonlySet<Band>,
  values: ReadonlyMap<string, number>,
): { state: ContractState; assignment: Assignment; names: RuledOut } {
  const chosen = (name: string) => Math.round(values.get(name) ?? 0) === 1;
  const names: string[] = [];
  const signed = signedBands(instance, allowed).filter(({ sign }) => chosen(sign));
  const assignment: (DirectOption | undefined)[] = instance.choices.map(() => undefined);
  for (const { columns } of signed) {
    for (const { name, workload, option } of columns) {
      if (!chosen(name)) continue;
      assignment[workload] = option;
      names.push(name);
    }
  }
  for (const [workload, option] of assignment.entries()) if (option === undefined) names.push(openName(workload));
  const used = new Set(assignment.map((option) => option?.provider));
  const state = instance.providers.map((each, provider) =>
    used.has(provider) || each.signed ? signed.find((each) => each.provider === provider)?.band : undefined,
  );
  return { state, assignment, names };
}

/** A part of a workload, and under which contract it is bought; none is an open purchase. */
export interface BoughtPart {
  readonly option: DirectOption | undefined;
  readonly part: number;
}

/** Parts smaller than this are what a solver's tolerance makes of none. */
const NO_PART = 1e-9;

/** The contracts and the parts of each workload that the values of a solution stand for. */
export function readParts(
  instance: Instance,
  allowed: ReadonlySet<Band>,
  values: ReadonlyMap<string, number>,
): { state: ContractState; parts: readonly (readonly BoughtPart[])[] } {
  const partOf = (name: string) => values.get(name) ?? 0;
  const signed = signedBands(instance, allowed).filter(({ sign }) => Math.round(partOf(sign)) === 1);
  const parts = instance.choices.map((_, index): BoughtPart[] => [
    { option: undefined, part: partOf(openName(index)) },
  ]);
  for (const { columns } of signed)
    for (const { name, workload, option } of columns) parts[workload]?.push({ option, part: partOf(name) });
  return {
    state: instance.providers.map((_, provider) => signed.find((each) => each.provider === provider)?.band),
    parts: parts.map((each) => each.filter(({ part }) => part > NO_PART)),
  };
}
