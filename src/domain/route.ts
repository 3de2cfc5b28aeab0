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

/** Gateways that put their own name in front of another route. https://docs.litellm.ai/docs/providers */
export const GATEWAYS = ['openrouter/', 'litellm_proxy/', 'vercel_ai_gateway/'] as const;

/** Clouds and resource paths that say nothing of whose model it is; `bedrock/` is followed by its way in, where one is said. */
export const HOSTS = [
  'azure/',
  'azure_ai/',
  'bedrock/converse/',
  'bedrock/invoke/',
  'bedrock/',
  'vertex_ai/',
  'publishers/',
  'models/',
] as const;

/** An ARN is how the invocation log of Bedrock may write one, https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-use.html. */
const ARN = /^arn:aws[a-z-]*:bedrock:[a-z0-9-]*:\d*:(?:foundation-model|inference-profile)\//;

/** Where a cloud runs an inference profile. https://docs.aws.amazon.com/bedrock/latest/userguide/cross-region-inference.html */
export const PROFILES = ['us.', 'eu.', 'apac.', 'au.', 'jp.', 'ca.', 'in.', 'us-gov.', 'global.'] as const;

/** The marketplace whose profiles those are, by its id among the offers. */
export const PROFILES_AT = 'bedrock';

/** The profile that keeps work in no region. */
const ANYWHERE: (typeof PROFILES)[number] = 'global.';

/** The region of what was taken off a name; nothing where it pins none. */
function pinned(taken: readonly string[]): Pick<Route, 'region'> {
  const text = PROFILES.find((each) => taken.includes(each));
  return text === undefined || text === ANYWHERE ? {} : { region: text.slice(0, -1) };
}

/** Vendors as routes spell them, where it is another word than the provider's own on a card: by it the provider. */
export const VENDORS: Readonly<Record<string, string>> = {
  gemini: 'google',
  google: 'google',
  mistralai: 'mistral',
  'x-ai': 'xai',
  'z-ai': 'zai',
  'zai-org': 'zai',
  'meta-llama': 'meta',
  qwen: 'alibaba',
  dashscope: 'alibaba',
  moonshot: 'moonshotai',
  minimaxai: 'minimax',
  'deepseek-ai': 'deepseek',
  cohere_chat: 'cohere',
  voyage: 'voyageai',
};

/** The provider that the word of a route or of a price list for a vendor means. */
export function providerOfVendor(word: string): string {
  return Object.hasOwn(VENDORS, word) ? (VENDORS[word] ?? word) : word;
}

/** The version that Bedrock puts behind a model; a later one is another model, which a card has by its name. */
export const BEDROCK_VERSIONS = ['-v1:0', '-v1'] as const;

/** A dated version on Vertex, and the one of a model that has none. */
const VERTEX_VERSION = /@([a-z0-9]+)$/;
const NO_VERSION = 'default';
const DATED = /-(?:\d{8}|\d{4}-\d{2}-\d{2})$/;

/** Marks of a model that was tuned: in front at OpenAI, behind the name on Azure. */
const FINE_TUNED = /^ft:|\.ft-/;

interface Rest {
  readonly name: string;
  readonly taken: readonly string[];
  /** The provider that a decoration names: a model of another is not what was meant. */
  readonly provider?: string;
  /** Which kind of version may stand behind the name: that of a cloud, by what stands before it. */
  readonly versions: 'either' | 'bedrock' | 'vertex' | 'none';
}

/** One word in front of a name that a step of a route may be, taken off; undefined where none is. */
type Step = (rest: Rest) => Rest | undefined;

function without(rest: Rest, text: string, more: Partial<Rest> = {}): Rest {
  return { ...rest, name: rest.name.slice(text.length), taken: [...rest.taken, text], ...more };
}

const gateway: Step = (rest) => {
  const text = GATEWAYS.find((each) => rest.name.startsWith(each));
  return text === undefined ? undefined : without(rest, text);
};

/** Whose own the Gemini API and Vertex are. */
const GOOGLE = 'google';

const HOST_VERSIONS: Readonly<Record<string, Rest['versions']>> = { 'vertex_ai/': 'vertex', 'models/': 'none' };

const host: Step = (rest) => {
  const arn = ARN.exec(rest.name)?.[0];
  if (arn !== undefined) return without(rest, arn, { versions: 'bedrock' });
  const text = HOSTS.find((each) => rest.name.startsWith(each));
  if (text === undefined) return undefined;
  if (text === 'publishers/') return publisher(rest);
  const versions = HOST_VERSIONS[text] ?? (text.startsWith('bedrock/') ? 'bedrock' : 'none');
  return without(rest, text, text === 'models/' ? { versions, provider: GOOGLE } : { versions });
};

/** A publisher's model as a resource of Vertex: publishers/google/models/. */
function publisher(rest: Rest): Rest | undefined {
  const found = /^publishers\/([a-z-]+)\/models\//.exec(rest.name);
  if (found === null) return undefined;
  const [text, word = ''] = found;
  const taken = [...rest.taken, 'publishers/', `${word}/`, 'models/'];
  return { name: rest.name.slice(text.length), taken, provider: providerOfVendor(word), versions: 'vertex' };
}

