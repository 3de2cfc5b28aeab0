import { type Allowance, failsOnlyGrown, type Limit } from '../../domain/budget.ts';
import {
  type Check,
  type Doubt,
  type HeldMonth,
  type LimitResult,
  type LimitVerdict,
  type OverSince,
  type RuleResult,
  shareOfLimit,
  tellingMonth,
} from '../../domain/check.ts';
import { compare, type Exact, inPercent, numeral, ONE, round, whole } from '../../domain/exact.ts';
import { visible } from '../../domain/line-text.ts';
import type { Usd } from '../../domain/units.ts';
import { beside, dollars, exactDollars, percent, plainDollars, roundPercent } from '../render/numbers.ts';

type NameOf = (provider: string) => string;

/** What a limit is laid on, in words. */
export function scopeText({ scope, name }: Pick<Limit, 'scope' | 'name'>): string {
  return scope === 'portfolio' ? 'whole profile' : `${scope} ${name ?? ''}`;
}

/** How a limit grows from its baseline: `+10%`, `+$5,000`; nothing for an amount. */
export function allowanceText(limit: Allowance & Pick<Limit, 'shownIn'>): string {
  if ('max' in limit) return '';
  return 'maxIncrease' in limit
    ? `+${plainDollars(limit.maxIncrease)}${beside(limit.maxIncrease, limit.shownIn)}`
    : `+${percent(limit.maxGrowth)}`;
}

/** How an amount is laid on months: `a quarter`, `if it grows`; nothing for one of any month. `inFull` with each part. */
export function termTexts(limit: Allowance, inFull = false): string[] {
  if (!('max' in limit)) return [];
  const { phasing = [] } = limit;
  const parts = inFull ? ` of ${phasing.map(percent).join(', ')}` : '';
  return [
    ...(limit.per === undefined ? [] : [`a ${limit.per}`]),
    ...(phasing.length === 0 ? [] : [`in ${phasing.length} parts${parts}`]),
    ...(limit.carryOver === true ? ['what is left carried over'] : []),
    ...(failsOnlyGrown(limit) ? ['if it grows'] : []),
  ];
}

/** `2026-11 to 2027-01`, or the one month that it is. */
const monthsText = (first: string, last: string) => (first === last ? first : `${first} to ${last}`);

/** The months that an amount is of: `a month`, `in 2026-11 to 2027-01`. */
function spanText({ window }: Pick<LimitResult, 'window'>): string {
  return window === undefined ? 'a month' : `in ${monthsText(window.from, window.to)}`;
}

/** A limit on one line: `provider anthropic`, `whole profile, +10%`. */
export function limitName(limit: Limit): string {
  const allowance = allowanceText(limit);
  return [scopeText(limit), ...(allowance === '' ? [] : [allowance]), ...termTexts(limit)].join(', ');
}

/** Amount and limit; every digit of them where rounding would print the same text twice. */
function figures({ amount, max, complete, limit }: LimitResult): { actual: string; max: string } {
  const same = max !== undefined && dollars(amount) === dollars(max) && numeral(amount) !== numeral(max);
  const money = same ? exactDollars : dollars;
  return {
    actual: `${complete ? '' : 'at least '}${money(amount)}${beside(amount, limit.shownIn, max)}`,
    max: max === undefined ? 'unknown' : `${money(max)}${beside(max, limit.shownIn, amount)}`,
  };
}

/** The same of another month. */
const figuresIn = (result: LimitResult, { amount, complete, max }: HeldMonth) =>
  figures({ ...result, amount, complete, max });

/** The same for cells: what is beside an amount in dollars is under it. */
export function cellFigures(result: LimitResult): { actual: string; max: string } {
  const under = (text: string) => text.replace(/ \((.*)\)$/, '\n$1');
  const { actual, max } = figures(result);
  return { actual: under(actual), max: under(max) };
}

const SHARE_PLACES = 1;
const HUNDRED = whole(100n);

