import { compare, isZero } from '../domain/exact.ts';
import { isUnverified } from '../domain/ground.ts';
import type { RateCard } from '../domain/rate-card.ts';
import { capacityFaults } from './capacity-faults.ts';
import { readDocument } from './document.ts';
import { parseYaml } from './parse-yaml.ts';
import { readDiscount, readUsd } from './read-value.ts';
import { type AggregatorDocument, type OffersDocument, offersSchema } from './schemas/offers-schema.ts';
import { commitmentTermFaults } from './terms-faults.ts';
import { type Fault, invalidFile, type Path, type YamlFile } from './yaml-file.ts';

const KIND = 'offers file';

/** An id becomes part of a configuration's id, such as `tokenmart+batch`, and must not be one of the tool's own. */
const AGGREGATOR_ID = /^[a-z0-9][a-z0-9._-]*$/;
const OWN_CHANNELS = ['list', 'direct', 'reserved'];

function isWithin(discount: string, [shallowest, deepest]: readonly [string, string]): boolean {
  const expected = readDiscount(discount);
  return compare(readDiscount(shallowest), expected) <= 0 && compare(expected, readDiscount(deepest)) <= 0;
}

/** Terms of one aggregator that do not go together, by the key that has to change. */
function termFaults({
  discounts,
  sells,
  topUp,
  prepay,
  purchaseFee,
  ownKeyFee,
  ground,
  belief,
}: AggregatorDocument): [string[], string][] {
  const faults: [string[], string][] = [];
  if (discounts === undefined && sells === undefined)
    faults.push([[], 'it sells nothing; name models under discounts, or write sells: all or the providers it sells']);
  if (belief !== undefined && !isUnverified(ground))
    faults.push([
      ['belief'],
      'a belief is in what is claimed or hoped for; write ground: claimed, or leave belief out',
    ]);
  if (prepay === 'true' && topUp === undefined)
    faults.push([['prepay'], 'there is no topUp to prepay; add topUp: { pay, credit }']);
  if (topUp !== undefined && isZero(readUsd(topUp.credit)))
    faults.push([['topUp', 'credit'], 'a top-up of no credit buys nothing']);
  else if (topUp !== undefined && compare(readUsd(topUp.credit), readUsd(topUp.pay)) < 0)
    faults.push([['topUp', 'credit'], 'the credit is less than what is paid; write a fee as purchaseFee']);
  if (ownKeyFee !== undefined && (purchaseFee !== undefined || topUp !== undefined)) {
    const message = 'calls on your own key are billed by the provider and use no credit; make it an entry of its own';
    faults.push([['ownKeyFee'], message]);
  }
  return faults;
}

function faultsOf(file: YamlFile, document: OffersDocument): Fault[] {
  const faults: Fault[] = [];
  const complain = (path: Path, message: string) => faults.push({ place: file.place(path), message });
  const providers = new Set<string>();
  for (const [index, contract] of (document.contracts ?? []).entries()) {
    if (providers.has(contract.provider))
      complain(['contracts', index, 'provider'], `a second contract with ${contract.provider}`);
    providers.add(contract.provider);
    const { floor, bands } = contract;
    if (floor === undefined && bands.length > 0)
      complain(['contracts', index], 'the key "floor" is missing; bands: [] alone says that no contract is offered');
    if (floor !== undefined && compare(readUsd(floor.low), readUsd(floor.high)) > 0)
      complain(['contracts', index, 'floor'], 'low is above high; write the low end first');
    const range = contract.discountRange;
    if (range !== undefined && compare(readDiscount(range[0]), readDiscount(range[1])) > 0) {
      complain(['contracts', index, 'discountRange'], 'the shallowest discount comes first');
    }
    for (const [path, message] of commitmentTermFaults(contract)) complain(['contracts', index, ...path], message);
    for (const [at, { discount }] of contract.bands.entries()) {
      if (range === undefined || isWithin(discount, range)) continue;
      const message = `${discount} is expected, and negotiations are said to end at ${range[0]} to ${range[1]}`;
      complain(['contracts', index, 'bands', at, 'discount'], message);
    }
  }
  for (const [id, aggregator] of Object.entries(document.aggregators ?? {})) {
    const { addedLatencyP95Ms } = aggregator;
    for (const [key, message] of termFaults(aggregator)) complain(['aggregators', id, ...key], message);
    if (OWN_CHANNELS.includes(id)) complain(['aggregators', id], `"${id}" is a channel of the tool; choose another id`);
    else if (!AGGREGATOR_ID.test(id))
      complain(['aggregators', id], 'write an id of small letters, digits, dots and dashes');
    if (addedLatencyP95Ms !== undefined && Number(addedLatencyP95Ms[0]) > Number(addedLatencyP95Ms[1])) {
      complain(['aggregators', id, 'addedLatencyP95Ms'], 'the smaller latency comes first');
    }
  }
  for (const id of Object.keys(document.marketplaces ?? {})) {
    const place = ['marketplaces', id];
    if (OWN_CHANNELS.includes(id)) complain(place, `"${id}" is a channel of the tool; choose another id`);
    else if (!AGGREGATOR_ID.test(id)) complain(place, 'write an id of small letters, digits, dots and dashes');
    if (document.aggregators?.[id] !== undefined)
      complain(place, `an aggregator is called "${id}" too; choose another id`);
  }
  capacityFaults(document, complain);
  return faults;
}

/** Two names of one model with a discount each: only one of them could count. */
function twinFaults(file: YamlFile, document: OffersDocument, card: RateCard): Fault[] {
  const faults: Fault[] = [];
  for (const [id, { discounts }] of Object.entries(document.aggregators ?? {})) {
    const names = new Map<string, string>();
    for (const name of Object.keys(discounts ?? {})) {
      const model = card.find(name)?.id;
      if (model === undefined) continue;
      const other = names.get(model);
      if (other !== undefined) {
        const message = `"${other}" and "${name}" are one model on the card ${card.id}; keep one of them`;
        faults.push({ place: file.place(['aggregators', id, 'discounts', name], 'key'), message });
      }
      names.set(model, name);
    }
  }
  return faults;
}

/**
 * A user's own offers. With `card`, two names of one of its models are a fault.
 * Throws `invalidFile` with every fault at its place.
 */
export function loadOffers(text: string, path: string, card?: RateCard): OffersDocument {
  const file = parseYaml(text, path, KIND);
  const document = readDocument(file, { offersSchema }, KIND);
  const faults = [...faultsOf(file, document), ...(card === undefined ? [] : twinFaults(file, document, card))];
  if (faults.length > 0) throw invalidFile(file, KIND, faults);
  return document;
}
