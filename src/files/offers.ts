import { priceTermsOf } from '../domain/clauses.ts';
import type { Contract, ContractBand } from '../domain/contract.ts';
import type { Aggregator, Assumptions, Offers } from '../domain/offer.ts';
import type { OfferKind, OwnOffer } from '../domain/own-offer.ts';
import { rampStages } from '../domain/ramp-stages.ts';
import { NO_USD, NONE, times, UNCHANGED } from '../domain/units.ts';
import { readCloudCommitment, readMarketplace, readReserved, readServiceLevel } from './capacity.ts';
import { readSource } from './card.ts';
import { newerOf } from './clauses.ts';
import { readTerms } from './contract-terms.ts';
import { readRamp } from './ramp.ts';
import { optional, readDiscount, readFactor, readShare, readUsd, readYearlyChange } from './read-value.ts';
import type {
  AggregatorDocument,
  AssumptionsDocument,
  ContractDocument,
  OffersDocument,
} from './schemas/offers-schema.ts';

/** The provider name of a contract that stands for every provider without one of its own. */
const ANY = 'any';

function readAggregator(id: string, document: AggregatorDocument): Aggregator {
  const latency = document.addedLatencyP95Ms;
  return {
    id,
    name: document.name ?? id,
    discounts: new Map(Object.entries(document.discounts ?? {}).map(([model, text]) => [model, readDiscount(text)])),
    sells: document.sells ?? 'named',
    markup: optional(document.markup, readShare) ?? NONE,
    purchaseFee: optional(document.purchaseFee, ({ share, minimum, purchases }) => ({
      share: readShare(share),
      minimum: optional(minimum, readUsd) ?? NO_USD,
      purchases: optional(purchases, readFactor) ?? UNCHANGED,
    })),
    ownKeyFee: optional(document.ownKeyFee, ({ share, allowance }) => ({
      share: readShare(share),
      allowance: optional(allowance, readUsd) ?? NO_USD,
    })),
    monthlyFee: optional(document.monthlyFee, readUsd),
    regions: document.regions,
    serves: { cache: document.serves?.includes('cache') ?? false, batch: document.serves?.includes('batch') ?? false },
    addedLatencyP95Ms: latency === undefined ? undefined : [Number(latency[0]), Number(latency[1])],
    topUp: optional(document.topUp, ({ pay, credit, expiresAfterDays }) => ({
      pay: readUsd(pay),
      credit: readUsd(credit),
      expiresAfterDays: optional(expiresAfterDays, Number),
    })),
    prepay: document.prepay === 'true',
    shown: document.shown ?? 'always',
    coversCalls: document.calls === 'included',
    ground: document.ground,
    belief: optional(document.belief, readShare),
    source: optional(document.source, readSource),
  };
}

function readContract(document: ContractDocument): Contract | 'notOffered' {
  const full = optional(document.ramp, (ramp) => readRamp(ramp, false).full) ?? UNCHANGED;
  const terms = readTerms(document);
  const prices = priceTermsOf({
    discounts: new Map(),
    newerModels: newerOf(document.newerModels),
    priceProtection: document.priceProtection === 'true',
    mostFavoured: document.mostFavoured === 'true',
  });
  const [first, ...rest] = document.bands.map(({ commitment, discount }, place): ContractBand => {
    const month = times(readUsd(commitment), full);
    return {
      id: String(place + 1),
      commitment: month,
      discount: readDiscount(discount),
      stages: rampStages(month, terms),
      ...(prices === undefined ? {} : { prices }),
      ground: document.ground,
    };
  });
  const { floor, discountRange: range } = document;
  if (first === undefined || floor === undefined) return 'notOffered';
  return {
    floor: { low: readUsd(floor.low), high: readUsd(floor.high) },
    bands: [first, ...rest],
    discountRange: optional(range, ([a, b]) => ({ shallowest: readDiscount(a), deepest: readDiscount(b) })),
    terms,
    coversCalls: document.calls === 'included',
    source: optional(document.source, readSource),
  };
}