/** 93.4%; a share that only rounds to the whole says on which side of it it is. */
function shareText(share: Exact): string {
  const side = compare(share, ONE);
  const looksWhole = compare(round(inPercent(share), SHARE_PLACES), HUNDRED) === 0;
  if (side === 0 || !looksWhole) return roundPercent(share, SHARE_PLACES);
  return side > 0 ? '>100%' : '<100%';
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';

const inBrackets = (share: Exact | undefined, of = '') => (share === undefined ? '' : ` [${shareText(share)}${of}]`);

/**
 * `$30,775.00 [76.9%]`: the amount and its share of the limit, and under it what it is in another currency, and the later
 * month that tells more of it: `2027-10 $38,000.00 [95%]`, with what is allowed then where that is another amount.
 */
export function actualText(result: LimitResult): string {
  const [actual = '', ...under] = cellFigures(result).actual.split('\n');
  const telling = tellingMonth(result);
  const own = `${actual}${inBrackets(shareOfLimit(result))}`;
  if (telling === undefined) return [own, ...under].join('\n');
  const then = figuresIn(result, telling);
  const moves = telling.max !== undefined && result.max !== undefined && compare(telling.max, result.max) !== 0;
  const share = inBrackets(shareOfLimit(telling), moves ? ` of ${then.max}` : '');
  return [own, ...under, `${telling.month} ${then.actual}${share}`].join('\n');
}

/** The same on one line of what tells most, and what is allowed then: `2027-10 $38,000.00 [95%] of $40,000.00`. */
export function tellingText(result: LimitResult): string {
  const telling = tellingMonth(result);
  if (telling === undefined)
    return `${actualText(result).replaceAll('\n', ', ')} of ${firstLine(cellFigures(result).max)}`;
  const { actual, max } = figuresIn(result, telling);
  return `${telling.month} ${actual}${inBrackets(shareOfLimit(telling))} of ${max}`;
}

/** What came of a limit in a table: from which month on, where not from the first. */
export function limitVerdictText({ verdict, limit, overSince, window }: LimitResult): string {
  const said = levelledVerdict(verdict, limit.level);
  if (verdict === 'within') return said;
  if (window !== undefined) return `${said}\n${monthsText(window.from, window.to)}`;
  return overSince === undefined ? said : `${said} from ${overSince.month}`;
}

/** `over (warns)`: what a limit or rule says, and that it decides nothing. */
export function levelledVerdict(verdict: LimitVerdict, level: Limit['level']): string {
  return level === 'warn' && verdict !== 'within' ? `${verdict} (warns)` : verdict;
}

const DOUBT: Readonly<Record<Doubt, string>> = {
  unpriced: 'a part of it has no price',
  baselineUnpriced: 'a part of the baseline has no price',
  noBaseline: 'no baseline was given (--baseline)',
  baselineMonths: 'the baseline does not say what its later months cost (keep the JSON of a check)',
};

/** Where growth is allowed from: ` (+10% on $40,000.00)`. */
function baseText({ limit, base }: Pick<LimitResult, 'limit' | 'base'>): string {
  if (base === undefined || 'max' in limit) return '';
  return ` (${allowanceText(limit)} on ${base.complete ? '' : 'at least '}${dollars(base.amount)})`;
}

/** A limit that the first month keeps and a later one does not. */
function laterText(result: LimitResult, since: OverSince): string {
  const { month, isFirst } = since;
  const then = figuresIn(result, since);
  if (isFirst === true)
    return `${scopeText(result.limit)} is projected to cost ${figures(result).actual} a month at the prices of the day and ${then.actual} in ${month} at those of the month, over the limit of ${then.max}${baseText({ ...result, base: since.base })}.`;
  return `${scopeText(result.limit)} is projected to cost ${figures(result).actual} in the first month and ${then.actual} in ${month}, the first over the limit of ${then.max}${baseText({ ...result, base: since.base })}.`;
}

/** What is allowed, and that a later month comes nearest to it. */
function fullestText(result: LimitResult, fullest: HeldMonth): string {
  const then = figuresIn(result, fullest);
  const base = baseText({ ...result, base: fullest.base });
  return `${scopeText(result.limit)} is projected to cost ${figures(result).actual} in the first month and ${then.actual} in ${fullest.month}, where it is nearest to the limit of ${then.max}${base}.`;
}

/** A limit that is over and does not fail. */
function notGrownText(result: LimitResult, what: string): string {
  const { overSince, window } = result;
  if (overSince !== undefined)
    return `${laterText(result, overSince)} It fails only where it grows: no month over it costs more than the same of the baseline.`;
  const over = `${what}, over the limit of ${figures(result).max}`;
  return `${over} and no more than the baseline${window === undefined ? '' : ' in the same months'}: it fails only where it grows.`;
}

/** What came of a limit, in a sentence. */
export function limitText(result: LimitResult): string {
  const { actual, max } = figures(result);
  const what = `${scopeText(result.limit)} is projected to cost ${actual} ${spanText(result)}`;
  const base = baseText(result);
  switch (result.verdict) {
    case 'within':
      if (result.notGrown === true) return notGrownText(result, what);
      if (result.fullest !== undefined) return fullestText(result, result.fullest);
      return `${what}, at most ${max}${base} is allowed.`;
    case 'over':
      return result.overSince === undefined
        ? `${what}, over the limit of ${max}${base}.`
        : laterText(result, result.overSince);
    case 'undecided': {
      if (result.overSince !== undefined)
        return `${laterText(result, result.overSince)} Whether it grows cannot be told: ${DOUBT[result.doubt ?? 'unpriced']}.`;
      const limit = result.max === undefined ? ` (${allowanceText(result.limit)})` : ` of ${max}${base}`;
      return `${what}, which cannot be held against the limit${limit}: ${DOUBT[result.doubt ?? 'unpriced']}.`;
    }
  }
}

/** The name of a rule as a row or a test shows it. */
export function ruleName({ rule }: RuleResult, nameOf: NameOf): string {
  if (rule.kind !== 'floorCrossed') return `prices looked at within ${rule.maxDays} days`;
  return `floor not crossed${rule.provider === undefined ? '' : `, ${nameOf(rule.provider)}`}`;
}

function crossedText({ crossings }: RuleResult, nameOf: NameOf): string {
  const each = crossings.map(({ provider, before, after, floor }) => {
    const up = compare(after, before) > 0;
    const means = up ? 'a contract can be negotiated' : 'a contract is out of reach';
    return `list spend with ${nameOf(provider)} ${up ? 'rises' : 'falls'} from ${dollars(before)} to ${dollars(after)}, across the floor of ${plainDollars(floor.low)} a month: ${means}`;
  });
  return `${each.join('; ')}.`;
}

function ageText(days: number): string {
  const count = Math.abs(days);
  return `the oldest price used was looked at ${count} ${count === 1 ? 'day' : 'days'} ${days < 0 ? 'after' : 'before'} the day priced`;
}

/** What came of a rule, in a sentence. */
export function ruleText(result: RuleResult, nameOf: NameOf): string {
  const { rule, verdict, days } = result;
  if (rule.kind !== 'floorCrossed') {
    const age = ageText(days ?? 0);
    return verdict === 'over'
      ? `${age}, over the limit of ${rule.maxDays}.`
      : `${age}, at most ${rule.maxDays} are allowed.`;
  }
  if (verdict === 'over') return crossedText(result, nameOf);
  if (verdict === 'within') return 'no list spend crosses its floor.';
  return `whether list spend crosses its floor cannot be told: ${DOUBT[result.doubt ?? 'unpriced']}.`;
}

const mostShare = (result: LimitResult) => shareOfLimit(tellingMonth(result) ?? result);

/** The limit that is nearest to its end, of those that decide. */
function closest(limits: readonly LimitResult[]): LimitResult | undefined {
  return limits
    .filter((result) => result.limit.level === 'fail')
    .reduce<LimitResult | undefined>((best, result) => {
      const [a, b] = [best === undefined ? undefined : mostShare(best), mostShare(result)];
      return a === undefined || (b !== undefined && compare(b, a) > 0) ? result : best;
    }, undefined);
}

/** What a check is called where it stands among others: `tokencost check, prod`. */
export function checkTitle({ name }: Pick<Check, 'name'>): string {
  return name === undefined ? 'tokencost check' : visible(`tokencost check, ${name}`);
}

/** The verdict in a sentence: the worst limit or rule, and how many others there are like it. */
export function verdictText(check: Check, nameOf: NameOf): string {
  const { verdict, limits, rules } = check;
  if (verdict === 'within') {
    const near = closest(limits);
    return `within: ${near === undefined ? 'no limit is exceeded.' : limitText(near)}`;
  }
  const [first, ...others] = [
    ...limits.filter((each) => each.limit.level === 'fail' && each.verdict === verdict).map((each) => limitText(each)),
    ...rules
      .filter((each) => each.rule.level === 'fail' && each.verdict === verdict)
      .map((each) => ruleText(each, nameOf)),
  ];
  const more = others.length === 0 ? '' : ` So ${others.length === 1 ? 'is 1 other' : `are ${others.length} others`}.`;
  return `${verdict}: ${first ?? ''}${more}`;
}

/** +$1,250.00, -$300.00, $0.00. */
export function signedDollars(amount: Usd): string {
  const text = dollars(amount);
  return compare(amount, { ...amount, coefficient: 0n }) > 0 ? `+${text}` : text;
}
