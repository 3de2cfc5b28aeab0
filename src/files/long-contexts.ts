import type { CardPath } from '../domain/card-finding.ts';
import { LONG_BANDS } from '../domain/meter.ts';
import { Refusal } from './imports/imported.ts';
import type { LongContextDocument, RateDocument } from './schemas/card-schema.ts';

const isList = (document: NonNullable<RateDocument['longContext']>): document is LongContextDocument[] =>
  Array.isArray(document);

/** The price lists of long prompts as a card writes them: one as it is, several as a list. */
export function longContextsOf(document: RateDocument['longContext']): readonly LongContextDocument[] {
  if (document === undefined) return [];
  return isList(document) ? document : [document];
}

/** Where a card writes one of them. */
export function longContextPath(document: RateDocument['longContext'], index: number): CardPath {
  return Array.isArray(document) ? ['longContext', index] : ['longContext'];
}

/** Price lists of long prompts, the lowest threshold first, as a card writes them. Throws `Refusal` where a card has no room. */
export function longContextDocument(lists: readonly LongContextDocument[]): Pick<RateDocument, 'longContext'> {
  const [only, ...more] = lists;
  if (only === undefined) return {};
  if (lists.length > LONG_BANDS.length) throw new Refusal(`its prices have more than ${LONG_BANDS.length} thresholds`);
  const twins = more.some(({ threshold }, index) => threshold === lists[index]?.threshold);
  if (twins) throw new Refusal('two of its prices have one threshold');
  return { longContext: more.length === 0 ? only : [...lists] };
}
