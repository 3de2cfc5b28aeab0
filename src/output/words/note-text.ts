import { compare, isZero, magnitude, numeral, round } from '../../domain/exact.ts';
import { LEVER_KEYS, type Lever } from '../../domain/levers.ts';
import { type CacheTtl, meterLabel } from '../../domain/meter.ts';
import { didYouMean } from '../../domain/near.ts';
import type { Note } from '../../domain/note.ts';
import type { Source } from '../../domain/rate-card.ts';
import { savingOf } from '../../domain/saving.ts';
import { type Factor, lessThan, type Usd } from '../../domain/units.ts';
import { dollars, dollarsBeside, percent, plainDollars, shortTokens } from '../render/numbers.ts';
import { aggregatorTermsText, pooledFeesText, prepaidCreditText } from './aggregator-text.ts';
import { confidenceText, contractText } from './contract-text.ts';
import { courseText, lifeText } from './life-text.ts';
import { obstacleText } from './obstacle-text.ts';
import {
  clauseOfContractText,
  listPricesMoveText,
  pricesAheadText,
  pricesOfContractText,
} from './prices-ahead-text.ts';
import { allOf, someOf } from './some-of.ts';

const TTL: Readonly<Record<CacheTtl, string>> = {
  '5m': '5-minute',
  '30m': '30-minute',
  '1h': '1-hour',
  '12h': '12-hour',
};

const reads = (readsPerWrite: Factor) => numeral(round(readsPerWrite, 2));

/** Both figures of a choice about cache writes; nothing where a part of them has no price. */
function eitherWay(here: Usd | undefined, there: Usd | undefined, otherwise: string, several = false): string {
  if (here === undefined || there === undefined) return ' List with cache has a part without a price.';
  return ` ${several ? 'Together, list' : 'List'} with cache is ${dollars(here)}; ${otherwise} it would be ${dollars(there)}.`;
}

const stretchText = ({ from, days, model }: { readonly from: string; readonly days: number; readonly model: string }) =>
  `${days} ${days === 1 ? 'day' : 'days'} from ${from} at the price of ${model}`;

/** How far the work as it runs is from the baseline, and what of it is. */
function runText(note: Extract<Note, { readonly code: 'listNotBaseline' }>): string {
  const { workload, baseline, list, longShare, peakShare, region, mode } = note;
  const dearer = compare(list, baseline) > 0;
  const gap = magnitude(savingOf(baseline, list).amount);
  const causes = [
    ...(region === undefined ? [] : [`region ${region}`]),
    ...(isZero(longShare) ? [] : [`${percent(longShare)} in long prompts`]),
    ...(isZero(peakShare) ? [] : [`${percent(peakShare)} in peak hours`]),
    ...(mode === 'standard' ? [] : [`${mode} mode`]),
  ];
  return `${workload}: at list as it runs (${causes.join(', ')}) it is ${plainDollars(list)}, ${plainDollars(gap)} ${dearer ? 'over' : 'under'} the baseline of ${plainDollars(baseline)}, which is standard, global and of short prompts.`;
}

/** Prices that nobody has looked at for long, of models and of calls apart. */
function staleText({ models, calls, several, checked, days, limit }: Extract<Note, { readonly code: 'stalePrices' }>) {
  const fees = `fee${calls.length > 1 ? 's' : ''} of ${allOf(calls)}`;
  const what =
    models.length === 0
      ? `The ${fees}`
      : `The prices of ${someOf(models)}${calls.length === 0 ? '' : ` and the ${fees}`}`;
  const was = models.length === 0 && calls.length === 1 ? 'was' : 'were';
  const it = was === 'was' ? 'it' : 'them';
  return `${what} ${was} last looked at on ${checked}${several ? ' at the earliest' : ''}, ${days} days before the day priced (limit ${limit}): check ${it} before you rely on ${it}.`;
}

