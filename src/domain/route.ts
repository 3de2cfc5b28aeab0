import type { Model } from './rate-card.ts';
import type { Find } from './service.ts';

/** A name of a bill or a log, as the model it is a route to and what was taken off to find it. */
export interface Route {
  readonly model: Model;
  /** The name itself, an id or an alias of the model. */
  readonly name: string;
  /** In the order of the name: `us.`, `anthropic.`, `-v1:0`. Empty where the name is an id or an alias itself. */
  readonly taken: readonly string[];
  /** Where an inference profile of Bedrock keeps the work: `us`. Undefined of a global one, and of every other route. */
  readonly region?: string;
}

/** Why a name that looks like a route is none: it has prices of its own. */
export interface RefusedRoute {
  readonly refused: 'fineTuned';
}

/**
 * Gateways, clouds and resource paths that stand before a name and say nothing of whose model it is. An ARN is how the
 * invocation log of Bedrock may write one, https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-use.html.
 */
const HOSTS =
  /^(?:azure|azure_ai|bedrock|converse|vertex_ai|vertex|openrouter|litellm_proxy|publishers|models|arn:aws[a-z-]*:bedrock:[a-z0-9-]*:\d*:(?:foundation-model|inference-profile))\//;

/** Vendors as routes spell them, by the provider whose models they are. */
const VENDORS: Readonly<Record<string, string>> = {
  gemini: 'google',
  google: 'google',
  mistralai: 'mistral',
  'x-ai': 'xai',
  'z-ai': 'zai',
  'meta-llama': 'meta',
  qwen: 'alibaba',
  moonshot: 'moonshotai',
  dashscope: 'alibaba',
  cohere_chat: 'cohere',
};

/** The provider that the word of a route or of a price list for a vendor means. */
export function providerOfVendor(word: string): string {
  return Object.hasOwn(VENDORS, word) ? (VENDORS[word] ?? word) : word;
}

/** Where a cloud runs an inference profile. https://docs.aws.amazon.com/bedrock/latest/userguide/cross-region-inference.html */
const PROFILE = /^(?:us|eu|apac|au|jp|ca|in|sa|us-gov|global)\.(?=[a-z])/;

/** The marketplace whose profiles those are, by its id among the offers. */
export const PROFILES_AT = 'bedrock';

/** The profile that keeps work in no region. */
const ANYWHERE = 'global';

/** The region of what was taken off a name; nothing where it pins none. */
function pinned(taken: readonly string[]): Pick<Route, 'region'> {
  const word = taken.find((each) => PROFILE.test(`${each}x`))?.slice(0, -1);
  return word === undefined || word === ANYWHERE ? {} : { region: word };
}

/** The version of a model on Bedrock, and of a publisher's model on Vertex. */
const BEDROCK_VERSION = /-v\d+(?::\d+)?$/;
const VERTEX_VERSION = /@(\d{8}|default|latest)$/;

interface Rest {
  readonly name: string;
  readonly taken: readonly string[];
  /** The provider that a decoration names: a model of another is not what was meant. */
  readonly provider: string | undefined;
}

/** The vendor in front of a name, before the mark that its route puts between them. */
function vendorOf(name: string, mark: '/' | '.'): { readonly text: string; readonly provider: string } | undefined {
  const word = new RegExp(`^([a-z][a-z-]*)\\${mark}(?=.)`).exec(name)?.[1];
  return word === undefined ? undefined : { text: `${word}${mark}`, provider: providerOfVendor(word) };
}

/** A name without what stands in front of it, step by step; the name itself first. */
function withoutPrefixes(name: string): Rest[] {
  const steps: Rest[] = [{ name, taken: [], provider: undefined }];
  for (let at = steps[0]; at !== undefined; ) {
    const { name: from, taken, provider }: Rest = at;
    const plain = (HOSTS.exec(from) ?? PROFILE.exec(from))?.[0];
    const vendor = plain === undefined ? (vendorOf(from, '/') ?? vendorOf(from, '.')) : undefined;
    const text = plain ?? vendor?.text;
    at =
      text === undefined || (vendor !== undefined && provider !== undefined)
        ? undefined
        : { name: from.slice(text.length), taken: [...taken, text], provider: vendor?.provider ?? provider };
    if (at !== undefined) steps.push(at);
  }
  return steps;
}

/** A name with and without the version at its end; a dated one is tried as the dated id first. */
function withoutVersion(rest: Rest): Rest[] {
  const { name, taken } = rest;
  const vertex = VERTEX_VERSION.exec(name);
  if (vertex !== null) {
    const [text, version = ''] = vertex;
    const bare = name.slice(0, -text.length);
    return [
      { ...rest, name: `${bare}-${version}`, taken: [...taken, '@'] },
      { ...rest, name: bare, taken: [...taken, text] },
    ];
  }
  const bedrock = BEDROCK_VERSION.exec(name)?.[0];
  return bedrock === undefined
    ? [rest]
    : [rest, { ...rest, name: name.slice(0, -bedrock.length), taken: [...taken, bedrock] }];
}

/**
 * The model that a name of a usage file means. Only decorations of known routes are taken off, and what is left has to
 * be an id or an alias, letter by letter, of the provider that the route names: never a neighbour. A fine-tuned model
 * (`ft:`) has prices of its own and is refused. Undefined where the name is no route to a model of the card. Pure.
 */
export function routeOf(name: string, find: Find): Route | RefusedRoute | undefined {
  for (const rest of withoutPrefixes(name)) {
    if (rest.name.startsWith('ft:')) return { refused: 'fineTuned' };
    for (const { name: bare, taken, provider } of withoutVersion(rest)) {
      const model = find(bare);
      if (model !== undefined && (provider === undefined || provider === model.provider))
        return { model, name: bare, taken, ...pinned(taken) };
    }
  }
  return undefined;
}
