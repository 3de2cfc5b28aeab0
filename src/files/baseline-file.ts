import { type Baseline, type BaselinePurchase, type BaselineWorkload, feesOf } from '../domain/baseline.ts';
import { costOfPart } from '../domain/change.ts';
import type { Day } from '../domain/day.ts';
import { problem } from '../domain/problem.ts';
import { minus, sum, usd } from '../domain/units.ts';
import { savedNumber, savedPart } from './saved-line.ts';
import { jsonFile } from './saved-result.ts';
import { baselineSchemas, commandSchema, type SavedCheck, type SavedEstimate } from './schemas/baseline-schema.ts';
import type { SavedLineItem } from './schemas/saved-line-schema.ts';
import { validate } from './validate.ts';
import { invalidFile, type YamlFile } from './yaml-file.ts';

const KIND = 'baseline';

interface SavedPurchase {
  readonly channel: string;
  /** `null` where it was not known. */
  readonly amount: string;
  readonly lowerBound: string | undefined;
  readonly lineItems: readonly SavedLineItem[];
  readonly unpriced: readonly { readonly reason: string }[];
}

function purchase(saved: SavedPurchase, model: string): BaselinePurchase {
  const { channel } = saved;
  const parts = saved.lineItems.map((item) => savedPart(item, model, channel));
  const ofTokens = sum(parts.map(costOfPart));
  const complete = saved.amount !== 'null';
  const known = complete ? saved.amount : saved.lowerBound;
  const amount = known === undefined ? ofTokens : usd(savedNumber(known));
  const fees = feesOf(minus(amount, ofTokens));
  const bought = { parts, fees, unpriced: [...new Set(saved.unpriced.map(({ reason }) => reason))] };
  return { amount, complete, bought };
}

function checkWorkload(saved: SavedCheck['workloads'][number]): BaselineWorkload {
  const { name, model, provider, tags, channel } = saved;
  return {
    name,
    model,
    provider,
    tags: new Map(Object.entries(tags)),
    purchases: new Map([[channel, purchase(saved, model)]]),
  };
}

/** Rows that were stated count as they stand, or for want of a price alone; the one with the most levers is the amount. */
function estimateWorkload(saved: SavedEstimate['workloads'][number]): BaselineWorkload {
  const { name, model, provider, tags } = saved;
  const purchases = new Map<string, BaselinePurchase>();
  const levers = (row: (typeof saved.configurations)[number]) =>
    Number(row.cache === 'true') + Number(row.batch === 'true');
  const stated = saved.configurations
    .filter((row) => row.basis === 'stated' && (row.reasonCode === 'null' || row.reasonCode === 'unpriced'))
    .sort((a, b) => levers(a) - levers(b));
  for (const row of stated) {
    purchases.set(row.channel, purchase({ ...row, amount: row.monthlyCost, lowerBound: undefined }, model));
  }
  return { name, model, provider, tags: new Map(Object.entries(tags)), purchases };
}

/** Growth would be measured from both of two workloads of one name, which no answer holds. */
function refuseTwins(file: YamlFile, workloads: readonly { readonly name: string }[]): void {
  const seen = new Set<string>();
  const twins = workloads.flatMap(({ name }, at) => {
    const again = seen.has(name);
    seen.add(name);
    return again
      ? [{ place: file.place(['workloads', at, 'name']), message: `a second workload is called "${name}"` }]
      : [];
  });
  if (twins.length > 0) throw invalidFile(file, KIND, twins);
}

const CURRENCY = 'USD';
const PERIOD = 'month';

/**
 * An earlier answer of `check` or `estimate`, from its JSON. Throws `invalidFile`, or `baselineDiffers` when its
 * amounts are in another currency or for another period.
 */
export function loadBaseline(text: string, path: string): Baseline {
  const file = jsonFile(text, path, KIND);
  const { command } = validate(file, commandSchema, KIND);
  const saved: SavedCheck | SavedEstimate = validate(file, baselineSchemas[command], KIND);
  if (saved.currency !== CURRENCY) throw problem('baselineDiffers', path, 'currency', saved.currency, CURRENCY);
  if (saved.period !== PERIOD) throw problem('baselineDiffers', path, 'period', saved.period, PERIOD);
  refuseTwins(file, saved.workloads);
  const workloads =
    saved.command === 'check' ? saved.workloads.map(checkWorkload) : saved.workloads.map(estimateWorkload);
  return {
    command,
    asOf: saved.asOf as Day,
    card: saved.card,
    workloads,
    listSpend: new Map(
      saved.threshold.providers.map((each) => [
        each.provider,
        { amount: usd(savedNumber(each.optimisedSpend)), complete: each.complete === 'true' },
      ]),
    ),
  };
}