function soldAtText({ soldAt }: Extract<Note, { readonly code: 'unpriced' }>): string {
  if (soldAt.length === 0) return '';
  const ids = soldAt.map(({ id }) => id);
  return ` Sold by region at ${allOf(soldAt.map(({ name }) => name))}: channel: ${ids[0]} in the profile, or decide --via ${ids.join(',')}.`;
}

function servedAsText(note: Extract<Note, { readonly code: 'servedAsStandard' }>): string {
  const where = note.over === undefined ? '' : ` where a prompt is over ${shortTokens(note.over)} tokens`;
  const part = note.over === undefined ? 'All of it costs' : `${percent(note.share)} of it costs`;
  return `${note.workload}: ${note.model} in ${note.mode} mode is served and billed as standard${where}. ${part} what standard costs, and is served no faster.`;
}

function leaningText(note: Extract<Note, { readonly code: 'directLeansOn' }>, name: string): string {
  const { workloads, bought, needed, direct, otherwise, stays } = note;
  const other =
    otherwise === undefined
      ? 'One of them has no other channel.'
      : `${stays ? 'The contract for them alone costs' : 'Through the next best they cost'} ${plainDollars(otherwise)}.`;
  return `${name}: the cheapest rows do not add up to one purchase. Direct for ${someOf(workloads)} (${plainDollars(direct)}) needs ${plainDollars(needed)} a month of list spend bought direct; those rows buy ${dollarsBeside(bought, needed)}. ${other}`;
}

/** What the work costs at a marketplace that has no row. */
function marketplaceText(note: Extract<Note, { readonly code: 'marketplaceNotShown' }>): string {
  const { name, workloads, cost, reasons } = note;
  const what = `${name} has no row here: it sells ${someOf(workloads)}`;
  const at =
    cost === undefined
      ? `, at a price that is not known (${reasons.join('; ')}),`
      : ` for ${dollars(cost)} a month with the stated levers,`;
  return `${what}${at} and what that draws down of a commitment to its cloud, \`tokencost decide\` weighs.`;
}

const UNUSED: Readonly<Record<Extract<Note, { code: 'statementUnused' }>['why'], (model: string) => string>> = {
  measured: () => 'its tokens are counted by cache class, written ones among them',
  noCaching: () => 'some lever is stated and no cache hits, so nothing is cached',
  notCached: () => 'nothing is cached in the amounts that count',
  noLongContext: (model) => `${model} has one price for prompts of every length`,
  noAlternative: () => 'it names no alternatives, so it stays with its model',
  noPeak: (model) => `${model} has one price at every hour`,
};

const LEVER: Readonly<Record<Lever, string>> = { cache: 'caching', batch: 'batch' };

/** Whose word a figure is, and when it was last looked at. */
function sourceText({ confidence, url, checked }: Source): string {
  return `${confidenceText(confidence)} (${url}, ${checked})`;
}

/** "calls, images or audio". */
function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

type UnknownName = Extract<Note, { code: 'unknownInOffers' }>['names'][number];

function unknownText({ kind, name, near }: UnknownName): string {
  const meant = didYouMean(...near);
  return `the ${kind} ${name}${meant === undefined ? '' : ` (${meant})`}`;
}

function limitUnmetText({ place, why }: Extract<Note, { readonly code: 'limitUnmet' }>): string {
  const at = place === undefined ? '' : `${place.file}:${place.line}: `;
  return `${at}this holds nothing here, ${why}${why.endsWith('?') ? '' : '.'}`;
}

/** The levels that are shown where nobody states a lever. */
function illustrationText(note: Extract<Note, { readonly code: 'illustration' }>): string {
  const { workloads, cacheHitRatio, batchEligible, atOnce } = note;
  const who = workloads === undefined ? 'No lever was given' : `${someOf(workloads)}: no lever was given`;
  const but = atOnce.length === 0 ? '' : `, but for ${someOf(atOnce)} with a latency budget`;
  const batch = batchEligible === undefined ? '' : ` and batch at ${percent(batchEligible)} of the work${but}`;
  return `${who}: cache is shown at ${percent(cacheHitRatio)} of input read from cache${batch}, as an illustration. Use --cache-hit and --batch for your own levels.`;
}

