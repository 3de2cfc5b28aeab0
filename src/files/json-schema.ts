import * as z from 'zod';
import { articleAnswer } from '../answers/article.ts';
import { auditAnswer } from '../answers/audit.ts';
import { cardsDriftAnswer } from '../answers/cards-drift.ts';
import { cardsOffersAnswer } from '../answers/cards-offers.ts';
import { cardsShowAnswer } from '../answers/cards-show.ts';
import { cardsTouchAnswer } from '../answers/cards-touch.ts';
import { cardsValidateAnswer } from '../answers/cards-validate.ts';
import { checkAnswer } from '../answers/check.ts';
import { compareAnswer } from '../answers/compare.ts';
import { decideAnswer } from '../answers/decide.ts';
import { diffAnswer } from '../answers/diff.ts';
import { estimateAnswer } from '../answers/estimate.ts';
import { importedAnswer } from '../answers/import.ts';
import { trackAnswer } from '../answers/track.ts';
import { acceptedDriftSchema } from './schemas/accepted-drift-schema.ts';
import { budgetSchema } from './schemas/budget-schema.ts';
import { cardPartSchema, cardSchema, overlaySchema } from './schemas/card-schema.ts';
import { offersSchema } from './schemas/offers-schema.ts';
import { profileSchema } from './schemas/profile-schema.ts';
import { projectSchema } from './schemas/project-schema.ts';
import { proposalSchema } from './schemas/proposal-schema.ts';

/** Every kind of file a user writes, and every answer in JSON, by the name `tokencost schema` knows it by. */
const SCHEMAS: Readonly<Record<string, { readonly schema: z.ZodType; readonly title: string }>> = {
  profile: { schema: profileSchema, title: 'tokencost profile: workloads' },
  card: { schema: cardSchema, title: 'tokencost rate card' },
  overlay: { schema: overlaySchema, title: 'tokencost rate card that lies on another' },
  'card-part': { schema: cardPartSchema, title: 'tokencost rate card: a further file of its folder' },
  budget: { schema: budgetSchema, title: 'tokencost budget: limits and rules for check' },
  proposal: { schema: proposalSchema, title: 'tokencost proposal: what a vendor proposes to sign' },
  project: { schema: projectSchema, title: 'tokencost.yaml: what a project names for flags that are not given' },
  offers: { schema: offersSchema, title: 'tokencost offers: aggregators and contracts' },
  estimate: { schema: estimateAnswer(z), title: 'tokencost estimate --format json' },
  decide: { schema: decideAnswer(z), title: 'tokencost decide --format json' },
  compare: { schema: compareAnswer(z), title: 'tokencost compare --format json' },
  check: { schema: checkAnswer(z), title: 'tokencost check --format json' },
  diff: { schema: diffAnswer(z), title: 'tokencost diff --format json' },
  'cards-show': { schema: cardsShowAnswer(z), title: 'tokencost cards show --format json' },
  'cards-offers': { schema: cardsOffersAnswer(z), title: 'tokencost cards offers --format json' },
  'cards-drift': { schema: cardsDriftAnswer(z), title: 'tokencost cards drift --format json' },
  'accepted-drift': { schema: acceptedDriftSchema, title: 'tokencost accepted differences to public price bases' },
  'cards-touch': { schema: cardsTouchAnswer(z), title: 'tokencost cards touch --format json' },
  'cards-validate': { schema: cardsValidateAnswer(z), title: 'tokencost cards validate --format json' },
  import: { schema: importedAnswer(z), title: 'tokencost import --format json' },
  audit: { schema: auditAnswer(z), title: 'tokencost audit --format json' },
  track: { schema: trackAnswer(z), title: 'tokencost track --format json' },
  article: { schema: articleAnswer(z), title: 'tokencost article --format json' },
};

export const SCHEMA_KINDS = Object.keys(SCHEMAS);

/** The JSON Schema (draft 2020-12) of a kind; undefined when there is no such kind. */
export function jsonSchema(kind: string): object | undefined {
  const entry = Object.hasOwn(SCHEMAS, kind) ? SCHEMAS[kind] : undefined;
  return entry === undefined
    ? undefined
    : { title: entry.title, ...z.toJSONSchema(entry.schema, { io: 'input', unrepresentable: 'any' }) };
}

/** Files that a person writes about their own work, the first of which is asked first. */
const OWN_KINDS = ['profile', 'offers', 'proposal', 'budget'] as const;

/** What stands under a schema, one level down. */
function under(schema: object): unknown[] {
  const { properties = {}, items, anyOf = [] } = schema as JsonSchema;
  return [...Object.values(properties), ...(items === undefined ? [] : [items]), ...anyOf];
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly items?: unknown;
  readonly anyOf?: readonly unknown[];
}

const isSchema = (schema: unknown): schema is object => typeof schema === 'object' && schema !== null;

/** Whether a key stands in a schema, `levels` down at most: what is deeper belongs to something else. */
function has(schema: object, key: string, levels: number): boolean {
  if (Object.hasOwn((schema as JsonSchema).properties ?? {}, key)) return true;
  return levels > 0 && under(schema).some((each) => isSchema(each) && has(each, key, levels - 1));
}

/** Levels from a file to what its entries state: the list, and the entry. */
const TO_ENTRIES = 3;

/** The first kind of a person's own files in which something is stated by this key; undefined for none. */
export function kindThatStates(key: string): (typeof OWN_KINDS)[number] | undefined {
  return OWN_KINDS.find((kind) => has(jsonSchema(kind) ?? {}, key, TO_ENTRIES));
}
