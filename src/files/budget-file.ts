import {
  ALLOWANCES,
  type Allowance,
  allowanceKind,
  type Budget,
  type Limit,
  type LimitScope,
  type MaxAllowance,
  monthsIn,
  type Rule,
  tagName,
  termsKey,
} from '../domain/budget.ts';
import { add, compare, type Exact, ONE, ZERO } from '../domain/exact.ts';
import type { ExchangeRate } from '../domain/exchange-rate.ts';
import type { Usd } from '../domain/units.ts';
import { currencyFaults, moneyReader, readExchangeRate } from './currency.ts';
import { readDocument } from './document.ts';
import { parseYaml } from './parse-yaml.ts';
import { readGrowth, readShare } from './read-value.ts';
import { type BudgetDocument, budgetSchema, type LimitDocument, type RuleDocument } from './schemas/budget-schema.ts';
import { type Fault, invalidFile, type Path, type YamlFile } from './yaml-file.ts';

const KIND = 'budget';

const SUBJECTS = ['provider', 'model', 'workload', 'tag'] as const satisfies readonly LimitScope[];

/** What a limit or a rule is laid on, as far as it is named. */
export type Subject = Pick<Limit, 'scope' | 'name' | 'tags'>;

/** A name by which the profile knows the part, and why nothing in it meets that, where nothing does. */
export interface Resolved {
  readonly name: string;
  readonly unmet: string | undefined;
}

/** Looks a subject up in the profile that the budget is laid on. Never called for the whole profile. */
export type Resolve = (subject: Subject) => Resolved;

type Complain = (path: Path, message: string) => void;

/** How an amount is laid on months. */
function spreadOf({ onlyIfGrows, per = 'month', phasing, carryOver }: LimitDocument): Omit<MaxAllowance, 'max'> {
  return {
    ...(onlyIfGrows === 'true' ? { onlyIfGrows: true } : {}),
    ...(per === 'month' ? {} : { per }),
    ...(phasing === undefined ? {} : { phasing: phasing.map(readShare) }),
    ...(carryOver === 'true' ? { carryOver: true } : {}),
  };
}

const OF_AN_AMOUNT = ['onlyIfGrows', 'per', 'phasing', 'carryOver'] as const;

/** What of a limit says how its amount is laid on months, and does not fit. */
function checkSpread(document: LimitDocument, complain: Complain): void {
  const { max, per, phasing } = document;
  if (max === undefined)
    for (const key of OF_AN_AMOUNT)
      if (document[key] !== undefined) complain([key], 'it goes with max: the other limits are on growth a month');
  if (phasing === undefined) return;
  const months = monthsIn({ per });
  if (months === 1) complain(['phasing'], 'it parts a quarter or a year; add per: year');
  else if (months % phasing.length !== 0)
    complain(
      ['phasing'],
      `its ${phasing.length} parts do not divide the ${months} months of a ${per}; give as many as do`,
    );
  if (compare(phasing.map(readShare).reduce<Exact>(add, ZERO), ONE) !== 0)
    complain(['phasing'], 'the parts are of the whole amount; they add up to 100%');
}

function allowancesOf(document: LimitDocument, readMoney: Laid['readMoney']): Allowance[] {
  const { max, maxIncrease, maxGrowth } = document;
  return [
    ...(max === undefined ? [] : [{ max: readMoney(max), ...spreadOf(document) }]),
    ...(maxIncrease === undefined ? [] : [{ maxIncrease: readMoney(maxIncrease) }]),
    ...(maxGrowth === undefined ? [] : [{ maxGrowth: readGrowth(maxGrowth) }]),
  ];
}

const WHOLE: Subject = { scope: 'portfolio', name: undefined };

function subjectOf(document: LimitDocument, complain: Complain): Subject {
  const given = SUBJECTS.filter((key) => document[key] !== undefined);
  const [scope, second] = given;
  if (scope === undefined) return WHOLE;
  if (second !== undefined) {
    complain([second], `a limit is laid on one thing; ${given.join(' and ')} were given together, make it two limits`);
  }
  if (scope !== 'tag') return { scope, name: document[scope] };
  const tags = new Map(Object.entries(document.tag ?? {}));
  if (tags.size === 0) complain(['tag'], 'name a tag and its value, such as { team: support }');
  return { scope, tags, name: tagName(tags) };
}

/** What a budget is read with: the profile it is laid on, and whether everything it names has to be there. */
interface Laid {
  readonly file: YamlFile;
  readonly resolve: Resolve;
  readonly strict: boolean;
  readonly readMoney: (text: string) => Usd;
  readonly exchange: ExchangeRate | undefined;
}