/** The entries of one key over all documents, each replacing the earlier one of its id. */
function laidOver<Entry, Value>(
  documents: readonly OffersDocument[],
  entriesOf: (document: OffersDocument) => Readonly<Record<string, Entry>> | undefined,
  read: (id: string, entry: Entry) => Value,
): Map<string, Value> {
  const entries = documents.flatMap((document) => Object.entries(entriesOf(document) ?? {}));
  return new Map(entries.map(([id, entry]) => [id, read(id, entry)]));
}

/** What is read when it is first asked for, and then kept: most answers ask for none of it, some for every workload. */
function onDemand<Value>(read: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}

/** Offers laid over each other: an entry replaces the earlier one of the same aggregator or provider. */
export function readOffers(documents: readonly OffersDocument[]): Offers {
  const aggregators = new Map<string, Aggregator>();
  const contracts = new Map<string, Contract | 'notOffered'>();
  let usual: Contract | undefined;
  for (const document of documents) {
    for (const [id, entry] of Object.entries(document.aggregators ?? {}))
      aggregators.set(id, readAggregator(id, entry));
    for (const entry of document.contracts ?? []) {
      const contract = readContract(entry);
      contracts.set(entry.provider, contract);
      if (entry.provider === ANY && contract !== 'notOffered') usual = contract;
    }
  }
  if (usual === undefined) throw new Error('the offers name no usual contract');
  const { floor: usualFloor } = usual;
  const reserved = onDemand(() => [...laidOver(documents, (document) => document.reserved, readReserved).values()]);
  const marketplaces = onDemand(() => [
    ...laidOver(documents, (document) => document.marketplaces, readMarketplace).values(),
  ]);
  const commitments = onDemand(() => laidOver(documents, (document) => document.cloudCommitments, readCloudCommitment));
  const levels = onDemand(() => [
    ...laidOver(documents, (document) => document.serviceLevels, readServiceLevel).values(),
  ]);
  return {
    aggregators: [...aggregators.values()],
    contractOf: (provider) => contracts.get(provider) ?? contracts.get(ANY) ?? 'notOffered',
    usualFloor,
    get reserved() {
      return reserved();
    },
    get marketplaces() {
      return marketplaces();
    },
    get cloudCommitments() {
      return commitments();
    },
    get serviceLevels() {
      return levels();
    },
  };
}

/** What offers files of a user's own state: the last entry of each id, with its keys. */
export function ownOffers(documents: readonly OffersDocument[]): OwnOffer[] {
  const own = new Map<string, OwnOffer>();
  const put = (kind: OfferKind, id: string, entry: object) =>
    own.set(`${kind} ${id}`, { kind, id, keys: Object.keys(entry) });
  for (const { contracts = [], ...others } of documents) {
    for (const { provider, ...entry } of contracts) put('contracts', provider, entry);
    for (const [kind, entries] of Object.entries(others))
      for (const [id, entry] of Object.entries(entries ?? {})) put(kind as OfferKind, id, entry);
  }
  return [...own.values()];
}

export function readAssumptions(document: AssumptionsDocument): Assumptions {
  const { cacheHitRatio, batchEligible } = document.illustration;
  const { drivers } = document;
  return {
    illustration: { cacheHitRatio: readShare(cacheHitRatio), batchEligible: readShare(batchEligible) },
    readsPerWrite: readFactor(document.readsPerWrite),
    belief: readShare(document.belief),
    stalePriceDays: Number(document.stalePriceDays),
    staleExchangeDays: Number(document.staleExchangeDays),
    drivers: {
      volume: [readFactor(drivers.volume[0]), readFactor(drivers.volume[1])],
      cacheHitRatio: [readShare(drivers.cacheHitRatio[0]), readShare(drivers.cacheHitRatio[1])],
      batchEligible: [readShare(drivers.batchEligible[0]), readShare(drivers.batchEligible[1])],
      purchaseFee: [readShare(drivers.purchaseFee[0]), readShare(drivers.purchaseFee[1])],
      listPriceChange: [readYearlyChange(drivers.listPriceChange[0]), readYearlyChange(drivers.listPriceChange[1])],
    },
    source: readSource(document.source),
  };
}
