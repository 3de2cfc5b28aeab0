import { routeOf } from './route.ts';
import type { Find } from './service.ts';

/** What a mark in a name says of its price: that it is another than that of the model without the mark. */
export const APART = ['fineTuned', 'batch', 'priority', 'flex', 'free', 'variant', 'version'] as const;

/** A name that is a model of the card but for a mark, which has prices of its own: as an alias it would be priced wrong. */
export interface PricedApart {
  readonly kind: (typeof APART)[number];
  readonly mark: string;
  /** The model without the mark; undefined where the card has none of that name. */
  readonly of: string | undefined;
}

/** Modes as gateways and tools put them behind a name. OpenRouter's variants: https://openrouter.ai/docs/features/provider-routing */
const MARKS: readonly (readonly [RegExp, PricedApart['kind']])[] = [
  [/[:-]batch$/, 'batch'],
  [/[:-](?:fast|priority)$/, 'priority'],
  [/[:-]flex$/, 'flex'],
  [/:free$/, 'free'],
  [/(?:@[a-z0-9]+|-v\d+(?::\d+)?|-\d{8}|-\d{4}-\d{2}-\d{2})$/, 'version'],
  [/:[a-z][a-z0-9-]*$/, 'variant'],
];

/** The model that a tuned one was made of: ft:MODEL:organisation at OpenAI, MODEL.ft-id on Azure. */
const TUNED_OF = /ft:([^:]+)|([^/]+)\.ft-/;

/** Why a name has prices of its own, by what is marked in it; undefined where nothing is. Pure. */
export function pricedApart(name: string, find: Find): PricedApart | undefined {
  const modelOf = (other: string) => {
    const route = routeOf(other, find);
    return route !== undefined && 'model' in route ? route.model.id : undefined;
  };
  const route = routeOf(name, find);
  if (route !== undefined && 'model' in route) return undefined;
  if (route !== undefined) {
    const [, tuned, deployed] = TUNED_OF.exec(name) ?? [];
    return { kind: 'fineTuned', mark: tuned === undefined ? '.ft-' : 'ft:', of: modelOf(tuned ?? deployed ?? '') };
  }
  for (const [pattern, kind] of MARKS) {
    const mark = pattern.exec(name)?.[0];
    const of = mark === undefined ? undefined : modelOf(name.slice(0, -mark.length));
    if (mark !== undefined && of !== undefined) return { kind, mark, of };
  }
  return undefined;
}
