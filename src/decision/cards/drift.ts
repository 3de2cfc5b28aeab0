import type { Day } from '../../domain/day.ts';
import {
  type AcceptedDrift,
  DRIFT_KINDS,
  type Drift,
  type DriftCounts,
  type DriftFinding,
  type ListedModel,
  NONE_THERE,
  type NotCompared,
} from '../../domain/drift.ts';
import { numeral } from '../../domain/exact.ts';
import { FREE } from '../../domain/price-cell.ts';
import { type Model, namesOf, type Rate, type RateCard, rateOn } from '../../domain/rate-card.ts';
import { routeOf } from '../../domain/route.ts';
import { type CellPair, cellPairs } from './drift-cells.ts';

/** What a price base is held against. */
export interface DriftInput {
  readonly card: RateCard;
  readonly day: Day;
  /** Rows of sellers that sell at the providers' own prices. */
  readonly listed: readonly ListedModel[];
  readonly notCompared: number;
  /** What of the files could not be read at all. */
  readonly unread: readonly NotCompared[];
  /** Providers whose whole catalogue the base is meant to have. */
  readonly catalogues: ReadonlySet<string>;
  readonly accepted: readonly AcceptedDrift[];
}

/** The model of a row, which a seller may have of another provider: by a name, exactly or as a route has it; dots and hyphens in a version are one. */
function finderOf({ card, day }: DriftInput): (listed: ListedModel) => Model | 'ofAnother' | undefined {
  const hyphened = new Map<string, Model | undefined>();
  const models = card.ids.flatMap((id) => card.find(id) ?? []);
  for (const model of models) {
    for (const name of namesOf(model)) {
      const key = name.replaceAll('.', '-');
      const known = hyphened.get(key);
      hyphened.set(key, hyphened.has(key) && known !== model ? undefined : model);
    }
  }
  return ({ names, provider }) => {
    const found = names.flatMap((name) => {
      const route = routeOf(name, (each) => card.find(each, day));
      const model = route !== undefined && 'model' in route ? route.model : hyphened.get(name.replaceAll('.', '-'));
      return model === undefined ? [] : [model];
    });
    return found.find((model) => model.provider === provider) ?? (found.length > 0 ? 'ofAnother' : undefined);
  };
}

const priceText = (model: Model, meter: 'input' | 'output') => {
  const cell = model.rates.at(-1)?.cells[meter];
  if (cell === undefined) return '-';
  return cell === FREE ? FREE : numeral(cell);
};

/** The prices of a row and of the model of the card; why there are none to compare. Undefined where the card lacks the model. */
function ratesOf(
  ours: Model | 'ofAnother' | undefined,
  { model, unread = 'it has no prices' }: ListedModel,
  day: Day,
): { readonly ours: Rate; readonly theirs: Rate } | string | undefined {
  if (ours === 'ofAnother') return 'the card has it as the model of another provider';
  if (model === undefined) return unread;
  if (ours === undefined) return undefined;
  if (ours.retired !== undefined && ours.retired.from <= day) return 'it has ended by the card';
  const [own, other] = [rateOn(ours, day), rateOn(model, day)];
  if (own === undefined) return `the card has no price of it on ${day}`;
  return other === undefined ? `the base has no price of it on ${day}` : { ours: own, theirs: other };
}

function missingHere({ id, model }: ListedModel): DriftFinding[] {
  if (model === undefined) return [];
  const price = `${priceText(model, 'input')}/${priceText(model, 'output')}`;
  return [{ kind: 'missingHere', model: id, listedAs: id, cell: 'listed', ours: undefined, theirs: 'listed', price }];
}

function dates(ours: Model, { id, model, released }: ListedModel): DriftFinding[] {
  const about = { kind: 'date', model: ours.id, listedAs: id } as const;
  const first = ours.rates[0].from;
  const ends = model?.retired?.from;
  return [
    ...(released !== undefined && released < first
      ? [{ ...about, cell: 'released', ours: first, theirs: released }]
      : []),
    ...(ends !== undefined && ends !== ours.retired?.from
      ? [{ ...about, cell: 'retired', ours: ours.retired?.from, theirs: ends }]
      : []),
  ];
}

