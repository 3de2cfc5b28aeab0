import type { Check, LimitResult, RuleResult } from '../../domain/check.ts';
import type { Note } from '../../domain/note.ts';
import { noteText } from '../words/note-text.ts';
import { groundText } from './ground-words.ts';
import { limitText, ruleText, verdictText } from './words.ts';

/** What the answer of `check` says in words. */
export const checkWords = (nameOf: (provider: string) => string) => ({
  note: (note: Note) => noteText(note, nameOf),
  verdict: (check: Check) => verdictText(check, nameOf),
  limit: (result: LimitResult) => limitText(result),
  rule: (result: RuleResult) => ruleText(result, nameOf),
  ground: groundText,
});
