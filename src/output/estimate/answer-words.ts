import type { Advice } from '../../domain/estimate.ts';
import type { Note } from '../../domain/note.ts';
import type { Obstacle } from '../../domain/obstacle.ts';
import { noteText } from '../words/note-text.ts';
import { obstacleText } from '../words/obstacle-text.ts';
import { labelOf } from '../words/row-label.ts';
import { adviceText } from './advice-text.ts';

/** What the answer of `estimate` says in words. */
export const estimateWords = (nameOf: (provider: string) => string) => ({
  note: (note: Note) => noteText(note, nameOf),
  advice: (advice: Advice) => adviceText(advice, nameOf),
  obstacle: (obstacle: Obstacle) => obstacleText(obstacle, nameOf),
  label: labelOf,
});
