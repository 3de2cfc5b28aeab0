import { allowed, type Limit, type Rule, termsKey } from '../../domain/budget.ts';
import type { FactChange, ModelChange } from '../../domain/card-diff.ts';
import { priceMoved } from '../../domain/cost-change.ts';
import { compare } from '../../domain/exact.ts';
import type { GroundChange, GroundSince, GroundTaken, StatedChange } from '../../domain/ground-change.ts';
import { movedText, valueText } from '../diff/card-text.ts';
import { beside, dollars, plainDollars } from '../render/numbers.ts';
import { allowanceText, scopeText, termTexts } from './words.ts';

export const GROUND_HEADING = 'What this change does to its own check';

const levelText = ({ level }: Pick<Limit, 'level'>) => (level === 'warn' ? ', which only warns' : '');

function allowanceOf(limit: Limit): string {
  return `${'max' in limit ? `${plainDollars(limit.max)}${beside(limit.max, limit.shownIn)}` : allowanceText(limit)}${termTexts(
    limit,
    true,
  )
    .map((each) => ` ${each}`)
    .join(',')}${levelText(limit)}`;
}

function limitMoved(old: Limit | undefined, now: Limit | undefined): string {
  if (old === undefined) return now === undefined ? '' : `It adds a limit on ${scopeText(now)}: ${allowanceOf(now)}.`;
  if (now === undefined) return `It removes the limit on ${scopeText(old)}: ${allowanceOf(old)}.`;
  const alike = termsKey(now) === termsKey(old) && now.level === old.level;
  const verb = alike ? (compare(allowed(now), allowed(old)) > 0 ? 'raises' : 'lowers') : 'changes';
  return `It ${verb} the limit on ${scopeText(old)} from ${allowanceOf(old)} to ${allowanceOf(now)}.`;
}

function ruleText(rule: Rule): string {
  const what =
    rule.kind === 'floorCrossed'
      ? `floorCrossed${rule.provider === undefined ? '' : ` of ${rule.provider}`}`
      : `${rule.kind}, ${rule.maxDays} days`;
  return `${what}${levelText(rule)}`;
}

function ruleMoved(old: Rule | undefined, now: Rule | undefined): string {
  if (old === undefined) return now === undefined ? '' : `It adds the rule ${ruleText(now)}.`;
  if (now === undefined) return `It removes the rule ${ruleText(old)}.`;
  return `It changes the rule ${ruleText(old)} to ${ruleText(now)}.`;
}

function priceText(fact: FactChange): string {
  const { key, old, new: now } = fact;
  const [before, after] = [old, now].map((value) => (value === undefined ? 'not stated' : valueText(value)));
  const share = priceMoved(fact);
  return `${key} from ${before} to ${after}${share === undefined ? '' : ` (${movedText(share)})`}`;
}

/** More of them nobody reads in a sentence. */
const MOST_STATED = 6;

function listed(texts: readonly string[]): string[] {
  const more = texts.length - MOST_STATED;
  return more <= 0 ? [...texts] : [...texts.slice(0, MOST_STATED), `and ${more} more`];
}

/** Statements that moved: `contracts[anthropic].bands[1].discount from 20% to 30%`. */
function statedTexts(stated: readonly StatedChange[]): string[] {
  return listed(
    stated.map(({ at, old, new: now }) => {
      if (old === undefined) return `${at} is new: ${now}`;
      return now === undefined ? `${at} is gone: ${old}` : `${at} from ${old} to ${now}`;
    }),
  );
}

/** What a card says otherwise of models: `own-2 output from 2027-01-01 on from 15.00 to 12.00 (-20%)`. */
const modelTexts = (models: readonly ModelChange[]): string[] =>
  models.flatMap(({ model, provider, change, facts, rates }) => {
    if (change !== 'changed')
      return [change === 'added' ? `${model} of ${provider} is new` : `${model} of ${provider} is gone`];
    const dated = rates.flatMap((rate) =>
      rate.facts.map((fact) => `${model}, prices of ${rate.from} on: ${priceText(fact)}`),
    );
    return [...facts.map((fact) => `${model} ${priceText(fact)}`), ...dated];
  });

const cardAltered = (file: string, texts: readonly string[]) =>
  texts.length === 0
    ? `It alters the card ${file}, in nothing that it says of a model.`
    : `It alters the card ${file}: ${listed(texts).join('; ')}.`;

