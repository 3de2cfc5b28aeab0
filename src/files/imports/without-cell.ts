import type { CardPath } from '../../domain/card-finding.ts';
import type { ModelDocument } from '../schemas/card-schema.ts';

type Mapping = { [key: string]: unknown };

const isMapping = (value: unknown): value is Mapping => typeof value === 'object' && value !== null;

/**
 * A model without what stands at a path of it, and without the lists that this leaves empty; undefined where nothing
 * stands there, or where the model cannot do without it.
 */
export function withoutCell(document: ModelDocument, path: CardPath): ModelDocument | undefined {
  const copy = structuredClone(document);
  const way: { readonly in: Mapping; readonly key: string }[] = [];
  let here: unknown = copy;
  for (const key of path) {
    if (!isMapping(here) || !Object.hasOwn(here, key)) return undefined;
    way.push({ in: here, key: String(key) });
    here = here[key];
  }
  const last = way.pop();
  if (last === undefined) return undefined;
  delete last.in[last.key];
  const parent = way.at(-1);
  if (parent !== undefined && Object.keys(last.in).length === 0) {
    delete parent.in[parent.key];
    const mode = way.at(-2);
    if (mode !== undefined && Object.keys(parent.in).length === 0) delete mode.in[mode.key];
  }
  const priced = copy.rates.every(({ usdPerMtok: cells }, index) => {
    const hadOutput = document.rates[index]?.usdPerMtok?.output !== undefined;
    return cells?.input !== undefined && (cells.output !== undefined || !hadOutput);
  });
  return priced ? copy : undefined;
}
