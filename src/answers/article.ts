import type {
  ArticleCheck,
  BesideFigure,
  CheckedTable,
  CheckedUnreconciled,
  Claim,
  Reading,
  Recomputed,
} from '../domain/claim.ts';
import type { Provenance } from '../domain/estimate.ts';
import type { Exact } from '../domain/exact.ts';
import type { Printed } from '../domain/printed.ts';
import { head, headOf } from './head.ts';
import { number } from './numerals.ts';
import type { Written, Z } from './schema.ts';

const figure = (z: Z) => z.strictObject({ id: z.string(), computed: number(z).nullable(), computedText: z.string() });

function cell(z: Z) {
  const { id, computed, computedText } = figure(z).shape;
  const at = { row: z.string(), column: z.string(), printed: z.string() };
  return z.strictObject({ id, ...at, computed, computedText, agrees: z.boolean() });
}

const table = (z: Z) =>
  z.strictObject({
    id: z.string(),
    title: z.string(),
    note: z.string().nullable(),
    cells: z.array(cell(z)),
    beside: z.array(figure(z)).describe('figures the note of the table speaks of'),
  });

function reading(z: Z) {
  const { id, computed, computedText } = figure(z).shape;
  return z.strictObject({ id, label: z.string(), printed: z.string(), computed, computedText, agrees: z.boolean() });
}

const unreconciled = (z: Z) =>
  z.strictObject({
    id: z.string(),
    printed: z.string(),
    computed: z.array(reading(z)),
    text: z.string(),
    reconciles: z.boolean().describe('true makes the verdict differ: the listing would be wrong'),
  });

/** `article --format json`. */
export const articleAnswer = (z: Z) =>
  z.strictObject({
    ...head(z, 'article'),
    tables: z.array(table(z)),
    unreconciled: z.array(unreconciled(z)),
    notRecomputed: z.array(z.string()),
    verdict: z.enum(['agrees', 'differs']),
  });

/** What the answer says in words. */
export interface ArticleWords {
  readonly note: (checked: CheckedTable) => string | undefined;
  readonly asPrinted: (value: Exact | undefined, printed: Printed) => string;
  readonly figure: (of: { readonly of: BesideFigure; readonly computed: Exact | undefined }) => string;
  readonly unreconciled: (checked: CheckedUnreconciled) => string;
}

const cellOf = ({ of, computed, agrees }: Recomputed<Claim>, words: ArticleWords): Written<typeof cell> => ({
  id: of.id,
  row: of.row,
  column: of.column,
  printed: of.printed.text,
  computed: computed ?? null,
  computedText: words.asPrinted(computed, of.printed),
  agrees,
});

function tableOf(checked: CheckedTable, words: ArticleWords): Written<typeof table> {
  const { table: of, cells, beside } = checked;
  return {
    id: of.id,
    title: of.title,
    note: words.note(checked) ?? null,
    cells: cells.map((each) => cellOf(each, words)),
    beside: beside.map((each) => ({
      id: each.of.id,
      computed: each.computed ?? null,
      computedText: words.figure(each),
    })),
  };
}

const readingOf = (each: Recomputed<Reading>, words: ArticleWords): Written<typeof reading> => ({
  id: each.of.id,
  label: each.of.label,
  printed: each.of.printed.text,
  computed: each.computed ?? null,
  computedText: words.figure(each),
  agrees: each.agrees,
});

function unreconciledOf(checked: CheckedUnreconciled, words: ArticleWords): Written<typeof unreconciled> {
  const { claim, readings, reconciles } = checked;
  return {
    id: claim.id,
    printed: claim.printed,
    computed: readings.map((each) => readingOf(each, words)),
    text: words.unreconciled(checked),
    reconciles,
  };
}

/** The answer of `article` as its schema describes it. */
export function articleAnswerOf(
  check: ArticleCheck,
  provenance: Provenance,
  words: ArticleWords,
): Written<typeof articleAnswer> {
  return {
    ...headOf(provenance, 'article'),
    tables: check.tables.map((each) => tableOf(each, words)),
    unreconciled: check.unreconciled.map((each) => unreconciledOf(each, words)),
    notRecomputed: check.notRecomputed,
    verdict: check.agrees ? 'agrees' : 'differs',
  };
}
