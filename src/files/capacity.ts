import { type Exact, multiply, whole } from '../domain/exact.ts';
import type { CloudCommitment, Marketplace } from '../domain/marketplace.ts';
import type { Meter } from '../domain/meter.ts';
import type { CapacityPool, ReservedOffer, Weights } from '../domain/reserved.ts';
import type { ServiceLevel } from '../domain/service-level.ts';
import { NONE } from '../domain/units.ts';
import { readCells, readLongContext, readSource } from './card.ts';
import { optional, readDiscount, readFactor, readShare, readUsd, readWeight } from './read-value.ts';
import type {
  CloudCommitmentDocument,
  MarketplaceDocument,
  PoolDocument,
  ReservedDocument,
  ServedModelDocument,
  ServiceLevelDocument,
  WeightsDocument,
} from './schemas/capacity-schema.ts';

const SECONDS_PER_MINUTE = whole(60n);

const readWhole = (text: string): bigint => BigInt(text.replaceAll('_', ''));

function readWeights(document: WeightsDocument): Weights {
  const weights: { [meter in Meter]?: Weights[meter] } = {};
  for (const [meter, text] of Object.entries(document) as [Meter, string][]) weights[meter] = readWeight(text);
  return weights;
}

function perMinute(document: PoolDocument): Exact {
  if (document.usdPerMinute !== undefined) return readUsd(document.usdPerMinute);
  if (document.tokensPerMinute !== undefined) return whole(readWhole(document.tokensPerMinute));
  return multiply(whole(readWhole(document.tokensPerSecond ?? '')), SECONDS_PER_MINUTE);
}

function readPool(name: string, document: PoolDocument, offer: ReservedDocument): CapacityPool {
  const step = (own: string | undefined, shared: string | undefined) => readWhole(own ?? shared ?? '1');
  return {
    name,
    perMinute: perMinute(document),
    measure:
      document.usdPerMinute === undefined
        ? {
            kind: 'tokens',
            weights: readWeights(document.weights ?? {}),
            longWeights: optional(document.longWeights, readWeights),
          }
        : { kind: 'listDollars' },
    minimumUnits: step(document.minimumUnits, offer.minimumUnits),
    increment: step(document.increment, offer.increment),
  };
}

function readServed(document: ServedModelDocument, offer: ReservedDocument): CapacityPool[] {
  if (document.pools === undefined) return [readPool('', document, offer)];
  return Object.entries(document.pools).map(([name, pool]) => readPool(name, pool, offer));
}

export function readReserved(id: string, document: ReservedDocument): ReservedOffer {
  return {
    id,
    name: document.name ?? id,
    unit: document.unit,
    terms: document.terms.map(({ name, usdPerUnit, per, termMonths }) => ({
      name,
      usdPerUnit: readUsd(usdPerUnit),
      per,
      termMonths: optional(termMonths, readWhole),
    })),
    modes: document.modes,
    regional: document.regional === 'true',
    models: new Map(Object.entries(document.models).map(([model, served]) => [model, readServed(served, document)])),
    ground: document.ground,
    source: optional(document.source, readSource),
  };
}

export function readMarketplace(id: string, document: MarketplaceDocument): Marketplace {
  return {
    id,
    name: document.name ?? id,
    cloud: document.cloud,
    providers: document.providers,
    ...(document.operator === undefined ? {} : { operator: document.operator }),
    regionalPremium: optional(document.regionalPremium, readFactor),
    drawdown: optional(document.drawdown, readShare),
    prices: new Map(
      Object.entries(document.prices ?? {}).map(([model, { usdPerMtok, longContext, source }]) => [
        model,
        { cells: readCells(usdPerMtok), longContext: readLongContext(longContext), source: readSource(source) },
      ]),
    ),
    discount: optional(document.discount, readDiscount) ?? NONE,
    coversCalls: document.calls === 'included',
    serves: { cache: document.serves?.includes('cache') ?? false, batch: document.serves?.includes('batch') ?? false },
    source: optional(document.source, readSource),
  };
}

export function readCloudCommitment(cloud: string, document: CloudCommitmentDocument): CloudCommitment {
  return {
    cloud,
    remaining: readUsd(document.remaining),
    monthsLeft: readWhole(document.monthsLeft),
    otherMonthlySpend: readUsd(document.otherMonthlySpend),
    prepaid: document.prepaid === 'true',
  };
}

export function readServiceLevel(id: string, document: ServiceLevelDocument): ServiceLevel {
  return {
    id,
    name: document.name ?? id,
    target: readShare(document.target),
    credits: document.credits.map(({ below, credit, probability }) => ({
      below: readShare(below),
      credit: readShare(credit),
      probability: optional(probability, readShare),
    })),
    claimDays: optional(document.claimDays, (days) => Number(readWhole(days))),
    source: optional(document.source, readSource),
  };
}
