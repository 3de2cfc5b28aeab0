import type { Assignment, ContractState } from './candidate.ts';
import type { Band, DirectOption, Instance } from './instance.ts';

/** What a solver says of a mixed-integer program: the values of its columns, and a bound no solution goes under. */
export interface MilpSolution {
  readonly optimal: boolean;
  /** A lower bound on the objective; -Infinity when the solver has none. */
  readonly bound: number;
  /** Undefined when no solution was found. */
  readonly values: ReadonlyMap<string, number> | undefined;
}

/** A mixed-integer solver: a program in CPLEX LP text to its solution. */
export type MilpSolver = (program: string) => MilpSolution;

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

const DECIMALS = 9;
const openName = (workload: number) => `o${workload}`;
const term = (coefficient: number, name: string) =>
  `${coefficient < 0 ? '-' : '+'} ${Math.abs(coefficient).toFixed(DECIMALS)} ${name}`;

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
function bandRows({ band, sign, cost, columns }: SignedBand): string[] {
  const spend = columns.map(({ name, option }) => term(option.list, name)).join(' ');
  const contracted = columns.map(({ name, option }) => term(-band.factor * option.list, name)).join(' ');
  const byWorkload = new Map<number, string[]>();
  for (const { workload, name } of columns) byWorkload.set(workload, [...(byWorkload.get(workload) ?? []), name]);
  return [
    `${cost} ${contracted} ${term(band.owed, sign)} >= 0`,
    `${cost} ${term(band.owed - band.commitment, sign)} >= 0`,
    `${spend} ${term(-band.floor, sign)} >= 0`,
    ...[...byWorkload.values()].map((names) => `${names.join(' + ')} - ${sign} <= 0`),
  ];
}

/** Every workload is bought once. */
function workloadRows(instance: Instance, signed: readonly SignedBand[]): string[] {
  const names = Array.from(instance.open, (cost, index) => (Number.isFinite(cost) ? [openName(index)] : []));
  for (const { columns } of signed) for (const { workload, name } of columns) names[workload]?.push(name);
  return names.map((each) => `${each.join(' + ')} = 1`);
}

/** The program of the plans under some contracts, or none, in CPLEX LP text: `o` open purchases, `x` direct ones, `y` contracts signed. */
export function programOf(instance: Instance, allowed: ReadonlySet<Band>): string {
  const signed = signedBands(instance, allowed);
  const opens = [...instance.open].flatMap((cost, index) => (Number.isFinite(cost) ? [{ cost, index }] : []));
  const objective = [
    ...opens.map(({ cost, index }) => term(cost, openName(index))),
    ...signed.map(({ cost }) => `+ ${cost}`),
    ...signed.flatMap(({ columns }) =>
      columns.flatMap(({ name, option }) => (option.beside === 0 ? [] : [term(option.beside, name)])),
    ),
  ];
  const oneBand = instance.providers.flatMap((_, provider) => {
    const own = signed.filter((each) => each.provider === provider).map(({ sign }) => sign);
    if (instance.providers[provider]?.signed === true) return own.map((sign) => `${sign} = 1`);
    return own.length < 2 ? [] : [`${own.join(' + ')} <= 1`];
  });
  const binaries = [
    ...opens.map(({ index }) => openName(index)),
    ...signed.flatMap(({ sign, columns }) => [sign, ...columns.map(({ name }) => name)]),
  ];
  return [
    'Minimize',
    ` total: ${objective.join('\n ')}`,
    'Subject To',
    ...[...workloadRows(instance, signed), ...oneBand, ...signed.flatMap(bandRows)].map((row) => ` ${row}`),
    'Binary',
    ...binaries.map((name) => ` ${name}`),
    'End',
    '',
  ].join('\n');
}

/** The plan that the values of a solution stand for. */
export function readSolution(
  instance: Instance,
  allowed: ReadonlySet<Band>,
  values: ReadonlyMap<string, number>,
): { state: ContractState; assignment: Assignment } {
  const chosen = (name: string) => Math.round(values.get(name) ?? 0) === 1;
  const signed = signedBands(instance, allowed).filter(({ sign }) => chosen(sign));
  const assignment: (DirectOption | undefined)[] = instance.choices.map(() => undefined);
  for (const { columns } of signed) {
    for (const { name, workload, option } of columns) if (chosen(name)) assignment[workload] = option;
  }
  const used = new Set(assignment.map((option) => option?.provider));
  const state = instance.providers.map((each, provider) =>
    used.has(provider) || each.signed ? signed.find((each) => each.provider === provider)?.band : undefined,
  );
  return { state, assignment };
}
