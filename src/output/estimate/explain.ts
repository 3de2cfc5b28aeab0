import type { Configuration, Estimate, Provenance, WorkloadEstimate } from '../../domain/estimate.ts';
import { compare, type Exact, numeral, QUOTIENT_PLACES, round } from '../../domain/exact.ts';
import { type Fee, feeCost } from '../../domain/fee.ts';
import { foots } from '../../domain/footing.ts';
import { costOf, type LineItem, pricedTotal, totalOf } from '../../domain/line-item.ts';
import { meterLabel, unitOf } from '../../domain/meter.ts';
import type { Price } from '../../domain/price.ts';
import { FREE } from '../../domain/price-cell.ts';
import { bandLabel } from '../../domain/prompt-length.ts';
import type { Source } from '../../domain/rate-card.ts';

import { dollars, exactDollars, longTokens, price } from '../render/numbers.ts';
import { feeText } from '../words/aggregator-text.ts';
import { obstacleText } from '../words/obstacle-text.ts';
import { workloadHeading } from './heading.ts';

const CENTS = 2;
/** Decimals of a count of tokens, as `longTokens` shows it. */
const TOKEN_PLACES = 3;

/** Sources numbered in the order they are first used. */
class Sources {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  numberOf(source: Source): number {
    const text = `${source.url} (checked ${source.checked}, ${source.confidence})${source.note === undefined ? '' : `: ${source.note}`}`;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#texts.push(text);
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.length;
  }

  lines(): string[] {
    return this.#texts.map((text, index) => `  [${index + 1}] ${text}`);
  }
}

/** "5.00/M x 0.5 batch": the printed price and every step from it; a free meter has neither. */
function unitText(of: Price): string {
  if (of.pricing === 'free') return FREE;
  const steps = of.multipliers.map((step) => ` x ${numeral(step.factor)} ${step.name}`).join('');
  return `${price(of.printed)}/${unitOf(of.meter).lot}${steps}`;
}

function itemLine(item: LineItem, sources: Sources): string {
  const { meter, mode, band } = item.price;
  const where = `${meterLabel(meter)}${mode === 'standard' ? '' : `, ${mode}`}${band === 'base' ? '' : `, ${bandLabel(band)}`}`;
  const cost = costOf(item);
  const arithmetic = `${about(item.quantity, TOKEN_PLACES)}${longTokens(item.quantity)} x ${unitText(item.price)}`;
  const result = `${about(cost, QUOTIENT_PLACES)}${exactDollars(cost)}`;
  return `    ${where}: ${arithmetic} = ${result} [${sources.numberOf(item.price.source)}]`;
}

/** A mark for a figure that does not end, or has more decimals than are shown. */
function about(value: Exact, places: number): string {
  return compare(round(value, places), value) === 0 ? '' : '~';
}

function feeLine(fee: Fee, sources: Sources): string {
  const source = fee.source === undefined ? '' : ` [${sources.numberOf(fee.source)}]`;
  return `    ${feeText(fee, exactDollars)}${source}`;
}

/** What the lines add up to, where they are not what the rounded total suggests; and which of them are rounded. */
function footing(row: Configuration): string[] {
  const { lineItems, fees } = row.bill;
  const exact = pricedTotal(row.bill);
  const isAbout = ({ quantity }: LineItem) => about(quantity, TOKEN_PLACES) !== '';
  const rounded = lineItems.some((item) => isAbout(item) || about(costOf(item), QUOTIENT_PLACES) !== '');
  if (rounded) {
    const total = `${about(exact, QUOTIENT_PLACES)}${exactDollars(exact)}`;
    return [`    in all ${total}; figures after ~ are rounded here, and exact in the sum`];
  }
  return foots([...lineItems.map(costOf), ...fees.map(feeCost)], exact, CENTS)
    ? []
    : [`    exactly ${exactDollars(exact)}; the lines are not rounded`];
}

function configurationLines(row: Configuration, provenance: Provenance, sources: Sources): string[] {
  const total = totalOf(row.bill);
  const amount = total === undefined ? `at least ${dollars(pricedTotal(row.bill))}, unpriced in part` : dollars(total);
  const note =
    row.obstacle === undefined ? '' : ` (not available: ${obstacleText(row.obstacle, provenance.providerName)})`;
  const basis = row.basis === 'illustration' ? ', illustration' : '';
  return [
    `  ${row.id} = ${amount}${basis}${note}`,
    ...row.bill.lineItems.map((item) => itemLine(item, sources)),
    ...row.bill.fees.map((fee) => feeLine(fee, sources)),
    ...row.bill.unpriced.map(({ meter, reason }) => `    ${meterLabel(meter)}: unpriced, ${reason}`),
    ...footing(row),
  ];
}

function workloadLines(estimate: WorkloadEstimate, provenance: Provenance, sources: Sources): string[] {
  const shown = estimate.configurations.filter((row) => row.obstacle?.code !== 'leverNotStated');
  return [
    '',
    workloadHeading(estimate, provenance),
    ...shown.flatMap((row) => configurationLines(row, provenance, sources)),
  ];
}

/** Every line item with its arithmetic and its source, below the table. */
export function explanation(estimate: Estimate, provenance: Provenance): string[] {
  const sources = new Sources();
  const body = estimate.workloads.flatMap((each) => workloadLines(each, provenance, sources));
  return ['How each figure is made', ...body, '', 'Sources', ...sources.lines()];
}
