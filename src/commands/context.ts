import type { Quote } from '../decision/channels.ts';
import type { Context } from '../decision/estimate.ts';
import type { Day } from '../domain/day.ts';
import type { Provenance } from '../domain/estimate.ts';
import { problem } from '../domain/problem.ts';
import { parseDiscount } from '../domain/quantity-text.ts';
import type { RateCard } from '../domain/rate-card.ts';
import { readCard } from '../files/card.ts';
import { readAssumptions, readOffers } from '../files/offers.ts';
import { type ShippedPricing, shippedPricing } from '../files/shipped.ts';
import { exists, readText } from '../files/text-file.ts';
import { optionalFlag, parseAsOf, parseFloor } from './flags.ts';
import type { InputOptions } from './options.ts';
import type { Shell } from './shell.ts';
import { TOOL } from './tool.ts';

/** A card that ships, by its id, or one of the user's, by its path. Throws `unknownCard`. */
export async function cardNamed(name: string, shipped: ShippedPricing): Promise<RateCard> {
  const compiled = shipped.card(name);
  if (compiled !== undefined) return readCard(compiled);
  if (!exists(name)) throw problem('unknownCard', name, shipped.cardIds());
  const { loadCardFile } = await import('../files/card-file.ts');
  return readCard(loadCardFile(name));
}

/** Which other shipped card has a model, in words that name the flag that reaches it. */
function elsewhere(card: RateCard, shipped: ShippedPricing): (model: string) => string {
  return (model) => {
    for (const id of shipped.cardIds()) {
      const compiled = id === card.id ? undefined : shipped.card(id);
      const found = compiled === undefined ? undefined : readCard(compiled).find(model);
      if (found === undefined) continue;
      const doubt = found.rates.some((rate) => rate.source.confidence === 'unverified')
        ? ', where its price is unverified'
        : '';
      return `It is on the card ${id}${doubt}: add --card ${id}.`;
    }
    return '';
  };
}

function quoteOf(options: Pick<InputOptions, 'discount' | 'floor'>): Quote {
  const discount = optionalFlag('--discount', options.discount, parseDiscount);
  const floor = optionalFlag('--floor', options.floor, parseFloor);
  return { ...(discount === undefined ? {} : { discount }), ...(floor === undefined ? {} : { floor }) };
}

/** The day rates are read for: --as-of, else today in UTC. */
export function dayOf(options: Pick<InputOptions, 'asOf'>, shell: Shell): Day {
  return optionalFlag('--as-of', options.asOf, parseAsOf) ?? shell.today();
}

/** Everything an answer depends on, from the flags. */
export async function contextOf(options: InputOptions, shell: Shell): Promise<Context> {
  const quote = quoteOf(options);
  const day = dayOf(options, shell);
  const shipped = shippedPricing(shell.pricingFolder);
  const card = await cardNamed(options.card, shipped);
  const own = [];
  for (const path of options.offers ?? []) {
    const { loadOffers } = await import('../files/offers-file.ts');
    own.push(loadOffers(readText(path, 'an offers file'), path));
  }
  return {
    card,
    offers: readOffers([...shipped.offers(), ...own]),
    assumptions: readAssumptions(shipped.assumptions()),
    day,
    quote,
    elsewhere: elsewhere(card, shipped),
  };
}

/** What the answer to a command carries so that it can be reproduced. */
export function provenanceOf(command: string, { card, day }: Pick<Context, 'card' | 'day'>): Provenance {
  const { id, version, sha256 } = card;
  return {
    tool: TOOL,
    command,
    asOf: day,
    card: { id, version, sha256 },
    providerName: (provider) => card.providers.get(provider) ?? provider,
  };
}
