import type { Contract } from '../../domain/contract.ts';
import { isZero } from '../../domain/exact.ts';
import type { Marketplace } from '../../domain/marketplace.ts';
import type { Aggregator, Offers } from '../../domain/offer.ts';
import type { OfferEntry } from '../../domain/offer-entry.ts';
import type { ReservedOffer } from '../../domain/reserved.ts';
import type { Share } from '../../domain/units.ts';
import { listed, type Page } from '../page.ts';
import { percent, plainDollars } from '../render/numbers.ts';
import { rampedText } from '../words/ramp-text.ts';

const SHOWN_MODELS = 4;

/** `15% off claude-opus-4.7, gpt-5.4 and 2 more`, by discount. */
function discountTexts(discounts: ReadonlyMap<string, Share>): string[] {
  const parts = [...new Set([...discounts.values()].map((part) => percent(part)))];
  return parts.map((part) => {
    const names = [...discounts].flatMap(([name, each]) => (percent(each) === part ? [name] : []));
    const more = names.length - SHOWN_MODELS;
    return `${part} off ${names.slice(0, SHOWN_MODELS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  });
}

const ofProviders = (sells: 'all' | readonly string[]) => (sells === 'all' ? '' : ` of ${sells.join(', ')}`);

function aggregatorText(aggregator: Aggregator): string {
  const { discounts, sells, markup, purchaseFee, ownKeyFee, monthlyFee, topUp, addedLatencyP95Ms, shown, id } =
    aggregator;
  const least =
    purchaseFee === undefined || isZero(purchaseFee.minimum)
      ? ''
      : `, at least ${plainDollars(purchaseFee.minimum)} a purchase`;
  return [
    ...discountTexts(discounts),
    ...(sells === 'named' ? [] : [`every ${discounts.size === 0 ? '' : 'other '}model${ofProviders(sells)} at list`]),
    ...(isZero(markup) ? [] : [`${percent(markup)} on top of every token`]),
    ...(purchaseFee === undefined ? [] : [`${percent(purchaseFee.share)} of the credit bought${least}`]),
    ...(ownKeyFee === undefined
      ? []
      : [`${percent(ownKeyFee.share)} of list on your own key above ${plainDollars(ownKeyFee.allowance)} a month`]),
    ...(monthlyFee === undefined ? [] : [`${plainDollars(monthlyFee)} a month`]),
    ...(topUp === undefined ? [] : [`${plainDollars(topUp.pay)} in advance buys ${plainDollars(topUp.credit)}`]),
    ...(addedLatencyP95Ms === undefined ? [] : [`${addedLatencyP95Ms.join(' to ')} ms more at p95`]),
    ...(shown === 'whenAsked' ? [`shown with --via ${id}`] : []),
  ].join('; ');
}

function marketplaceText({ providers, cloud, regionalPremium, drawdown, prices }: Marketplace): string {
  const premium =
    regionalPremium === undefined
      ? 'no regional processing'
      : `regional processing at ${percent(regionalPremium)} of list`;
  const drawn =
    drawdown === undefined
      ? `nobody has said what part draws down a commitment with ${cloud}`
      : `${percent(drawdown)} draws down a commitment with ${cloud}`;
  const own =
    prices === undefined || prices.size === 0 ? [] : [`prices of its own for ${[...prices.keys()].join(', ')}`];
  return [`list price of ${providers.join(' and ')}`, ...own, premium, drawn].join('; ');
}

function contractText({ floor, bands, discountRange }: Contract): string {
  const given = bands.map(
    (band) =>
      `${percent(band.discount)} off${isZero(band.commitment) ? '' : ` at ${plainDollars(band.commitment)} a month committed${rampedText(band)}`}`,
  );
  const range =
    discountRange === undefined
      ? []
      : [`negotiations end between ${percent(discountRange.shallowest)} and ${percent(discountRange.deepest)}`];
  return [
    `from ${plainDollars(floor.low)} to ${plainDollars(floor.high)} of list spend a month`,
    ...given,
    ...range,
  ].join('; ');
}

function reservedText({ unit, terms, models }: ReservedOffer): string {
  const prices = terms.map((term) => `${plainDollars(term.usdPerUnit)} a ${unit} and ${term.per} (${term.name})`);
  return [...(prices.length === 0 ? ['no price is published'] : prices), [...models.keys()].join(', ')].join('; ');
}

/** Everything that ships on top of the cards, in the order it is shown. */
export function offerEntries(offers: Offers): OfferEntry[] {
  const none: OfferEntry['discounts'] = new Map();
  const usual = offers.contractOf('');
  return [
    ...offers.aggregators.map((each): OfferEntry => ({ ...each, kind: 'aggregator', text: aggregatorText(each) })),
    ...offers.marketplaces.map(
      (each): OfferEntry => ({ ...each, kind: 'marketplace', discounts: none, text: marketplaceText(each) }),
    ),
    ...(usual === 'notOffered'
      ? []
      : [
          {
            kind: 'contract',
            id: 'direct',
            name: 'Direct contract, any provider',
            discounts: none,
            text: contractText(usual),
            source: usual.source,
          } as const,
        ]),
    ...offers.reserved.map(
      (each): OfferEntry => ({ ...each, kind: 'reserved', discounts: none, text: reservedText(each) }),
    ),
  ];
}

const HEADINGS: readonly (readonly [OfferEntry['kind'], string])[] = [
  ['aggregator', 'Aggregators and gateways'],
  ['marketplace', 'Cloud marketplaces'],
  ['contract', 'Contracts'],
  ['reserved', 'Reserved capacity'],
];

const CONFIDENCE = { official: 'the seller says so', secondHand: 'second hand', unverified: 'a claim, not verified' };

function line({ id, name, text, source }: OfferEntry): string {
  const told = source === undefined ? '' : ` (${CONFIDENCE[source.confidence]}, checked ${source.checked})`;
  return `${id}, ${name}: ${text}${told}.`;
}

/** The offers that ship, by kind. */
export function offersPage(entries: readonly OfferEntry[]): Page {
  return HEADINGS.flatMap(([kind, heading]) =>
    listed(heading, entries.filter((entry) => entry.kind === kind).map(line)),
  );
}
