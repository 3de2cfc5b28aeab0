import { type Context, priceable } from '../../src/decision/estimate/estimate.ts';
import type { Priceable } from '../../src/decision/estimate/spend.ts';
import type { Offers } from '../../src/domain/offer.ts';
import type { RateCard } from '../../src/domain/rate-card.ts';
import type { Workload } from '../../src/domain/workload.ts';
import { readLeverTerms } from '../../src/files/levers.ts';
import { readOffers } from '../../src/files/offers.ts';
import { parseYaml } from '../../src/files/parse-yaml.ts';
import { leversSchema } from '../../src/files/schemas/levers-schema.ts';
import { readText } from '../../src/files/text-file.ts';
import { validate } from '../../src/files/validate.ts';
import { ASSUMPTIONS, offersDocument, PUBLISHED, repositoryPath, SHIPPED_OFFERS } from './pricing.ts';
import { day } from './values.ts';

/** Every offer that ships. */
export const ALL_OFFERS: Offers = readOffers(
  ['direct', 'marketplaces', 'reserved', 'service-levels', 'tokenmart'].map((name) =>
    offersDocument(`pricing/offers/${name}.yaml`),
  ),
);

const leversPath = repositoryPath('pricing/levers.yaml');
export const LEVER_TERMS = readLeverTerms(
  validate(parseYaml(readText(leversPath, 'a file'), leversPath, 'file of levers'), leversSchema, 'file of levers'),
);

/** Published prices of 2026-11-23 and what ships with them. */
export function published(offers: Offers = SHIPPED_OFFERS, card: RateCard = PUBLISHED): Context {
  return { card, offers, assumptions: ASSUMPTIONS, day: day('2026-11-23'), quote: {}, elsewhere: () => '' };
}

export function portfolio(workloads: readonly Workload[], context: Context = published()): Priceable[] {
  return workloads.map((workload) => priceable(workload, context));
}
