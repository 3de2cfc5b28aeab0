import type { Derivation, DerivationRule, PriceKey } from '../../domain/derivation.ts';
import type { PriceBand, ServiceMode } from '../../domain/meter.ts';
import { FREE, usdPerLotOfCell } from '../../domain/price-cell.ts';
import { bandLabel } from '../../domain/prompt-length.ts';
import type { Model, Rate } from '../../domain/rate-card.ts';
import type { CellValue, Reference } from './expression.ts';
import { blank, literal, NOTHING, times, when } from './functions.ts';
import type { Look } from './look.ts';
import { type MeterRow, meterRows, otherRow } from './meters.ts';
import type { Names } from './names.ts';
import type { Sheet } from './sheet.ts';
import type { Workings } from './workings.ts';

export interface PricedRow {
  /** The list price in USD per million tokens; empty when nobody knows it. */
  readonly price: Reference;
  /** The rule that made the price, or why there is none. */
  readonly rule: Reference;
}

const RULES: Readonly<Record<DerivationRule, string>> = {
  modeMultiplier: 'standard price x the multiplier of the mode',
  cacheRateWins: 'the cached rate of the standard mode stays',
  noCachedRate: 'no cached rate in this mode: a hit costs what input costs',
  noWritePremium: 'a written token is billed as ordinary input',
  servedAsStandard: 'served and billed as standard',
};

const DECLARED_FREE = 'free: the provider declares it';

/** What a price of a band is called beside one that is not in it. */
const bandParts = (band: PriceBand): readonly string[] => (band === 'base' ? [] : [band]);

export const keyOf = (meter: string, mode: ServiceMode, band: PriceBand) => `${meter} ${mode} ${band}`;

/** Whose prices a row has: a model's, or a model's in the region that has some of its own. */
export function pricedName({ id }: Pick<Model, 'id'>, { pinnedTo }: Pick<Rate, 'pinnedTo'>): string {
  return pinnedTo === undefined ? id : `${id} in ${pinnedTo}`;
}

/** The prices of one model while they are written down. */
export class ModelRates {
  readonly #sheet: Sheet;
  readonly #workings: Workings;
  readonly #names: Names;
  readonly #model: Model;
  readonly #name: string;
  readonly #rate: Rate;
  readonly rows = new Map<string, PricedRow>();
  readonly multipliers = new Map<ServiceMode, Reference>();

  constructor(sheet: Sheet, names: Names, workings: Workings, model: Model, rate: Rate) {
    this.#sheet = sheet;
    this.#names = names;
    this.#workings = workings;
    this.#model = model;
    this.#name = pricedName(model, rate);
    this.#rate = rate;
  }

  /** The columns every row has: whose price it is, and where it was read. */
  open(
    mode: string,
    band: string,
    meter: string,
    rule: CellValue,
    from = this.#rate.from,
    source = this.#rate.source,
  ): Reference {
    const sheet = this.#sheet;
    const provider = this.#workings.provenance.providerName(this.#model.provider);
    [this.#name, provider, mode, band, meter].forEach((text, column) => {
      sheet.put(column, text, 'text');
    });
    [from, source.checked, source.confidence].forEach((text, place) => {
      sheet.put(9 + place, text, 'text');
    });
    sheet.put(12, source.url, 'text');
    if (source.note !== undefined) sheet.put(13, source.note, 'text');
    return sheet.put(8, rule, 'text');
  }

  /** A fact of the rate that is no price: a multiplier, a threshold. */
  fact(mode: string, meter: string, column: number, value: CellValue, look: Look): Reference {
    this.open(mode, '', meter, '');
    const cell = this.#sheet.input(column, value, look, 'amount');
    this.#names.add(['rate', this.#name, mode, meter], cell);
    this.#sheet.next();
    return cell;
  }

  price(row: MeterRow, mode: ServiceMode, band: PriceBand): void {
    const derived = this.#workings.derivation(this.#rate, { meter: row.meter, mode, band });
    const { from, source, sourceOf } = this.#rate;
    const own = sourceOf?.get(row.meter);
    const rule = this.open(mode, bandLabel(band), row.label, ruleText(derived), from, own ?? source);
    const price = this.#priceCells(derived, [...(mode === 'standard' ? [] : [mode]), ...bandParts(band), row.label]);
    const told = derived.kind === 'derived' ? this.#carryReason(derived.from, price, derived.rule) : rule;
    this.rows.set(keyOf(row.label, mode, band), { price, rule: told });
    this.#sheet.next();
  }

  #priceCells(derived: Derivation, parts: readonly string[]): Reference {
    const sheet = this.#sheet;
    if (derived.kind !== 'derived') {
      const value = derived.kind === 'printed' ? usdPerLotOfCell(derived.price) : undefined;
      const printed = sheet.input(5, value, 'inputPrice', 'amount');
      this.#names.add(['price', this.#name, ...parts], printed);
      return sheet.put(7, when(blank(printed), NOTHING, printed), 'price');
    }
    const origin = this.#origin(derived.from).price;
    const printed = sheet.put(5, origin, 'price');
    const factor = this.#multiplier(derived);
    return sheet.put(
      7,
      when(blank(printed), NOTHING, factor === undefined ? printed : times(printed, factor)),
      'price',
    );
  }

  #multiplier({ multiplier }: Extract<Derivation, { kind: 'derived' }>): Reference | undefined {
    if (multiplier === undefined) return undefined;
    const named = this.multipliers.get(multiplier.name as ServiceMode);
    return this.#sheet.put(6, named ?? multiplier.factor, 'factor');
  }

  /** Without the price it starts from, a rule makes none: the reason is the one of that price. */
  #carryReason(from: PriceKey, price: Reference, rule: DerivationRule): Reference {
    return this.#sheet.put(8, when(blank(price), this.#origin(from).rule, literal(RULES[rule])), 'text');
  }

  #origin({ meter, mode, band }: PriceKey): PricedRow {
    const row =
      meterRows(this.#rate).find((each) => each.meter === meter || coversWrite(each, meter)) ?? otherRow(meter);
    const found = this.rows.get(keyOf(row.label, mode, band));
    if (found === undefined) throw new RangeError(`no row for ${meter} ${mode} ${band}`);
    return found;
  }
}

const coversWrite = (row: MeterRow, meter: string) => row.ttls.some((ttl) => meter === `cacheWrite${ttl}`);

function ruleText(derived: Derivation): string {
  if (derived.kind === 'printed') return derived.price === FREE ? DECLARED_FREE : 'printed';
  return derived.kind === 'missing' ? derived.reason : RULES[derived.rule];
}