const profile: Step = (rest) => {
  const text = PROFILES.find((each) => rest.name.startsWith(each));
  const isOfBedrock = rest.versions === 'either' || rest.versions === 'bedrock';
  if (text === undefined || !isOfBedrock) return undefined;
  const next = without(rest, text, { versions: 'bedrock' });
  // A profile is always of a vendor: us.anthropic., never us.claude.
  return vendor(next) === undefined ? undefined : next;
};

/** The vendor in front of a name: with a dot on Bedrock, with a slash elsewhere. */
const vendor: Step = (rest) => {
  const found = /^([a-z][a-z_-]*)([./])(?=.)/.exec(rest.name);
  const isOfBedrock = found?.[2] === '.';
  if (found === null || rest.provider !== undefined) return undefined;
  if (isOfBedrock ? rest.versions === 'vertex' || rest.versions === 'none' : rest.versions === 'bedrock')
    return undefined;
  const [text, word = ''] = found;
  const versions = isOfBedrock ? 'bedrock' : rest.versions === 'either' ? 'vertex' : rest.versions;
  return without(rest, text, { provider: providerOfVendor(word), versions });
};

const STEPS: readonly Step[] = [gateway, host, profile, vendor];

/** A name without what stands in front of it, step by step; the name itself first. */
function withoutPrefixes(name: string): Rest[] {
  const steps: Rest[] = [{ name, taken: [], versions: 'either' }];
  for (const step of STEPS) {
    const last = steps.at(-1);
    const next = last === undefined ? undefined : step(last);
    if (next !== undefined) steps.push(next);
  }
  return steps;
}

/**
 * Whether a model has no dated id under a name, so that Vertex has to call its version something; another's dates do not
 * count, and of Google's own models all are another's: those of gateways.
 */
const hasNoDate = ({ id, aliases, provider }: Model, name: string) =>
  provider === GOOGLE || ![id, ...aliases].some((each) => each.startsWith(`${name}-`) && DATED.test(each));

/** The model of a name with a version of Vertex: the dated id, or the model itself where it has none. */
function vertexModel({ name, taken }: Rest, find: Find): Route | undefined {
  const found = VERTEX_VERSION.exec(name);
  if (found === null) return undefined;
  const [text, version = ''] = found;
  const bare = name.slice(0, -text.length);
  const dated = `${bare}-${version}`;
  if (version !== NO_VERSION) {
    const model = find(dated);
    return model === undefined ? undefined : { model, name: dated, taken: [...taken, '@'] };
  }
  const model = find(bare);
  return model === undefined || !hasNoDate(model, bare) ? undefined : { model, name: bare, taken: [...taken, text] };
}

function bedrockModel({ name, taken }: Rest, find: Find): Route | undefined {
  const text = BEDROCK_VERSIONS.find((each) => name.endsWith(each));
  const bare = text === undefined ? name : name.slice(0, -text.length);
  const model = text === undefined ? undefined : find(bare);
  return model === undefined || text === undefined ? undefined : { model, name: bare, taken: [...taken, text] };
}

/** Family, version and size without what parts them: claude4.6sonnet, nova2.0lite. */
const SQUEEZED = /^([a-z]+)(\d+)(?:[.-](\d+))?([a-z]+)$/;

/**
 * The model of a name as AWS's usage types write those of its own and of Anthropic's: Claude Sonnet 4.6 is Claude4.6Sonnet, Nova 2
 * Lite Nova2.0Lite. A version's .0 says no more than the version, and one way of putting the parts is an id or an alias, or none is.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/cost-mgmt-understanding-cur-data.html
 */
function squeezedModel({ name, taken }: Rest, find: Find): Route | undefined {
  const found = SQUEEZED.exec(name);
  if (found === null) return undefined;
  const [, family = '', major = '', minor, size = ''] = found;
  const version = minor === undefined || minor === '0' ? major : `${major}.${minor}`;
  for (const parts of [`${family}-${size}-${version}`, `${family}-${version}-${size}`]) {
    const model = find(parts);
    if (model !== undefined) return { model, name: parts, taken };
  }
  return undefined;
}

/** The model of what is left of a name: by it as it stands, else without the version that its cloud puts behind it. */
function modelOf(rest: Rest, find: Find): Route | undefined {
  const model = find(rest.name);
  if (model !== undefined) return { model, name: rest.name, taken: rest.taken };
  const squeezed = rest.taken.length === 0 ? squeezedModel(rest, find) : undefined;
  if (squeezed !== undefined) return squeezed;
  if (rest.versions === 'vertex' || rest.versions === 'either') return vertexModel(rest, find);
  // Bedrock puts a version behind what stands behind its vendor.
  return rest.versions === 'bedrock' && rest.provider !== undefined ? bedrockModel(rest, find) : undefined;
}

/**
 * The model that a name of a usage file means. Only decorations of known routes are taken off, in the order that their
 * route has them and each once, and what is left has to be an id or an alias, letter by letter, of the provider that the
 * route names: never a neighbour. A fine-tuned model has prices of its own and is refused. Undefined where the name is no
 * route to a model of the card. Pure.
 */
export function routeOf(name: string, find: Find): Route | RefusedRoute | undefined {
  for (const rest of withoutPrefixes(name)) {
    if (FINE_TUNED.test(rest.name)) return { refused: 'fineTuned' };
    const route = modelOf(rest, find);
    if (route !== undefined && (rest.provider === undefined || rest.provider === route.model.provider))
      return { ...route, ...pinned(route.taken) };
  }
  return undefined;
}
