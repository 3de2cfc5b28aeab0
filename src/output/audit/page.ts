import type { Audit, AuditedFile, Claim, Difference } from '../../domain/audit.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { isZero, magnitude } from '../../domain/exact.ts';
import { daysOfTerm, type Proposal } from '../../domain/proposal.ts';
import type { Usd } from '../../domain/units.ts';
import { listed, type Page, picture, table, text, toned } from '../page.ts';
import { dollarsBeside, moving, percent } from '../render/numbers.ts';
import { currencyPart } from '../words/currency-part.ts';
import { footingTexts } from '../words/footing-text.ts';
import { noteTexts } from '../words/note-list.ts';
import { afterEndText } from '../words/used-ends.ts';
import { auditFigures } from './figures.ts';
import { causesPicture } from './pictures.ts';
import { CAUSE_WORDS, CLAUSE_WORDS } from './words.ts';

/** Rows of a list that a person reads to the end; JSON and CSV have all of them. */
const MOST_LISTED = 20;

const more = (amount: Usd) => (amount.coefficient > 0n ? 'more' : 'less');

/** Whether the bill follows the price, in a sentence or two. */
export function headline({ billed, expected, difference, verdict, unexplained }: Audit): string {
  const compared = isZero(difference)
    ? 'The bill is what was used costs, to the last digit.'
    : `The bill is ${dollarsBeside(magnitude(difference), billed, expected)} ${more(difference)} than what was used costs.`;
  if (verdict === 'agrees') return compared;
  if (verdict === 'cannotTell')
    return `${compared} Part of the usage has no price here, so that this is not the whole answer.`;
  return isZero(unexplained)
    ? `${compared} Every part of it has a cause.`
    : `${compared} ${dollarsBeside(magnitude(unexplained), billed)} is unexplained.`;
}

const rowsText = (rows: number) => `${rows} ${rows === 1 ? 'row' : 'rows'}`;

const fileText = ({ file, label, rows, dropped }: AuditedFile): string[] => [
  `${file} is ${label}: ${rowsText(rows.read)} read, ${rows.kept} kept.`,
  ...dropped.map(
    (each) => `${rowsText(each.rows)} of ${file} dropped: ${each.rows === 1 ? 'it' : 'each'} ${each.reason}.`,
  ),
];

function differenceTexts(differences: readonly Difference[]): string[] {
  const shown = differences.slice(0, MOST_LISTED).map(({ day, subject, amount, text: why }) => {
    const sign = amount.coefficient > 0n ? '+' : '-';
    return `${day}, ${subject}: ${sign}${dollarsBeside(magnitude(amount))}, ${why}.`;
  });
  const rest = differences.length - shown.length;
  return rest === 0 ? shown : [...shown, `${rest} more: --format csv lists every one.`];
}

const daysOf = ({ from, until, days }: Claim) =>
  days === 1 ? `on ${from}` : `on ${days} days from ${from} to ${until}`;

function claimTexts(claims: readonly Claim[]): string[] {
  const shown = claims
    .slice(0, MOST_LISTED)
    .map(
      (claim) =>
        `${dollarsBeside(claim.amount)} for ${claim.subject}, ${claim.rows === 0 ? '' : `${rowsText(claim.rows)} `}${daysOf(claim)}: ${claim.what} (${CLAUSE_WORDS[claim.clause]}).`,
    );
  const rest = claims.length - shown.length;
  return rest === 0 ? shown : [...shown, `${rest} more: --format json lists every one.`];
}

function contractText({ provider, discount, file, clauses }: Proposal): string {
  const own = [...clauses.discounts].map(([model, off]) => `${model} ${percent(off)}`);
  const newer =
    clauses.newerModels === undefined || clauses.newerModels === 'included'
      ? []
      : [`models younger than it ${percent(clauses.newerModels)}`];
  const but = [...own, ...newer];
  const others = but.length === 0 ? '' : ` (${but.join(', ')})`;
  const failed = clauses.failedFree ? '; failed requests at nothing' : '';
  const matched = clauses.mostFavoured
    ? ' That no model costs more than others ask (mostFavoured) is not held against the bill: it has no prices of others.'
    : '';
  const protectedPrices = clauses.priceProtection ? '; no list price above that of its first day' : '';
  return `Usage of ${provider} is expected at ${percent(discount)} off list price${others}, as ${file} says; calls at list price${failed}${protectedPrices}.${matched}`;
}

function unbilledText({ provider, start, end, amount }: Audit['unbilled'][number]): string {
  return `${dollarsBeside(amount)} is left of the commitment with ${provider} of ${start} to ${end}, and due; this bill has no line for commitments, so that it is not compared.`;
}