/** Why reserved units that could pay are in no cost of a plan. */
const unitsBeside = ({ upTo }: Extract<Note, { readonly code: 'unitsNotWeighed' }>) =>
  `Over several months a plan weighs them where list prices stay, for up to ${upTo} workloads of which nothing waits for batch, is a call or is stored, and for one workload or those that move with the profile: it is otherwise here.`;

/** An assumption or a warning in a sentence. */
export function noteText(note: Note, nameOf: (provider: string) => string): string {
  switch (note.code) {
    case 'illustration':
      return illustrationText(note);
    case 'readsPerWriteAssumed': {
      const cap = note.capped ? ', capped at the uncached input' : '';
      const basis = note.ttlStated
        ? `${reads(note.readsPerWrite)} reads a write (default), ${TTL[note.ttl]} lifetime${cap}`
        : `${reads(note.readsPerWrite)} reads a write, ${TTL[note.ttl]} lifetime${cap} (default)`;
      return `${note.workload}: cache writes at ${basis}.${eitherWay(note.withWrites, note.withoutWrites, 'without writes', note.ofSeveral)}`;
    }
    case 'readsPerWriteCapped':
      return `${note.workload}: ${reads(note.readsPerWrite)} reads a write ask for more writes than there is input left; they are capped at the uncached input.`;
    case 'illustrationCapped':
      return `${note.workload}: cache is shown at ${percent(note.prefixShare)} of input and not at ${percent(note.cacheHitRatio)}: no more of each prompt is shared.`;
    case 'callsAtList':
      return `Fees per call are at list: no discount, fee, floor or commitment counts them, unless an offer says calls: included.`;
    case 'leftOut':
      return `No ${listed(note.kinds)} stated.`;
    case 'cacheTtlAssumed':
      return `${note.workload}: cache writes are taken to have the ${TTL[note.ttl]} lifetime (the model's default).`;
    case 'cacheWritesLeftOut':
      return `${note.workload}: cache writes are left out, as this card leaves them out.${eitherWay(note.withoutWrites, note.withWrites, `with writes (${reads(note.readsPerWrite)} reads a write, ${TTL[note.ttl]} lifetime)`)}`;
    case 'noWritePremium':
      return `${note.workload}: ${note.model} has no separate price for cache writes, so none are counted.`;
    case 'writesNotStated':
      return `${note.workload}: cache reads are counted and no writes are, which ${note.model} charges for: none is assumed. List with cache is between ${dollars(note.none)} and ${dollars(note.most)}, the latter if all uncached input was written for the ${TTL[note.ttl]} lifetime (cacheWrite${note.ttl}).`;
    case 'declaredFree':
      return `${note.workload}: ${note.model} is free by its provider's declaration for ${note.meters.map((meter) => meterLabel(meter)).join('; ')}.`;
    case 'leastPrefixUnknown':
      return `${note.workload}: the least prefix that ${note.model} caches is not known; a shared prefix of ${shortTokens(note.prefix)} tokens is taken to be cached.`;
    case 'shortPrompts':
      return `${note.workload}: every prompt is taken to be at most ${shortTokens(note.threshold)} tokens; above that ${note.model} reprices the whole request (longContextShare).`;
    case 'aggregatorClaim':
      return `${note.name}: discounts are ${confidenceText(note.confidence)} (${note.url}, ${note.checked}).`;
    case 'claimCounted':
      return note.by === 'buyer'
        ? `${note.name}: its claim is weighed at your belief in it: ${percent(note.share)} of each discount is counted.`
        : `${note.name}: ${percent(note.share)} of each discount that it claims is counted, which is assumed; --belief ${note.id}=SHARE counts less.`;
    case 'aggregatorTerms':
      return aggregatorTermsText(note.aggregator);
    case 'prepaidCredit':
      return prepaidCreditText(note);
    case 'pooledFees':
      return pooledFeesText(note);
    case 'regionNotKnown':
      return `${note.workload}: ${note.aggregators.join(' and ')} ${note.aggregators.length === 1 ? 'does' : 'do'} not say whether work can be pinned to the region ${note.region}: ask before you buy there.`;
    case 'contractUsual':
    case 'contractOwn':
      return contractText(note, nameOf);
    case 'quoteNotUsed':
      return `${nameOf(note.provider)}: the quoted discount of ${percent(note.discount)} is not used, since your offers say that no contract is on offer there (bands: []).`;
    case 'listNotBaseline':
      return runText(note);
    case 'commitmentUnused':
      return `${nameOf(note.provider)}: ${dollarsBeside(note.unused, note.due)} of the ${plainDollars(note.due)} a month that the contract commits to buys nothing; the work uses ${dollarsBeside(note.used, note.due)} of it.`;
    case 'directLeansOn':
      return leaningText(note, nameOf(note.provider));
    case 'noChannelOpen':
      return `${note.workload}: no channel shown here can be had (${[...new Set(note.obstacles.map((each) => obstacleText(each, nameOf)))].join('; ')}). It is not in the cheapest total.`;
    case 'servedAsStandard':
      return servedAsText(note);
    case 'modeNotInRegion':
      return `${note.workload}: ${note.model} is said not to be served in ${note.mode} mode in ${note.region} (${sourceText(note.source)}): ask for both.`;
    case 'offPeak':
      return `${note.workload}: all of it is taken to run off-peak; ${note.model} costs more at ${note.hours} (peakShare).`;
    case 'movingName':
      return `${note.workload}: ${note.workload === note.name ? 'the name' : note.name} means ${note.model} since ${note.from} (${confidenceText(note.source.confidence)}: ${note.source.url}, ${note.source.checked}) and may move again; name the model itself for a price that stays.`;
    case 'promotion':
      return `${note.workload}: ${note.model} is at a promotional price until ${note.until}; after it ${note.listCost === undefined ? 'the list price counts' : `the baseline is ${plainDollars(note.listCost)}`}.`;
    case 'promotionEnded':
      return `${note.workload}: the promotion of ${note.model} ended on ${note.until}.${note.cost === undefined || note.promotionalCost === undefined ? ' The list price counts.' : ` The baseline at list is ${plainDollars(note.cost)}; at the promotional price it would be ${plainDollars(note.promotionalCost)}.`}`;
    case 'rateChanges': {
      const since = note.announced === undefined ? '' : ` (announced ${note.announced})`;
      const change =
        note.cost === undefined || note.nextCost === undefined
          ? ''
          : `: ${courseText(note.of === 'baseline' ? 'the baseline' : 'the list price as it runs', note.cost, note.nextCost)}`;
      return `${note.workload}: the price of ${note.model} changes on ${note.from}${since}${change}.`;
    }
    case 'monthByDays':
      return `${note.workload}: the month is priced by days, its volume even over them: ${allOf(note.stretches.map(stretchText))}.`;
    case 'stalePrices':
      return staleText(note);
    case 'unknownInOffers':
      return `${note.file}: the card ${note.card} does not have ${note.names.map(unknownText).join('; ')}. Nothing is priced by what is named so.`;
    case 'statementUnused':
      return `${note.workload}: ${note.key} has no effect: ${UNUSED[note.why](note.model)}.`;
    case 'longShareOverShape':
      return `${note.workload}: longContextShare (${percent(note.stated)}) counts; the stated prompt of ${shortTokens(note.prompt)} tokens, with a threshold of ${shortTokens(note.threshold)}, would make it ${lessThan(note.threshold, note.prompt) ? 'all' : 'none'}.`;
    case 'unverifiedRate':
      return `The price of ${note.model} is unverified${note.note === undefined ? '.' : `: ${note.note}`}`;
    case 'contractedUnderFloor':
      return `${nameOf(note.provider)}: ${plainDollars(note.listSpend)} of list spend clears the floor, but the contracted amount, ${dollarsBeside(note.contracted, note.floor.low)}, falls under ${plainDollars(note.floor.low)}. Ask whether the floor is tested on list or on contracted dollars.`;
    case 'prefixTooShort':
      return `${note.workload}: a shared prefix of ${shortTokens(note.prefix)} tokens is under the ${shortTokens(note.minimum)} that ${note.model} needs; it is never cached, without any error.`;
    case 'hitsAbovePrefix':
      return `${note.workload}: a hit ratio of ${percent(note.hitRatio)} is more than the shared prefix, ${percent(note.prefixShare)} of each prompt; only a growing conversation can reach it.`;
    case 'unpriced':
      return `${note.workload}: no price for ${note.ids.join(', ')} (${note.reasons.join('; ')}). Totals that would need it are bounds.${soldAtText(note)}`;
    case 'discountAssumed':
      return `${note.by}: ${percent(note.discount)} off the list price of ${note.model}, ${sourceText(note.source)}.`;
    case 'contractDiscountAssumed': {
      const { range } = note;
      const possible =
        range === undefined ? '' : `, ${percent(range.shallowest)} to ${percent(range.deepest)} possible`;
      return `${nameOf(note.provider)}: bought direct at ${percent(note.discount)} off list${possible}, ${sourceText(note.source)}. Use --discount for your own quote.`;
    }
    case 'leverWithoutEffect':
      return `${note.workload}: ${LEVER[note.lever]} (${LEVER_KEYS[note.lever]}) is stated and has no effect: ${obstacleText(note.obstacle, nameOf)}.`;
    case 'channelAgainstConstraint':
      return `${note.workload}: counted through ${note.channel}, against its own constraints: ${obstacleText(note.obstacle, nameOf)}.`;
    case 'quoteWithoutEffect':
      return `${note.flag} has no effect on the amount: no workload is bought direct (channel: direct).`;
    case 'flagsWithoutWork':
      return `${someOf(note.flags)} ${note.flags.length === 1 ? 'has' : 'have'} no effect: the profile has no work.`;
    case 'aggregatorWithoutEffect':
      return `${note.flag} ${note.id} has no effect on the amount: no workload is bought through it (channel: ${note.id}).`;
    case 'aggregatorNotBought':
      return `${note.flag} ${note.id}: the plan buys nothing there.`;
    case 'limitUnmet':
      return limitUnmetText(note);
    case 'listPricesMove':
      return listPricesMoveText(note);
    case 'pricesOfContract':
      return pricesOfContractText(note, nameOf);
    case 'clauseOfContract':
      return clauseOfContractText(note, nameOf);
    case 'listPricesStay':
      return `List prices are taken to stay over the ${note.months} months but for what is announced; listPriceChange in the profile says what you expect of them.`;
    case 'unitsNotWeighed':
      return `Reserved units for ${allOf(note.models)} could pay by their price alone. ${unitsBeside(note)} They stand beside the plan (decide --explain) and are in no cost.`;
    case 'pricesAhead':
      return pricesAheadText(note);
    case 'switchingSpread':
      return `What it costs to move work to another model (switchingCost) is spread over ${note.months} months, ${note.stated ? 'as the profile states' : 'the longest term of a contract that is weighed or, without one, the usual term; with months in the profile, over those'}: work moves only where that saves more. Nobody invoices it.`;
    case 'monthsNotUsed': {
      const months = `The ${allOf(note.stated)} of the profile ${note.stated.includes('months') ? 'are' : 'is'}`;
      return note.unpriced
        ? `${months} not weighed while a part of its work has no price: the amount is one month at the rates of ${note.day}.`
        : `${months} not used here: the amount is one month at the rates of ${note.day} (--as-of).`;
    }
    case 'exchangeRateOld':
      return `${note.file}: its rate of ${note.currency} is of ${note.day}, ${note.days} days before the day priced (limit ${note.limit}): check it, or write a newer one under fxRate.`;
    case 'exchangeRateAhead':
      return `${note.file}: its rate of ${note.currency} is of ${note.day}, after the day priced, ${note.priced}: check it under fxRate.`;
    case 'growthAhead':
      return note.months === 1
        ? `Tokens change by the stated growth from month to month; ${note.from} is the only month looked at.`
        : `Tokens change by the stated growth from month to month: the amount is of the first, and limits hold for all ${note.months} months from ${note.from} to ${note.to}, each at its prices.`;
    case 'aheadEnds':
      return `No month from ${note.month} on is looked at: ${note.why}.`;
    case 'startTaken':
      return `The profile says no start: its months are counted from ${note.start}, the one after the day priced.`;
    case 'monthsTaken':
      return note.because === 'year'
        ? `The profile says a start and no months: ${note.months} are looked at.`
        : `The profile says a start and no months: the plan is over ${note.months}, the longest term of a contract that is weighed or, without one, the usual term.`;
    case 'growthCounts':
      return `Tokens change by the stated growth from month to month, from ${note.from} on; the rows are at the volume of the first month.`;
    case 'growthWithoutMonths':
      return 'The growth of the profile is not used here, where the amounts are of one month: state months in it and each month counts it; `tokencost check` and `tokencost decide` count it without.';
    case 'onlyDecideUses':
    case 'onlyCheckUses': {
      const [are, them] = note.keys.length === 1 ? ['is', 'it'] : ['are', 'them'];
      const user = note.code === 'onlyDecideUses' ? 'decide' : 'check';
      return `Of the profile, ${someOf(note.keys)} ${are} not used here: \`tokencost ${user}\` uses ${them}.`;
    }
    case 'fromConfig': {
      const { file, flags, differs } = note;
      const what = flags.length === 0 ? 'nothing is' : `${allOf(flags)} ${flags.length === 1 ? 'is' : 'are'}`;
      return `${file}: ${what} taken from it${flags.length === 0 ? '.' : '; --no-config leaves it out.'}${differs ? ' The file of this change says something else, which does not count.' : ''}`;
    }
    case 'configNotThere':
      return `${note.file} is not in ${note.revision} yet: nothing is taken from it.`;
    case 'fromEnvironment':
      return `Taken from the environment: ${allOf(note.flags)}.`;
    case 'tagUnmet': {
      const { tag, known, near } = note;
      const hint = didYouMean(...near) ?? (known.length > 0 ? `there are ${someOf(known)}.` : 'none has any.');
      return `No workload has the tag ${tag}; ${hint} All of the cost is one line.`;
    }
    case 'unitsWithoutBy':
      return 'The units of the profile are not used here: --by workload, or another --by, says what one costs.';
    case 'offersIdle':
      return `Of the offers given, not used here: ${note.parts.map(({ what, why }) => `${someOf(what)} (${why})`).join('; ')}.`;
    case 'statementsIdle':
      return `Stated without any effect on what is shown here: ${note.statements.map(({ key, workloads }) => `${key} of ${someOf(workloads)}`).join('; ')}.`;
    case 'marketplaceNotShown':
      return marketplaceText(note);
    case 'modelNotSold':
      return `${note.seller} sells no ${note.providerName} model here.`;
    case 'baselineCard':
      return `The baseline of ${note.asOf} was priced with the card ${note.was}, this with ${note.now}: a part of a change may be the card's.`;
    case 'baselineLater':
      return `The baseline is of ${note.asOf}, after the day priced, ${note.day}.`;
    case 'channelAtList':
      return `${note.workload}: bought through ${note.channel}, but ${obstacleText(note.obstacle, nameOf)}; it is counted at list price.`;
    case 'proposalNotJudged':
      return `${note.file}: the proposal is not judged, since no work that may be bought direct from ${nameOf(note.provider)} has a known price.`;
    case 'proposalLapsed':
      return `${note.file}: the proposal of ${nameOf(note.provider)} could be signed until ${note.validUntil}, before the day priced.`;
    case 'modelEnds':
    case 'modelEnded':
    case 'tokenRatioPublished':
    case 'tokenRatioUnknown':
    case 'monthsWithoutPrice':
      return lifeText(note);
    case 'alternativesNotWeighed':
      return `${note.workload}: its alternatives are not priced here; \`tokencost decide\` weighs them.`;
  }
}