function differences(model: string, listedAs: string, pairs: readonly CellPair[]): DriftFinding[] {
  return pairs.flatMap(({ cell, ours, theirs, verdict }) =>
    verdict === 'different' || verdict === 'onlyThere' ? [{ kind: verdict, model, listedAs, cell, ours, theirs }] : [],
  );
}

/** Models that are in force on the day, of a provider whose catalogue the base has, and that it does not list. */
function goneThere({ card, day, catalogues }: DriftInput, matched: ReadonlySet<string>): DriftFinding[] {
  const models = card.ids.flatMap((id) => card.find(id) ?? []);
  return models
    .filter((model) => catalogues.has(model.provider) && !matched.has(model.id))
    .filter((model) => model.retired === undefined || model.retired.from > day)
    .filter((model) => rateOn(model, day)?.cells.output !== undefined)
    .map(({ id }) => ({
      kind: 'goneThere',
      model: id,
      listedAs: id,
      cell: 'listed',
      ours: 'listed',
      theirs: NONE_THERE,
    }));
}

const keyOf = ({ model, cell, ours = NONE_THERE, theirs }: Pick<DriftFinding, 'model' | 'cell' | 'ours' | 'theirs'>) =>
  [model, cell, ours, theirs].join(' ');

/** Each difference once, whatever names the base has for the model, in the order it is told. */
function distinct(findings: readonly DriftFinding[]): DriftFinding[] {
  const byKey = new Map([...findings].reverse().map((finding) => [keyOf(finding), finding]));
  return [...byKey.values()].sort(
    (a, b) =>
      DRIFT_KINDS.indexOf(a.kind) - DRIFT_KINDS.indexOf(b.kind) ||
      (a.model < b.model ? -1 : Number(a.model > b.model)) ||
      (a.cell < b.cell ? -1 : Number(a.cell > b.cell)),
  );
}

/**
 * What a card and a public price base say differently on a day, cell by cell, of what both have; and what only one of
 * them has. What a maintainer accepted stays quiet as long as both say what they said. Linear in the rows. Pure.
 */
export function driftOf(input: DriftInput): Drift {
  const { day, listed, accepted } = input;
  const find = finderOf(input);
  const matched = new Set<string>();
  const found: DriftFinding[] = [];
  const compared: CellPair[] = [];
  const leftOut: NotCompared[] = [...input.unread];
  for (const each of listed) {
    const ours = find(each);
    if (ours === undefined) found.push(...missingHere(each));
    if (ours !== undefined && ours !== 'ofAnother') {
      matched.add(ours.id);
      found.push(...dates(ours, each));
    }
    const rates = ratesOf(ours, each, day);
    if (typeof rates === 'string') leftOut.push({ listedAs: each.id, reason: rates });
    if (ours === undefined || ours === 'ofAnother' || typeof rates === 'string' || rates === undefined) continue;
    const pairs = cellPairs(rates.ours, rates.theirs, each.writesAreStorage);
    compared.push(...pairs);
    found.push(...differences(ours.id, each.id, pairs));
  }
  const all = distinct([...found, ...goneThere(input, matched)]);
  const kept = new Map(accepted.map((each) => [keyOf(each), each]));
  const fresh = all.filter((finding) => !kept.has(keyOf(finding)));
  const met = new Set(all.map(keyOf));
  const counts: DriftCounts = {
    matched: matched.size,
    cells: compared.filter(({ verdict }) => verdict !== 'onlyThere').length,
    equal: compared.filter(({ verdict }) => verdict === 'equal').length,
    sameRule: compared.filter(({ verdict }) => verdict === 'sameRule').length,
    notCompared: input.notCompared,
  };
  return {
    day,
    counts,
    fresh,
    accepted: all.length - fresh.length,
    leftOut,
    gone: accepted.filter((each) => !met.has(keyOf(each))),
  };
}