/** What a change moves of the ground it is checked on, in a sentence. */
export function groundText(change: GroundChange): string {
  switch (change.what) {
    case 'limit':
      return limitMoved(change.old, change.new);
    case 'rule':
      return ruleMoved(change.old, change.new);
    case 'unpriced':
      return `It sets unpriced to ${change.new}; it was ${change.old}.`;
    case 'strict':
      return change.new
        ? 'It sets strict: a limit that nothing in the profile meets is refused; it was said.'
        : 'It drops strict: a limit that nothing in the profile meets is said; it was refused.';
    case 'months':
      return `It alters the months that ${change.file} is looked at over: ${statedTexts(change.stated).join('; ')}.`;
    case 'config':
      return `It alters ${change.file}, from which flags that are not given are taken.`;
    case 'baseline': {
      const { old, new: now } = change;
      if (now === undefined) return 'It removes the baseline.';
      const same = compare(old.amount, now.amount) === 0;
      return same
        ? 'It rewrites the baseline; what that comes to stays the same.'
        : `It rewrites the baseline: ${dollars(old.amount)} a month becomes ${dollars(now.amount)}.`;
    }
    case 'price':
      return `It moves a price of ${change.model}: ${priceText(change.fact)}.`;
    case 'card':
      return cardAltered(change.file, modelTexts(change.models));
    case 'offers':
      return `It alters the offers ${change.file}: ${statedTexts(change.stated).join('; ')}.`;
  }
}

const JUDGES = {
  limits: { subject: 'The limits', verb: 'count', are: 'The limits are those', flag: '--budget-ref takes them' },
  baseline: { subject: 'The baseline', verb: 'counts', are: 'The baseline is that', flag: '--baseline-ref takes it' },
} as const;

type Judge = GroundTaken & { readonly what: keyof typeof JUDGES };

const isJudge = (each: GroundTaken): each is Judge => each.what in JUDGES;

/** Which limits and which baseline count: those of a revision, and those of the change itself. */
function takenTexts({ taken, notThere }: GroundSince): { readonly ofRevision: string[]; readonly own: string[] } {
  const judges = taken.filter(isJudge);
  const [first, second] = judges.filter(({ from }) => from !== undefined);
  const together =
    first !== undefined && second !== undefined && first.from?.commit === second.from?.commit
      ? [`The limits and the baseline of ${first.from?.revision} count.`]
      : [first, second].flatMap((each) =>
          each === undefined
            ? []
            : [`${JUDGES[each.what].subject} of ${each.from?.revision} ${JUDGES[each.what].verb}.`],
        );
  const own = judges
    .filter(({ from, file }) => from === undefined && !notThere.includes(file))
    .map(({ what, file }) => `${JUDGES[what].are} of this change (${file}): ${JUDGES[what].flag} from a revision.`);
  return { ofRevision: together, own };
}

/** A file that the revision does not have: what counts then. */
function notThereText(file: string, { revision, taken }: GroundSince): string {
  const counts = taken.some((each) => each.file === file)
    ? 'that of this change counts'
    : 'there is no baseline to measure growth from';
  return `${file} is not in ${revision} yet: ${counts}.`;
}

/**
 * The lines of a check that took its limits or its baseline from a revision: what the change moves, and whose ground
 * counts. None where it took nothing from one, or all of it, and nothing has moved.
 */
export function groundTexts(ground: GroundSince | undefined): string[] {
  if (ground === undefined) return [];
  const { revision, changes, amountThen, notThere } = ground;
  const prices = changes.some(({ what }) => what === 'price' || what === 'card' || what === 'offers');
  const { ofRevision, own } = takenTexts(ground);
  const isTold = changes.length + notThere.length + own.length > 0;
  return [
    ...changes.map(groundText),
    ...(isTold ? ofRevision : []),
    ...own,
    ...(prices ? ['The prices and offers of this change count.'] : []),
    ...(amountThen === undefined
      ? []
      : [
          `With the card and the offers of ${revision} this would cost ${amountThen.complete ? '' : 'at least '}${dollars(amountThen.amount)} a month.`,
        ]),
    ...notThere.map((file) => notThereText(file, ground)),
  ];
}