function resolved(subject: Subject, { resolve, strict }: Laid, complain: Complain): Subject & Pick<Limit, 'unmet'> {
  if (subject.scope === 'portfolio' || subject.tags?.size === 0) return subject;
  const { name, unmet } = resolve(subject);
  if (unmet === undefined) return { ...subject, name };
  if (strict) complain([subject.scope], unmet);
  return { ...subject, name, unmet };
}

function readLimit(document: LimitDocument, at: number, laid: Laid, complain: Complain): Limit[] {
  const { file } = laid;
  const subject = resolved(subjectOf(document, complain), laid, complain);
  const allowances = allowancesOf(document, laid.readMoney);
  checkSpread(document, complain);
  if (allowances.length === 0) complain([], `it limits nothing; give ${ALLOWANCES.join(', ')}`);
  return allowances.map((allowance) => ({
    ...subject,
    ...allowance,
    level: document.level ?? 'fail',
    ...(laid.exchange === undefined ? {} : { shownIn: laid.exchange }),
    place: { file: file.path, ...file.place(['limits', at, allowanceKind(allowance)], 'key') },
  }));
}

/** A second limit of the same kind and level on the same thing: one of them does nothing. */
function duplicates(limits: readonly { limit: Limit; path: Path }[], complain: Complain): void {
  const seen = new Set<string>();
  for (const { limit, path } of limits) {
    const key = JSON.stringify([limit.scope, limit.name, allowanceKind(limit), limit.level, termsKey(limit)]);
    if (seen.has(key))
      complain(
        [...path, allowanceKind(limit)],
        `a second ${allowanceKind(limit)} of level ${limit.level} on the same thing; keep one of them`,
      );
    seen.add(key);
  }
}

function readRule(document: RuleDocument, at: number, laid: Laid, complain: Complain): Rule[] {
  const { file } = laid;
  const { provider, maxDays, level = 'fail' } = document;
  const place = { file: file.path, ...file.place(['rules', at, 'rule'], 'key') };
  const kind = document.rule;
  if (kind !== 'floorCrossed') {
    if (provider !== undefined) complain(['provider'], `${kind} looks at every price that is used; leave provider out`);
    if (maxDays !== undefined) return [{ kind, maxDays: Number(maxDays), level, place }];
    complain([], 'the key "maxDays" is missing: how many days ago the prices may have been looked at');
    return [];
  }
  if (maxDays !== undefined) complain(['maxDays'], 'floorCrossed has no maxDays; leave it out');
  const asked: Subject = provider === undefined ? WHOLE : { scope: 'provider', name: provider };
  const { unmet } = resolved(asked, laid, complain);
  return [{ kind: 'floorCrossed', provider, level, place, ...(unmet === undefined ? {} : { unmet }) }];
}

function contentOf(document: BudgetDocument, laid: Laid, faults: Fault[]): Budget {
  const { file } = laid;
  const complainAt =
    (base: Path): Complain =>
    (path, message) =>
      faults.push({ place: file.place([...base, ...path]), message });
  const limits = (document.limits ?? []).flatMap((entry, at) =>
    readLimit(entry, at, laid, complainAt(['limits', at])).map((limit) => ({ limit, path: ['limits', at] })),
  );
  duplicates(limits, complainAt([]));
  const rules = (document.rules ?? []).flatMap((entry, at) => readRule(entry, at, laid, complainAt(['rules', at])));
  if ((document.limits ?? []).length + (document.rules ?? []).length === 0) {
    complainAt([])([], 'it has neither limits nor rules; give one, such as limits: [{ max: 60k }]');
  }
  return {
    ...(document.name === undefined ? {} : { name: document.name }),
    limits: limits.map(({ limit }) => limit),
    rules,
    unpriced: document.unpriced ?? 'undecided',
    ...(document.strict === 'true' ? { strict: true } : {}),
  };
}

/**
 * A budget from its text. `resolve` finds what a limit names in the profile it is laid on; what nothing there meets is
 * kept and told, and a fault where the budget is strict. `known` is the exchange rate of that profile.
 * Throws `invalidFile` with every fault at its place.
 */
export function loadBudget(text: string, path: string, resolve: Resolve, known?: ExchangeRate): Budget {
  const file = parseYaml(text, path, KIND);
  const document = readDocument(file, { budgetSchema }, KIND);
  const faults: Fault[] = currencyFaults(document, known).map(([at, message]) => ({ place: file.place(at), message }));
  const exchange = faults.length > 0 ? undefined : readExchangeRate(document, path, known);
  const laid = { file, resolve, strict: document.strict === 'true', readMoney: moneyReader(exchange), exchange };
  const budget = contentOf(document, laid, faults);
  if (faults.length > 0) throw invalidFile(file, KIND, faults);
  return exchange === undefined ? budget : { ...budget, exchange };
}
