import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Assumptions, Offers } from '../../src/domain/offer.ts';
import type { RateCard } from '../../src/domain/rate-card.ts';
import { readCard } from '../../src/files/card.ts';
import { loadCardFile } from '../../src/files/card-file.ts';
import { readAssumptions, readOffers } from '../../src/files/offers.ts';
import { loadOffers } from '../../src/files/offers-file.ts';
import type { OffersDocument } from '../../src/files/schemas/offers-schema.ts';

/** The full path of a file of the repository. */
export function repositoryPath(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

export function cardAt(path: string): RateCard {
  return readCard(loadCardFile(repositoryPath(path)));
}

export function offersDocument(path: string): OffersDocument {
  return loadOffers(readFileSync(repositoryPath(path), 'utf8'), path);
}

/** Round prices, and offers on them. */
export const ACME: RateCard = cardAt('fixtures/cards/acme.yaml');
export const ACME_OFFERS_DOCUMENT: OffersDocument = offersDocument('fixtures/offers/acme.yaml');
export const ACME_OFFERS: Offers = readOffers([ACME_OFFERS_DOCUMENT]);

/** What ships: every provider's published prices, the article's, and the article's offers. */
export const PUBLISHED: RateCard = cardAt('pricing/published');
export const ARTICLE: RateCard = cardAt('pricing/article-2026');
export const SHIPPED_OFFERS: Offers = readOffers(
  readdirSync(repositoryPath('pricing/offers'))
    .sort()
    .map((name) => offersDocument(`pricing/offers/${name}`)),
);

/** Illustrated at 70% hits and everything in a batch; 10 reads a write; stale after 90 days. */
export const ASSUMPTIONS: Assumptions = readAssumptions({
  illustration: { cacheHitRatio: '70%', batchEligible: '100%' },
  readsPerWrite: '10',
  belief: '100%',
  stalePriceDays: '90',
  staleExchangeDays: '31',
  drivers: {
    volume: ['0.7', '1.3'],
    cacheHitRatio: ['0%', '70%'],
    batchEligible: ['0%', '50%'],
    purchaseFee: ['0%', '5.5%'],
    listPriceChange: ['-50%', '10%'],
  },
  source: { url: 'https://acme.example', checked: '2026-11-01', confidence: 'unverified' },
});
