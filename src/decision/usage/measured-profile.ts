import { tagOf } from '../../domain/allocation.ts';
import { compare, divide, type Exact, isZero, multiply, round, whole } from '../../domain/exact.ts';
import { FAILURE_CLASSES, type FailureClass } from '../../domain/failure.ts';
import { asName, LONGEST_NAME, visible } from '../../domain/line-text.ts';
import { DAYS_PER_MONTH } from '../../domain/period.ts';
import { bandLabel } from '../../domain/prompt-length.ts';
import { ALL, NO_USD, NONE, plus } from '../../domain/units.ts';
import { allTokens, inputTokens, TOKEN_CLASSES } from '../../domain/usage.ts';
import type { MeasuredWorkload } from '../../domain/usage-answer.ts';
import { loadOf } from './load.ts';
import { joinedBy, type Measured, type MeasuredGroup, pricedOf } from './measure.ts';

/** A workload before anybody asks whether its model is still served. */
export type MeasuredStream = Omit<MeasuredWorkload, 'hasEnded'>;

export interface MeasuredProfile {
  /** What a count of the period is multiplied by for an average month of 30.4375 days. */
  readonly scale: Exact;
  readonly workloads: readonly MeasuredStream[];
}

function monthly(count: bigint, scale: Exact): bigint {
  return round(multiply(whole(count), scale), 0).coefficient;
}

function nameOf({ is, model, region = '', mode, band, belongs }: MeasuredGroup): string {
  const marks = [
    region,
    mode === 'standard' ? '' : mode,
    band === 'base' ? '' : bandLabel(band).replace('prompt', 'prompts'),
    ...Object.values(belongs),
  ];
  return [is?.id ?? model, ...marks.filter((mark) => mark !== '')].join(', ');
}

/** How long the prompts of a group are, as a profile states it for its model: all of them in one band. */
function lengthsOf({ is, band }: MeasuredGroup): Pick<MeasuredWorkload, 'longContextShare' | 'promptsOver'> {
  const none = { longContextShare: undefined, promptsOver: undefined };
  if (band === 'peak') return none;
  const bands = is?.rates.findLast(({ longContext }) => longContext.length > 0)?.longContext ?? [];
  if (bands.length < 2) return { ...none, ...(band === 'base' ? {} : { longContextShare: ALL }) };
  const reached = bands.findIndex((each) => each.band === band);
  const promptsOver = bands.map(({ threshold }, index) => ({ over: threshold, share: index <= reached ? ALL : NONE }));
  return { ...none, promptsOver };
}

const hasPeak = ({ is }: Pick<MeasuredGroup, 'is'>) =>
  is?.rates.some(({ peak }) => (peak?.windows ?? []).length > 0) === true;

/** Whether a group is in its provider's peak hours, where its rows tell. */
function peakShareOf(group: MeasuredGroup): MeasuredWorkload['peakShare'] {
  if (group.band === 'peak') return ALL;
  return group.band === 'base' && group.isTimed === true && hasPeak(group) ? NONE : undefined;
}

/** Models that cost more in peak hours, and whose rows do not tell whether they were in them. */
export const untimedPeaks = ({ groups }: Pick<Measured, 'groups'>): string[] => [
  ...new Set(groups.flatMap((group) => (hasPeak(group) && group.isTimed !== true && group.is ? [group.is.id] : []))),
];

/** Room for what tells two names apart. */
const ROOM = 10;

/** Names that a profile may hold and that are told apart: two groups may read alike after their model was found on the card. */
function distinct(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((written) => {
    const name = asName(written, LONGEST_NAME - ROOM);
    let own = name;
    for (let count = 2; used.has(own); count++) own = `${name} (${count})`;
    used.add(own);
    return own;
  });
}

/** What a workload belongs to as its tags: tag:team is the tag team. */
const tagsOf = ({ belongs }: MeasuredGroup) =>
  Object.fromEntries(
    Object.entries(belongs)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [asName(tagOf(name) ?? name), visible(value)]),
  );

/** What stands for all that was under the share asked for. */
const OTHER = 'other';

/**
 * The long tail under one name: whose part of the cost is under `share`, over all models and modes together, is "other".
 * A model, a mode and a band stay what they are, since their prices are not one another's.
 */
function folded(groups: readonly MeasuredGroup[], share: Exact | undefined): readonly MeasuredGroup[] {
  const keyOf = ({ belongs }: MeasuredGroup) => JSON.stringify(Object.values(belongs));
  if (share === undefined) return groups;
  const all = groups.reduce((sum, { cost }) => plus(sum, cost), NO_USD);
  if (isZero(all)) return groups;
  const costs = new Map(joinedBy(groups, keyOf).map((group) => [keyOf(group), group.cost]));
  const isSmall = (group: MeasuredGroup) => compare(divide(costs.get(keyOf(group)) ?? NO_USD, all), share) < 0;
  return groups.map((group) =>
    isSmall(group)
      ? { ...group, belongs: Object.fromEntries(Object.keys(group.belongs).map((name) => [name, OTHER])) }
      : group,
  );
}

function failuresOf({ failures = {}, requests }: MeasuredGroup): MeasuredWorkload['failures'] {
  // In the order of the classes: which of them a file tells of first says nothing.
  const shares = FAILURE_CLASSES.filter((name) => failures[name] !== undefined).map(
    (name) => [name, shareOf(failures[name], requests)] as const,
  );
  return Object.fromEntries(shares.filter(([, share]) => share !== undefined)) as { [each in FailureClass]?: Exact };
}

