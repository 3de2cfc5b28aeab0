import { numeral, round } from '../domain/exact.ts';
import type { CacheTtl } from '../domain/meter.ts';
import type { Note } from '../domain/note.ts';
import { lessThan } from '../domain/units.ts';
import { dollars, percent, plainDollars, shortTokens } from './numbers.ts';
import { obstacleText } from './obstacle-text.ts';

const TTL: Readonly<Record<CacheTtl, string>> = {
  '5m': '5-minute',
  '30m': '30-minute',
  '1h': '1-hour',
  '12h': '12-hour',
};
const CONFIDENCE: Readonly<Record<string, string>> = {
  official: 'its own page',
  secondHand: 'second-hand',
  unverified: 'a claim, not verified',
};

const UNUSED: Readonly<Record<Extract<Note, { code: 'statementUnused' }>['why'], (model: string) => string>> = {
  measured: () => 'its tokens are counted by cache class, written ones among them',
  noCaching: () => 'some lever is stated and no cache hits, so nothing is cached',
  noLongContext: (model) => `${model} has one price for prompts of every length`,
  noPeak: (model) => `${model} has one price at every hour`,
};

type UnknownName = Extract<Note, { code: 'unknownInOffers' }>['names'][number];

function unknownText({ kind, name, near }: UnknownName): string {
  return `the ${kind} ${name}${near.length === 0 ? '' : ` (did you mean ${near.join(' or ')}?)`}`;
}

/** An assumption or a warning in a sentence. */
export function noteText(note: Note, nameOf: (provider: string) => string): string {
  switch (note.code) {
    case 'illustration':
      return `No lever was given: cache is shown at ${percent(note.cacheHitRatio)} of input read from cache and batch at ${percent(note.batchEligible)} of the work, as an illustration. Use --cache-hit and --batch for your own levels.`;
    case 'readsPerWriteAssumed': {
      const cap = note.capped ? ', capped at the uncached input' : '';
      return `${note.workload}: cache writes at ${numeral(round(note.readsPerWrite, 2))} reads a write, ${TTL[note.ttl]} lifetime${cap} (default). List with cache is ${dollars(note.withWrites)}; without writes it would be ${dollars(note.withoutWrites)}.`;
    }
    case 'cacheTtlAssumed':
      return `${note.workload}: cache writes are taken to have the ${TTL[note.ttl]} lifetime (the model's default).`;
    case 'cacheWritesLeftOut':
      return `${note.workload}: cache writes are left out, as this card leaves them out. List with cache is ${dollars(note.withoutWrites)}; with writes (${numeral(round(note.readsPerWrite, 2))} reads a write, ${TTL[note.ttl]} lifetime) it would be ${dollars(note.withWrites)}.`;
    case 'noWritePremium':
      return `${note.workload}: ${note.model} has no separate price for cache writes, so none are counted.`;
    case 'shortPrompts':
      return `${note.workload}: every prompt is taken to be at most ${shortTokens(note.threshold)} tokens; above that ${note.model} reprices the whole request (longContextShare).`;
    case 'aggregatorClaim':
      return `${note.name}: discounts are ${CONFIDENCE[note.confidence] ?? note.confidence} (${note.url}, ${note.checked}).`;
    case 'contractUsual':
      return `Direct contract: ${percent(note.discount)} off expected, ${percent(note.shallowest)} to ${percent(note.deepest)} possible, from ${plainDollars(note.floor.low)} to ${plainDollars(note.floor.high)} a month (${CONFIDENCE[note.confidence] ?? note.confidence}). Use --discount and --floor for your own quote.`;
    case 'offPeak':
      return `${note.workload}: all of it is taken to run off-peak; ${note.model} costs more at ${note.hours} (peakShare).`;
    case 'promotion':
      return `${note.workload}: ${note.model} is at a promotional price until ${note.until}; after it the baseline is ${plainDollars(note.listCost)}.`;
    case 'promotionEnded':
      return `${note.workload}: the promotion of ${note.model} ended on ${note.until}. The baseline at list is ${plainDollars(note.cost)}; at the promotional price it would be ${plainDollars(note.promotionalCost)}.`;
    case 'rateChanges': {
      const since = note.announced === undefined ? '' : ` (announced ${note.announced})`;
      return `${note.workload}: the price of ${note.model} changes on ${note.from}${since}: the baseline of ${plainDollars(note.cost)} becomes ${plainDollars(note.nextCost)}.`;
    }
    case 'staleCard':
      return `The card ${note.card} is of ${note.version}, ${note.days} days before the day priced (limit ${note.limit}): check its prices before you rely on them.`;
    case 'unknownInOffers':
      return `${note.file}: the card ${note.card} does not have ${note.names.map(unknownText).join('; ')}. Nothing is priced by what is named so.`;
    case 'statementUnused':
      return `${note.workload}: ${note.key} has no effect: ${UNUSED[note.why](note.model)}.`;
    case 'longShareOverShape':
      return `${note.workload}: longContextShare (${percent(note.stated)}) counts; the stated prompt of ${shortTokens(note.prompt)} tokens, with a threshold of ${shortTokens(note.threshold)}, would make it ${lessThan(note.threshold, note.prompt) ? 'all' : 'none'}.`;
    case 'unverifiedRate':
      return `The price of ${note.model} is unverified${note.note === undefined ? '.' : `: ${note.note}`}`;
    case 'contractedUnderFloor':
      return `${nameOf(note.provider)}: ${plainDollars(note.listSpend)} of list spend clears the floor, but the contracted amount, ${plainDollars(note.contracted)}, falls under ${plainDollars(note.floor.low)}. Ask whether the floor is tested on list or on contracted dollars.`;
    case 'prefixTooShort':
      return `${note.workload}: a shared prefix of ${shortTokens(note.prefix)} tokens is under the ${shortTokens(note.minimum)} that ${note.model} needs; it is never cached, without any error.`;
    case 'hitsAbovePrefix':
      return `${note.workload}: a hit ratio of ${percent(note.hitRatio)} is more than the shared prefix, ${percent(note.prefixShare)} of each prompt; only a growing conversation can reach it.`;
    case 'unpriced':
      return `${note.workload}: no price for ${note.ids.join(', ')} (${note.reasons.join('; ')}). Totals that would need it are lower bounds.`;
    case 'channelAtList':
      return `${note.workload}: bought through ${note.channel}, but ${obstacleText(note.obstacle, nameOf)}; it is counted at list price.`;
    case 'alternativesNotWeighed':
      return `${note.workload}: its alternatives are not priced here; run them as workloads of their own to compare.`;
  }
}
