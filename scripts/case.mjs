// The files of the case in docs/case.md, made up and always the same: a helpdesk company's usage before it signed, its
// usage after, and a bill with three faults in it. `node scripts/case.mjs [FOLDER]` writes them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DAY = 86_400_000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);

/** Days from one to another, both included. */
function daysFrom(first, last) {
  const days = [];
  for (let time = Date.parse(first); time <= Date.parse(last); time += DAY) days.push(iso(time));
  return days;
}

/** Numbers between 0 and 1 that are the same in every run. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** How much there is to do in a week, beside what grows. */
const WEEKS = numbers(5);
const SEASON = Array.from({ length: 30 }, () => 0.9 + 0.2 * WEEKS());

/** Few write to a helpdesk at the weekend; in January a large customer left. */
function sizeOn(day, next) {
  const weekday = new Date(day).getUTCDay();
  const week = (Date.parse(day) - Date.parse('2026-08-24')) / (7 * DAY);
  const rest = weekday === 0 ? 0.35 : weekday === 6 ? 0.45 : 1.2;
  const left = day >= '2027-01-04' ? 0.72 : 1;
  return rest * left * 1.007 ** week * (SEASON[Math.floor(week)] ?? 1) * (0.93 + 0.14 * next());
}

/** What a day of each stream takes, in tokens. */
const STREAMS = [
  {
    key: 'ticket-replies',
    model: 'claude-opus-4-7',
    label: 'Claude Opus 4.7',
    type: 'standard',
    uncached: 86e6,
    read: 205e6,
    write: 20.5e6,
    output: 37e6,
    price: [5, 0.5, 6.25, 25],
  },
  {
    key: 'nightly-drafts',
    model: 'claude-sonnet-4-6',
    label: 'Claude Sonnet 4.6',
    type: 'batch',
    uncached: 62e6,
    read: 0,
    write: 0,
    output: 11e6,
    price: [1.5, 0.15, 1.875, 7.5],
  },
];

const USAGE_HEAD =
  'usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count,inference_geo,speed';

/** What each stream used on each day. */
function used(days, seed) {
  const next = numbers(seed);
  return days.flatMap((day) =>
    STREAMS.map((stream) => {
      const size = sizeOn(day, next);
      const of = (tokens) => Math.round(tokens * size);
      const { uncached, read, write, output } = stream;
      return { day, stream, uncached: of(uncached), read: of(read), write: of(write), output: of(output) };
    }),
  );
}

const usageRow = ({ day, stream: { key, model, type }, uncached, read, write, output }) =>
  `${day},${model},${key},"Support, EU",${type},≤ 200k,${uncached},${write},0,${read},${output},0,not_available,`;

/** Somebody's trial of another model, forgotten since. */
const TRIAL = ['2026-09-02', '2026-09-03', '2026-09-07'].map(
  (day, index) =>
    `${day} 00:00,claude-haiku-4.5,jonas test,Default,standard,≤ 200k,${48_000 + 900 * index},0,0,0,${6_200 + 70 * index},0,not_available,`,
);

const OPENAI_HEAD =
  'start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,service_tier,compute_units,input_tokens,output_tokens,input_cached_tokens,input_cache_write_tokens,input_uncached_tokens';

/** Tags for every ticket. One line of the export contradicts itself: more cached tokens than input. */
function tagging(days) {
  const next = numbers(77);
  return days.map((day, index) => {
    const size = sizeOn(day, next);
    const input = Math.round(130e6 * size);
    const cached = index === 40 ? input + 1_000 : Math.round(input * 0.3);
    const [from, to] = [Date.parse(day), Date.parse(day) + DAY];
    const times = [from / 1000, to / 1000, `${iso(from)}T00:00:00+00:00`, `${iso(to)}T00:00:00+00:00`];
    const counts = [input, Math.round(7e6 * size), cached, 0, input - cached].map((count) => `${count}.0`);
    return [
      ...times,
      'tagging',
      `${Math.round(41_000 * size)}.0`,
      '',
      'key_tags',
      'gpt-5.4-mini',
      'False',
      'default',
      '',
      ...counts,
    ].join(',');
  });
}

const BILL_HEAD =
  'usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type,inference_geo,speed';
const KINDS = [
  ['input_no_cache', 'uncached'],
  ['input_cache_read', 'read'],
  ['input_cache_write_5m', 'write'],
  ['output', 'output'],
];
/** Days on which drafts were billed as if they had not been sent as batches, and a day without the discount. */
const NO_BATCH = ['2026-12-09', '2026-12-10', '2026-12-11'];
const NO_DISCOUNT = '2026-12-21';
const DISCOUNT = 0.18;

const cents = (amount) => (Math.round(amount * 100) / 100).toFixed(2);

/** The bill: what was used, less the discount of the contract, but for two faults. A third is the credit that is not on it. */
function billRows(rows) {
  return rows.flatMap((row) => {
    const { day, stream } = row;
    const late = stream.type === 'batch' && NO_BATCH.includes(day);
    const off = day === NO_DISCOUNT && stream.type === 'standard' ? 0 : DISCOUNT;
    return KINDS.flatMap(([kind, key], index) => {
      if (row[key] === 0) return [];
      const list = (row[key] * stream.price[index] * (late ? 2 : 1)) / 1e6;
      const type = late || stream.type === 'standard' ? 'message' : 'batch';
      return `${day},${stream.label},"Support, EU",${stream.key},${type},≤ 200k,${kind},${cents(list * (1 - off))},${cents(list)},tokens,not_available,`;
    });
  });
}

/** Every file of the case that is made and not written by hand, by its name. */
function caseFiles() {
  const before = daysFrom('2026-08-24', '2026-11-22');
  const usage = used(before, 11).map(usageRow);
  const trial = (day) => TRIAL.filter((row) => row.startsWith(day));
  const after = used(daysFrom('2026-12-01', '2027-01-17'), 23);
  const december = after.filter(({ day }) => day < '2027-01-01');
  const file = (...lines) => `${lines.join('\n')}\n`;
  return {
    'anthropic.csv': file(
      USAGE_HEAD,
      ...before.flatMap((day, index) => [...usage.slice(2 * index, 2 * index + 2), ...trial(day)]),
    ),
    'openai.csv': file(OPENAI_HEAD, ...tagging(before)),
    'signed-usage.csv': file(USAGE_HEAD, ...after.map(usageRow)),
    'december-bill.csv': file(BILL_HEAD, ...billRows(december)),
  };
}

const folder = process.argv[2] ?? fileURLToPath(new URL('../fixtures/case', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(caseFiles())) writeFileSync(join(folder, name), text);