/** Tokens of an average request, where every row of the group says how many requests it stands for. */
function perRequestOf({ tokens, requests }: MeasuredGroup): MeasuredWorkload['perRequest'] {
  const [input, output] = [shareOf(inputTokens(tokens), requests), shareOf(tokens.output, requests)];
  return input === undefined || output === undefined ? undefined : { input, output };
}

/**
 * The profile that usage comes to: a workload for each model, mode and price band, and for each of what `--by` names,
 * in the order of what it costs. A mode and a band are whole workloads, so that the list price of the profile is the
 * cost of the rows, but for the rounding to whole tokens.
 */
export function measuredProfile({ groups, period }: Measured, minShare?: Exact): MeasuredProfile {
  const days = period?.days ?? 1;
  const scale = divide(DAYS_PER_MONTH, whole(BigInt(days)));
  const used = joinedBy(folded(groups, minShare), ({ is, model, region, mode, band, belongs }) =>
    JSON.stringify([is?.id ?? model, region, mode, band, ...Object.values(belongs)]),
  ).filter(
    ({ tokens, is, pricedCalls }) =>
      is !== undefined && (allTokens(tokens) > 0n || Object.keys(pricedCalls).length > 0),
  );
  const ordered = used.sort((a, b) => compare(b.cost, a.cost) || (nameOf(a) < nameOf(b) ? -1 : 1));
  const names = distinct(ordered.map(nameOf));
  const workloads = ordered.map((group, index): MeasuredStream => {
    const counts = TOKEN_CLASSES.map((each) => [each, monthly(group.tokens[each], scale)] as const);
    return {
      name: names[index] ?? '',
      model: group.is?.id ?? group.model,
      tokens: Object.fromEntries(counts.filter(([, count]) => count > 0n)),
      batch: group.mode === 'batch',
      region: group.region,
      channel: group.marketplace,
      serviceMode: group.mode === 'standard' || group.mode === 'batch' ? undefined : group.mode,
      ...lengthsOf(group),
      peakShare: peakShareOf(group),
      tags: tagsOf(group),
      cost: group.cost,
      priced: pricedOf(group.cost, group.unpriced),
      cacheHits: shareOf(group.tokens.cacheRead, inputTokens(group.tokens)),
      requests: group.requests,
      failed: shareOf(group.failed, group.requests),
      calls: Object.fromEntries(
        Object.entries(group.pricedCalls)
          .map(([name, count]) => [name, monthly(count, scale)] as const)
          .filter(([, count]) => count > 0n),
      ),
      failures: failuresOf(group),
      perRequest: perRequestOf(group),
      readsPerWrite: readsPerWriteOf(group.tokens),
      load: loadOf(group, days),
    };
  });
  return { scale, workloads: workloads.filter(({ tokens, calls }) => Object.keys({ ...tokens, ...calls }).length > 0) };
}

/** What was measured of the levers: shares of all the tokens of a period. Undefined where there is nothing to share. */
export interface MeasuredLevers {
  /** Input read from a cache / all input. */
  readonly cacheHits: Exact | undefined;
  /** Tokens in batches / all tokens. */
  readonly batch: Exact | undefined;
  /** Failed requests / requests, where sources tell failures. */
  readonly failed: Exact | undefined;
  /** Input read from a cache / tokens written to one. */
  readonly readsPerWrite: Exact | undefined;
}

/** A part of a count; undefined of nothing, and where one of them is not known. */
export function shareOf(part: bigint | undefined, all: bigint | undefined): Exact | undefined {
  return part === undefined || all === undefined || all === 0n ? undefined : divide(whole(part), whole(all));
}

/** Tokens read from a cache for each that was written to it; undefined where none was. */
function readsPerWriteOf(counts: MeasuredGroup['tokens']): Exact | undefined {
  return shareOf(counts.cacheRead, counts.cacheWrite5m + counts.cacheWrite30m + counts.cacheWrite1h);
}

/** The shares that a profile usually guesses. */
export function measuredLevers({ groups }: Pick<Measured, 'groups'>): MeasuredLevers {
  const total = (of: (group: MeasuredGroup) => bigint) => groups.reduce((sum, group) => sum + of(group), 0n);
  const told = groups.filter(({ failed, requests }) => failed !== undefined && requests !== undefined);
  const counted = (of: (group: MeasuredGroup) => bigint | undefined) =>
    told.reduce((sum, group) => sum + (of(group) ?? 0n), 0n);
  return {
    cacheHits: shareOf(
      total(({ tokens }) => tokens.cacheRead),
      total(({ tokens }) => inputTokens(tokens)),
    ),
    batch: shareOf(
      total(({ tokens, mode }) => (mode === 'batch' ? allTokens(tokens) : 0n)),
      total(({ tokens }) => allTokens(tokens)),
    ),
    failed: shareOf(
      counted(({ failed }) => failed),
      counted(({ requests }) => requests),
    ),
    readsPerWrite: shareOf(
      total(({ tokens }) => tokens.cacheRead),
      total(({ tokens }) => tokens.cacheWrite5m + tokens.cacheWrite30m + tokens.cacheWrite1h),
    ),
  };
}
