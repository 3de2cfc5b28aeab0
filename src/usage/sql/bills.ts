import { METER, UNIT } from '../bill-meter.ts';
import {
  AWS_NO_UNIT,
  AWS_USAGE,
  BEDROCK_EDITION,
  CACHE_ACTIONS,
  GOOGLE_SERVICES,
  GOOGLE_USAGE,
  TOKEN_DETAIL,
} from '../cloud-rows.ts';
import type { Description, Terms } from './description.ts';
import type { Dialect } from './dialects.ts';

/** What a line of a bill has, as expressions. */
interface Line {
  readonly meter: string;
  readonly unit: string;
  readonly quantity: string;
  readonly where: string;
  readonly day: string;
  /** The model, where the bill names it outside of the meter. */
  readonly model: string | undefined;
  readonly currency: string;
  readonly cost: string;
  readonly correction?: string;
}

const listed = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');

/** Lines of tokens by what their meter says, the same patterns as for files. */
function billTerms(d: Dialect, line: Line): Terms {
  const meter = `LOWER(${line.meter})`;
  const named = d.without(d.without(meter, METER.region), METER.afterModel);
  const bare = `REPLACE(${named}, ' ', '-')`;
  const model = `CASE WHEN ${d.matches(bare, METER.version)} THEN CONCAT('gpt-', ${bare}) ELSE ${bare} END`;
  const says = (name: keyof typeof METER) => d.matches('x_meter', METER[name]);
  const isRead = `(NOT ${says('write')} AND ${says('read')})`;
  const isOutput = `(NOT ${says('write')} AND NOT ${says('read')} AND ${says('output')})`;
  const per = `CASE WHEN ${d.matches('x_unit', UNIT.million)} THEN 1000000 WHEN ${d.matches('x_unit', UNIT.thousand)} THEN 1000 WHEN ${d.matches('x_unit', UNIT.one)} THEN 1 END`;
  const only = (condition: string) => `CASE WHEN ${condition} THEN n_tokens ELSE 0 END`;
  const isUsage = [METER.write, METER.read, METER.output, METER.input].map((each) => d.matches(meter, each));
  const mode = (['batch', 'flex', 'priority'] as const)
    .map((each) => `WHEN ${d.matches(meter, METER[each])} THEN '${each}'`)
    .join(' ');
  return {
    where: `${line.where}\n    AND (${isUsage.join(' OR ')})`,
    day: line.day,
    model: line.model === undefined ? model : `COALESCE(NULLIF(${line.model}, ''), ${model})`,
    mode: `CASE ${mode} ELSE 'standard' END`,
    long: `CASE WHEN ${d.matches(meter, METER.long)} THEN 'long' ELSE '' END`,
    counts: {},
    texts: {
      meter,
      unit: `LOWER(${line.unit})`,
      quantity: line.quantity,
      correction: line.correction ?? "''",
    },
    numbers: { n_tokens: d.nearest(`${d.quantity('x_quantity')} * ${per}`) },
    checks: [
      ["COALESCE(x_correction, '') NOT IN ('', 'NULL')", 'corrects an earlier charge'],
      [`${says('storage')} OR ${says('other')}`, 'is billed by something else than tokens of text'],
      [`${per} IS NULL`, 'has a unit that is not known'],
      ['n_tokens IS NULL', 'has a number that is not a whole number of tokens'],
      ['n_tokens < 0', 'has less than no tokens'],
    ],
    classes: {
      uncachedInput: only(`NOT ${says('write')} AND NOT ${says('read')} AND NOT ${says('output')}`),
      cacheRead: only(isRead),
      cacheWrite5m: only(`${says('write')} AND NOT ${says('hour')} AND NOT ${says('half')}`),
      cacheWrite30m: only(`${says('write')} AND ${says('half')}`),
      cacheWrite1h: only(`${says('write')} AND ${says('hour')}`),
      output: only(isOutput),
    },
    billed: `CASE WHEN ${line.currency} = 'USD' THEN ${line.cost} END`,
    byRequest: false,
  };
}

const ON_FIRST_DAY =
  'A charge of several days counts here on its first; a file of the same charges is spread over them. Take a table of daily or hourly charges.';

