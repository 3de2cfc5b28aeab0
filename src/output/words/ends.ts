import { isEnd, type Note } from '../../domain/note.ts';
import { noteTexts } from './note-list.ts';

/** The heading over models that end: it stands before anything that rests on them. */
export const ENDS_HEADING = 'Models that end';

/** Which models end and what follows, in sentences. */
export function endTexts(warnings: readonly Note[], nameOf: (provider: string) => string): string[] {
  return noteTexts(warnings.filter(isEnd), nameOf);
}
