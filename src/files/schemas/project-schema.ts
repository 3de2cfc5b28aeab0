import * as z from 'zod';
import { currencyShape } from './currency-schema.ts';
import { nameText } from './numerals.ts';

const STANDARD_INPUT = '-';

const pathText = nameText.refine(
  (path) => path !== STANDARD_INPUT,
  'name a file; a project file reads no standard input',
);

export const projectSchema = z.strictObject({
  card: pathText.optional().describe('--card: the id of a rate card that ships, or a file or folder from this one on'),
  offers: z.array(pathText).min(1).optional().describe('--offers: files of your own offers, from this one on'),
  profile: pathText.optional().describe('--profile, where neither it nor --in, --out or --model is given'),
  ...currencyShape,
  budget: pathText.optional().describe('--budget of check, where neither it nor --max is given'),
});

export type ProjectDocument = z.infer<typeof projectSchema>;
