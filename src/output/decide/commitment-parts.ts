import type { Clause, Commitment, Signed } from '../../domain/commitment.ts';
import type { PagePart } from '../page.ts';
import { expected } from '../words/expected-text.ts';
import { commitmentTable, legendText } from './commitment-table.ts';
import { commitmentTexts } from './commitment-text.ts';
import { clauseText, signedText } from './commitment-words.ts';

type NameOf = (provider: string) => string;

/** Worth less than this a month, nobody asks for a clause. */
const WORTH_ASKING = 1;

/** What is counted on and nowhere stated. */
function assumedTexts(clauses: readonly Clause[]): string[] {
  const counted = clauses.filter(({ granted, assumed, worth }) => granted && assumed && worth >= WORTH_ASKING);
  if (counted.length === 0) return [];
  return [`Assumed and not stated; get it in writing: ${counted.map(clauseText).join('; ')}.`];
}

/** Whether the offer has a clause. One that is only taken as usual has to be got in writing. */
function standing({ granted, assumed, worth }: Clause): string {
  if (granted) return assumed ? 'assumed' : 'yes';
  return worth < WORTH_ASKING ? 'no' : 'no: ask';
}

/** The clauses of a contract, the one worth most first. */
export function clausePart(who: string, signed: Signed, clauses: readonly Clause[]): PagePart {
  return {
    heading: `Clauses with ${who}, at ${signedText(signed)}`,
    table: {
      head: ['clause', 'USD a month', 'in the offer'],
      rows: clauses.map((each) => [clauseText(each), expected(each.worth).replace('$', ''), standing(each)]),
    },
    items: assumedTexts(clauses),
  };
}

/** How much to commit to with one provider: the choices beside each other, what follows, and what its clauses are worth. */
export function commitmentParts(each: Commitment, nameOf: NameOf): PagePart[] {
  const who = nameOf(each.provider);
  const { fulfilment } = each.terms.terms;
  const anyHardlyCheaper = each.hardlyCheaper !== undefined;
  const anyOutOfReach = each.choices.some(({ available }) => !available);
  const signed = each.subject?.signed;
  return [
    {
      heading: `Commitment with ${who}`,
      table: commitmentTable(each),
      items: [
        ...commitmentTexts(each, nameOf),
        legendText({ fulfilment, anyOutOfReach, names: true, anyHardlyCheaper }),
      ],
    },
    ...(signed === undefined || each.clauses.length === 0 ? [] : [clausePart(who, signed, each.clauses)]),
  ];
}