/** The rule of `cur`: a line a token class, told by its usage type. */
export const CUR_TABLE: Description = {
  kind: 'cur',
  label: 'the cost and usage report of AWS, version 2',
  table: 'cur',
  differs: ON_FIRST_DAY,
  columns: {
    line_item_usage_start_date: 'moment',
    line_item_product_code: 'text',
    line_item_usage_type: 'text',
    line_item_usage_amount: 'fraction',
    line_item_line_item_type: 'text',
    line_item_unblended_cost: 'fraction',
    line_item_currency_code: 'text',
    line_item_usage_account_id: 'text',
    line_item_line_item_description: 'text',
    pricing_unit: 'text',
    product: 'texts',
  },
  moment: 'line_item_usage_start_date',
  belongs: { project: 'line_item_usage_account_id' },
  terms: (d, column) => {
    const product = d.entry(column('product'), 'product_name');
    const unit = column('pricing_unit');
    return billTerms(d, {
      meter: column('line_item_usage_type'),
      unit: `CASE WHEN ${unit} = '${AWS_NO_UNIT}' THEN ${column('line_item_line_item_description')} ELSE ${unit} END`,
      quantity: column('line_item_usage_amount'),
      where: `${column('line_item_line_item_type')} IN (${listed(AWS_USAGE)})
    AND (${column('line_item_product_code')} LIKE '%Bedrock%' OR COALESCE(${product}, '') LIKE '%Bedrock%')`,
      day: d.day(column('line_item_usage_start_date')),
      model: `CASE WHEN ${product} LIKE '%${BEDROCK_EDITION}' THEN REPLACE(LOWER(REPLACE(${product}, '${BEDROCK_EDITION}', '')), ' ', '-') ELSE '' END`,
      currency: column('line_item_currency_code'),
      cost: column('line_item_unblended_cost'),
    });
  },
};

/** The rule of `focus`: charges for usage, told by their meter and the details of their price. */
export const FOCUS_TABLE: Description = {
  kind: 'focus',
  label: 'charges of FOCUS',
  table: 'focus',
  differs: `${ON_FIRST_DAY} Columns of a provider's own (x_SkuMeterName, x_UsageType) are read in files alone.`,
  columns: {
    ChargePeriodStart: 'moment',
    ChargeCategory: 'text',
    ChargeClass: 'text',
    ChargeDescription: 'text',
    SkuMeter: 'text',
    SkuPriceDetails: 'json',
    ConsumedQuantity: 'fraction',
    ConsumedUnit: 'text',
    BilledCost: 'fraction',
    BillingCurrency: 'text',
    SubAccountId: 'text',
  },
  moment: 'ChargePeriodStart',
  belongs: { project: 'SubAccountId' },
  terms: (d, column) => {
    const details = column('SkuPriceDetails');
    const told = (name: string) => `NULLIF(NULLIF(${column(name)}, ''), 'NULL')`;
    const detail = (key: keyof typeof TOKEN_DETAIL) =>
      `COALESCE(${TOKEN_DETAIL[key].map((name) => `NULLIF(${d.json(details, name)}, '')`).join(', ')}, '')`;
    const name = `COALESCE(${told('SkuMeter')}, ${told('ChargeDescription')}, '')`;
    const said = [
      detail('type'),
      detail('direction'),
      `CASE WHEN ${detail('cache')} IN (${listed(CACHE_ACTIONS)}) THEN CONCAT('cache ', ${detail('cache')}) ELSE '' END`,
      detail('mode'),
      `CASE WHEN ${detail('band')} = 'long' THEN 'long context' ELSE '' END`,
    ];
    return billTerms(d, {
      meter: `CONCAT(${name}, ${said.map((words) => `' ', ${words}`).join(', ')})`,
      unit: told('ConsumedUnit'),
      quantity: column('ConsumedQuantity'),
      where: `${column('ChargeCategory')} = 'Usage'
    AND LOWER(CONCAT(COALESCE(${told('ConsumedUnit')}, ''), ' ', ${name})) LIKE '%token%'`,
      day: d.day(column('ChargePeriodStart')),
      model: detail('model'),
      currency: column('BillingCurrency'),
      cost: column('BilledCost'),
      correction: column('ChargeClass'),
    });
  },
};

/** The rule of `google-billing`: the class stands in the text of the SKU alone; the cost is before credits. */
export const GOOGLE_EXPORT: Description = {
  kind: 'google-billing',
  label: "Google Cloud's billing export",
  table: 'gcp_billing_export_v1',
  columns: {
    usage_start_time: 'moment',
    service: 'record',
    sku: 'record',
    project: 'record',
    usage: 'record',
    cost: 'fraction',
    currency: 'text',
    cost_type: 'text',
  },
  moment: 'usage_start_time',
  belongs: {},
  terms: (d, column) =>
    billTerms(d, {
      meter: d.field(column('sku'), 'description'),
      unit: d.field(column('usage'), 'unit'),
      quantity: d.field(column('usage'), 'amount'),
      where: `${column('cost_type')} = '${GOOGLE_USAGE}'
    AND ${d.field(column('service'), 'description')} IN (${listed(GOOGLE_SERVICES)})`,
      day: d.day(column('usage_start_time')),
      model: undefined,
      currency: column('currency'),
      cost: column('cost'),
    }),
};
