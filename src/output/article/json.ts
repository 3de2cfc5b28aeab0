import type { ArticleCheck, CheckedTable, CheckedUnreconciled } from '../../domain/claim.ts';
import type { Provenance } from '../../domain/estimate.ts';
import type { JsonValue } from '../../domain/json.ts';
import { headJson } from '../estimate/json.ts';
import { asPrinted, figureText, noteOf, unreconciledText } from './text.ts';

function tableJson(checked: CheckedTable): JsonValue {
  const { table, cells, beside } = checked;
  return {
    id: table.id,
    title: table.title,
    note: noteOf(checked) ?? null,
    cells: cells.map(({ of, computed, agrees }) => ({
      id: of.id,
      row: of.row,
      column: of.column,
      printed: of.printed.text,
      computed: computed ?? null,
      computedText: asPrinted(computed, of.printed),
      agrees,
    })),
    beside: beside.map((figure) => ({
      id: figure.of.id,
      computed: figure.computed ?? null,
      computedText: figureText(figure),
    })),
  };
}

function unreconciledJson(checked: CheckedUnreconciled): JsonValue {
  const { claim, readings } = checked;
  return {
    id: claim.id,
    printed: claim.printed,
    computed: readings.map((reading) => ({
      id: reading.of.id,
      label: reading.of.label,
      printed: reading.of.printed.text,
      computed: reading.computed ?? null,
      computedText: figureText(reading),
      agrees: reading.agrees,
    })),
    text: unreconciledText(checked),
    reconciles: checked.reconciles,
  };
}

/** The answer of `article` with the keys that scripts rely on. */
export function articleJson(check: ArticleCheck, provenance: Provenance): JsonValue {
  return {
    ...headJson(provenance),
    tables: check.tables.map(tableJson),
    unreconciled: check.unreconciled.map(unreconciledJson),
    notRecomputed: check.notRecomputed,
    verdict: check.agrees ? 'agrees' : 'differs',
  };
}
