import { lintModel } from '../decision/cards/lint.ts';
import type { LintBounds } from '../domain/card-finding.ts';
import type { Day } from '../domain/day.ts';
import { isError } from '../domain/judged-card.ts';
import { modelsOf, readCard } from '../files/card.ts';
import type { ImportedModel, LeftOut } from '../files/imports/imported.ts';
import { withoutCell } from '../files/imports/without-cell.ts';
import type { ModelDocument } from '../files/schemas/card-schema.ts';

interface Judge {
  readonly day: Day;
  readonly today: Day;
  readonly bounds: LintBounds;
}

/** Keys of the path to a model on its card. */
const ABOVE_MODEL = 2;

/** The first thing about a model that `cards validate` calls an error; what a day in the future says is the caller's. */
function firstError(id: string, document: ModelDocument, judge: Judge) {
  const card = readCard({
    document: { id: 'imported', version: judge.day, models: { [id]: document } },
    sha256: '',
  });
  return modelsOf(card)
    .flatMap((model) => lintModel(model, { ...judge, card }))
    .find((finding) => isError(finding) && finding.code !== 'checkedInFuture');
}

/**
 * A model of a price list without the cells that `cards validate` would refuse, each left out with the reason; without
 * the model where it has no price that could be right.
 */
export function strictModel(model: ImportedModel, judge: Judge): ImportedModel {
  const { id, place } = model;
  const leftOut: LeftOut[] = [...model.leftOut];
  let { document } = model;
  while (document !== undefined) {
    const error = firstError(id, document, judge);
    if (error === undefined) break;
    const path = error.path.slice(ABOVE_MODEL);
    const rest = withoutCell(document, path);
    const cell = path.slice(path[0] === 'rates' ? 2 : 0).join('.');
    leftOut.push({ model: id, place, reason: `${cell}: ${error.text}`, whole: rest === undefined });
    document = rest;
  }
  return { ...model, document, leftOut };
}
