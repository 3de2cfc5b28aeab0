/**
 * What the text of a cloud's meter says, as patterns over its small letters that every engine of SQL reads as
 * JavaScript does. Sources: meters of Azure in infracost, CUR usage types in the guide to Bedrock's cost data and in the
 * price list of AWS's marketplace (USE1-MP:USE1_InputTokenCount-Units), SKUs of Vertex AI and of the Gemini API, charges of
 * FOCUS 1.2.
 */
export const METER = {
  /** Held for hours, not used. */
  storage: 'storage',
  /** Not text, or no tokens at all. */
  other:
    'image|video|audio|speech|aud[-_ ]+(in|out|c|o)|grounding|search|tuning|training|hosting|provisioned|tpm([^a-z]|$)',
  write: 'cache[-_ ]?(write|creation)|[-_ ]cd wr',
  hour: '(^|[^a-z0-9])1 ?h(our)?([^a-z0-9]|$)',
  half: '(^|[^a-z0-9])30 ?m(in)?([^a-z0-9]|$)',
  read: 'cache[-_ ]?read|(^|[^n])cached|c?cchd|[-_ ]cd[-_ ]|caching',
  output: 'output|outp|[-_ ]opt[-_ ]|completion|response',
  input: 'input|[-_ ]inp|prompt',
  batch: 'batch',
  flex: 'flex',
  priority: 'priority',
  long: 'long[-_ ]?(co|ctx)|[-_ ]long[-_ ]',
  /** The region that a usage type of AWS begins with, and the words that a SKU of the Gemini API does. */
  region: '^(([a-z]{2,4}[0-9]-)?(mp:)?[a-z]{2,4}[0-9][-_]|generate[ _]content .*token count (for )?)',
  /** A version where a name would stand: Azure leaves the family of OpenAI's models out, "5.4 inp Gl". */
  version: '^[0-9]+[.][0-9]',
  /** The first word that says how tokens are billed, and all after it: what is before it names the model. */
  afterModel:
    '(^|[-_ ]+)(tokens?|ga|text|txt|thinking|batch|flex|priority|long|longco|short|shortco|uncached|cached|caching|cache|cchd|ccchd|cd|input|inp|output|outp|opt|prompt|completion|mantle|(cacheread|cachewrite)?inputtokencount|outputtokencount|global|glbl|gl|regnl|dzone|std|standard)([^a-z0-9].*)?$',
} as const;

/** How many tokens a unit is, by its small letters; a unit that is none of these is not guessed. */
export const UNIT = {
  million: '(^|[^0-9])1 ?m([^a-z]|$)|million|1,?000,?000',
  thousand: '(^|[^0-9])1 ?k([^a-z]|$)|thousand|(^|[^0-9,])1,?000([^0-9,]|$)',
  one: '^(tokens?|counts?|requests?)$',
} as const;
