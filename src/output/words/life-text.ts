import { compare, numeral, ONE, round } from '../../domain/exact.ts';
import type { LifeNote } from '../../domain/note.ts';
import type { Usd } from '../../domain/units.ts';
import { plainDollars } from '../render/numbers.ts';
import { confidenceText } from './contract-text.ts';

type Of<Code extends LifeNote['code']> = Extract<LifeNote, { readonly code: Code }>;

/** A model as its workload speaks of it: one that was named by flags alone is not named twice. */
const subject = ({ workload, model }: Of<'modelEnds' | 'modelEnded'>) => (workload === model ? 'it' : model);

const LEAST = 'and are the least they can come to.';

function afterText({ servedBy, billedAs, monthsUntil }: Of<'modelEnds'>): string {
  if (servedBy === undefined) {
    const months = monthsUntil ? `: the months hold its work until that day, ${LEAST}` : '.';
    return `Nothing is named that answers after it, so it has no price then${months}`;
  }
  switch (billedAs) {
    case 'successor':
      return `Then ${servedBy} answers to its name and its price counts`;
    case 'own':
      return `Then ${servedBy} answers to its name, billed at the price of the old model.`;
    case undefined:
      return `Then its name stops working; ${servedBy} is named as its replacement`;
  }
}

const RATIO_PLACES = 4;
const ratioText = (ratio: Of<'tokenRatioPublished'>['ratio']) => numeral(round(ratio, RATIO_PLACES));

/** What an amount becomes; one that is printed the same does not change. */
export function courseText(of: string, cost: Usd, nextCost: Usd): string {
  const [now, then] = [plainDollars(cost), plainDollars(nextCost)];
  return now === then ? `${of} stays at ${now}` : `${of} of ${now} becomes ${then}`;
}

/** What lies in the next baseline besides the price: other tokens of the same text. */
function countedText({ ratio }: Of<'modelEnds'>): string {
  return compare(ratio, ONE) === 0 ? '' : `, at ${ratioText(ratio)} tokens where the old model makes one`;
}

function promotionText({ promotion }: Of<'modelEnds'>): string {
  return promotion === undefined
    ? ''
    : ` That is at a promotional price until ${promotion.until}; after it, ${plainDollars(promotion.listCost)}.`;
}

function changeText({ servedBy, nextCost, change }: Of<'modelEnds'>): string {
  if (change === undefined) return '';
  const then = plainDollars(change.nextCost);
  const isSame = nextCost !== undefined && plainDollars(nextCost) === then;
  return ` The price of ${servedBy} changes on ${change.from}: the baseline ${isSame ? 'stays at' : 'becomes'} ${then}.`;
}

function endsText(note: Of<'modelEnds'>): string {
  const { workload, lastDay, announced, servedBy, billedAs, cost, nextCost } = note;
  const since = announced === undefined ? '' : ` (announced ${announced})`;
  const start = `${workload}: ${subject(note)} is served until ${lastDay}${since}. ${afterText(note)}`;
  if (servedBy === undefined || billedAs === 'own') return start;
  return cost === undefined || nextCost === undefined
    ? `${start}; what that costs has a part without a price.`
    : `${start}: ${courseText('the baseline', cost, nextCost)}${countedText(note)}.${promotionText(note)}${changeText(note)}`;
}

/** A model that is served today and will have ended when the work that is priced begins. */
function endsBeforeText(note: Of<'modelEnded'>): string {
  const { workload, lastDay, servedBy = '', billedAs } = note;
  const start = `${workload}: ${subject(note)} is served until ${lastDay}, before the work that is priced here begins.`;
  if (billedAs === 'own') return `${start} Then ${servedBy} answers to its name, billed at the price of the old model.`;
  return billedAs === 'successor'
    ? `${start} Priced is ${servedBy}, which answers to its name then and at whose price it is billed.`
    : `${start} Priced in its place, as an assumption, is its named replacement ${servedBy} at list price: its own name stops working.`;
}

function endedText(note: Of<'modelEnded'>): string {
  const { workload, lastDay, ahead, servedBy = '', billedAs } = note;
  if (ahead) return endsBeforeText(note);
  const past = `${workload}: ${subject(note)} was served until ${lastDay}.`;
  if (billedAs === 'own') return `${past} ${servedBy} answers to its name since, billed at the price of the old model.`;
  return billedAs === 'successor'
    ? `${past} Priced is ${servedBy}, which answers to its name since and at whose price it is billed.`
    : `${past} Priced in its place, as an assumption, is its named replacement ${servedBy} at list price: its own name stopped working.`;
}

function flipText({ to, flip }: Of<'tokenRatioPublished' | 'tokenRatioUnknown'>): string {
  if (flip === undefined) return '';
  const at = ratioText(flip.at);
  return flip.cheaper
    ? ` From ${at} tokens on ${flip.against} is the cheaper (tokenFactor).`
    : ` ${to} is the cheaper only below ${at} (tokenFactor).`;
}

function publishedText({ workload, from, to, ratio, range, source }: Of<'tokenRatioPublished'>): string {
  const ends = range === undefined ? '' : `; ${ratioText(range[0])} to ${ratioText(range[1])} is published`;
  return `${workload}: ${to} is taken to make ${ratioText(ratio)} tokens of a text that is one token to ${from} (${confidenceText(source.confidence)}: ${source.url}, ${source.checked}${ends}).`;
}

/** A note about the life of a model in a sentence. */
export function lifeText(note: LifeNote): string {
  switch (note.code) {
    case 'modelEnds':
      return endsText(note);
    case 'modelEnded':
      return endedText(note);
    case 'monthsWithoutPrice':
      return `${note.workload}: ${note.reason ?? `nothing is named that answers for ${note.model}`} from ${note.from} on, so that its work has no price from then: the months hold it until the day before, ${LEAST}`;
    case 'tokenRatioPublished':
      return `${publishedText(note)}${flipText(note)}`;
    case 'tokenRatioUnknown':
      return `${note.workload}: ${note.to} is taken to make as many tokens of a text as ${note.from}, since nothing is published about it.${flipText(note)}`;
  }
}