/** The days on which a contract holds, where the bill has others. */
function outsideText({ file, provider, ...contract }: Proposal, { start, end }: Audit['window']): string[] {
  const { first, last } = daysOfTerm(contract);
  if ((first === undefined || start >= first) && (last === undefined || end <= last)) return [];
  const days = last === undefined ? `from ${first} on` : `from ${first} to ${last}`;
  return [`${file} holds ${days}: usage of ${provider} on other days is expected at list price.`];
}

const unjudgedText = (file: string) =>
  `${file} says no start, so that its commitment, overage and credits were not held against the bill.`;

/** What is left open of a claim that rests on failures. */
const uptimeText = ({ provider, month, claimBy }: Audit['uptime'][number]) =>
  `The credit for the availability of ${provider} in ${month} is by the failures in your usage: evidence, and no proof; the provider measures by itself.${claimBy === undefined ? '' : ` Claim it by ${claimBy}.`}`;

/** What was expected by which terms, and what was left out. */
export function comparedTexts(answer: Audit, contracts: readonly Proposal[]): string[] {
  return [
    ...contracts.flatMap((each) => [contractText(each), ...outsideText(each, answer.window)]),
    ...answer.afterEnds.map(afterEndText),
    ...answer.unbilled.map(unbilledText),
    ...answer.unjudged.map(unjudgedText),
    ...answer.uptime.map(uptimeText),
    ...answer.notCompared.map((provider) => `Usage of ${provider} was left out: its bill was not given.`),
    'A cause is named where billing the same usage that way comes to the bill exactly, but for its rounding; where none does, nothing is guessed.',
  ];
}

export const readTexts = ({ usage, bills }: Audit): string[] => [...usage, ...bills].flatMap(fileText);

/** What `audit` says: whether the bill follows the price, what the difference is made of, and what to claim. */
export function auditPage(
  answer: Audit,
  { card, exchange, providerName }: Pick<Provenance, 'card' | 'exchange' | 'providerName'>,
  contracts: readonly Proposal[],
): Page {
  const { window, billed, expected, difference, causes, days, unpriced, whole } = answer;
  const told = answer.differences.filter(({ cause }) => cause !== 'rounding');
  const open = days.filter(({ day }) => told.some((each) => each.day === day));
  const agreeing = days.length - open.length;
  const sums = [
    ['billed', dollarsBeside(billed, expected)],
    ['what was used costs', dollarsBeside(expected, billed)],
    ['difference', isZero(difference) ? 'none' : moving(difference, dollarsBeside)],
  ];
  return [
    {
      heading: `Bill against usage, ${window.start} to ${window.end}`,
      level: 'title',
      blocks: [
        toned(answer.verdict === 'agrees' ? 'good' : 'bad', headline(answer)),
        ...causesPicture(answer).map(picture),
        table({ head: ['', 'US dollars'], rows: sums }),
        ...(causes.length === 0
          ? []
          : [
              table({
                head: ['why they differ', 'US dollars', 'rows'],
                rows: causes.map(({ cause, amount, rows }) => [
                  CAUSE_WORDS[cause],
                  moving(amount, dollarsBeside),
                  String(rows),
                ]),
              }),
              ...footingTexts(
                causes.map(({ amount }) => amount),
                difference,
              ).map((each) => text(each)),
            ]),
      ],
    },
    ...currencyPart(auditFigures(answer), exchange),
    ...listed('Days', [
      ...(whole
        ? ['Lines of the bill span several days: the window is compared as a whole.']
        : [`${agreeing} of ${days.length} days agree, to the last digit that the bill writes.`]),
      ...(whole
        ? []
        : open
            .slice(0, MOST_LISTED)
            .map(
              (each) =>
                `${each.day}: billed ${dollarsBeside(each.billed, each.expected)}, expected ${dollarsBeside(each.expected, each.billed)}.`,
            )),
      ...(whole || open.length <= MOST_LISTED
        ? []
        : [`${open.length - MOST_LISTED} more days differ: --format json lists every one.`]),
    ]),
    ...listed('What differs', differenceTexts(told)),
    ...listed('To take up with the vendor', claimTexts(answer.claims)),
    ...listed(
      'Without a price',
      unpriced.map(({ model, reason }) => `${model}: ${reason}.`),
    ),
    ...listed('How it was compared', comparedTexts(answer, contracts)),
    ...listed('What was read', readTexts(answer)),
    ...listed('Assumptions', noteTexts(answer.assumptions, providerName)),
    {
      blocks: [
        toned('faint', `Prices of each day, card ${card.id} ${card.version}, sha256 ${card.sha256.slice(0, 12)}.`),
        ...(answer.verdict === 'agrees'
          ? []
          : [text('--format csv lists what to claim or to look into; --format markdown is a page to send.')]),
      ],
    },
  ];
}
