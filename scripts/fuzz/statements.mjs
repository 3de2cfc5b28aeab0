/** Values of each kind that a file may state: all of them sound. */
const SHARES = ['0%', '10%', '35%', '62.5%', '100%'];
const AMOUNTS = ['1', '12k', '3M', '500M', '1.5B', '7_000_001'];
const DOLLARS = ['1', '99.99', '50k', '1.5M'];

/** Keys of profiles and budgets whose values may be exchanged for one another. */
const VALUES = {
  ...Object.fromEntries(
    ['cacheHitRatio', 'batchEligible', 'longContextShare', 'peakShare', 'growth', 'correlation', 'maxGrowth'].map(
      (key) => [key, SHARES],
    ),
  ),
  ...Object.fromEntries(
    ['input', 'output', 'requests', 'prefix', 'uncachedInput', 'cacheRead', 'cacheWrite5m'].map((key) => [
      key,
      AMOUNTS,
    ]),
  ),
  ...Object.fromEntries(['max', 'maxIncrease', 'commitment'].map((key) => [key, DOLLARS])),
  readsPerWrite: ['2', '10', '40'],
  cacheTtl: ['5m', '1h'],
  serviceMode: ['flex', 'priority'],
  latencyBudgetMs: ['1', '300', '90000'],
  model: ['gpt-5.4', 'claude-opus-4.7', 'gemini-3.1-pro', 'claude-sonnet-4.6'],
  channel: ['list', 'direct', 'tokenmart', 'bedrock', 'openrouter'],
  listPriceChange: ['0%', '-20%', '15%'],
  months: ['1', '3', '12'],
  start: ['2026-11', '2026-12', '2027-03'],
  singleChannel: ['true', 'false'],
  region: ['eu', 'us'],
  discount: ['5%', '20%', '45%'],
  unpriced: ['undecided', 'allow'],
  strict: ['true', 'false'],
  level: ['fail', 'warn'],
};

/** Keys that a workload may state beside its model. */
const OF_A_WORKLOAD = [
  ...['cacheHitRatio', 'readsPerWrite', 'cacheTtl', 'batchEligible', 'longContextShare', 'peakShare', 'growth'],
  ...['serviceMode', 'latencyBudgetMs', 'channel', 'region'],
];

const STATED = /\b([A-Za-z0-9]+): *([^\s,{}#[\]]+)/g;

/** The statements of a text whose values are of a known kind, outside its comments. */
export function statementsIn(text) {
  const commented = (index) => text.slice(text.lastIndexOf('\n', index) + 1, index).includes('#');
  return [...text.matchAll(STATED)].filter(({ 1: key, index }) => Object.hasOwn(VALUES, key) && !commented(index));
}

/** The key that a statement is a part of, where notes speak of that: the model of an alternative is told as alternatives. */
export function partOf(text, { index }) {
  const opened = text.lastIndexOf('alternatives:', index);
  if (opened === -1) return undefined;
  const indent = opened - text.lastIndexOf('\n', opened) - 1;
  const between = text.slice(opened, index).split('\n').slice(1);
  const left = between.some((line) => line.trim() !== '' && line.search(/[^ -]/) <= indent);
  const closed = between.length === 0 && text.slice(opened, index).includes(']');
  return left || closed ? undefined : 'alternatives';
}

/** What a budget asks for in a case that need not occur: its words may change nothing. */
export const POLICIES = ['unpriced', 'strict'];

const FACTORS = { k: 1e3, M: 1e6, B: 1e9, '%': 0.01 };

/** A numeral as a number, so that 50k and 50_000 are known to be one; other words stay as they are. */
function meaning(value) {
  const [, digits, suffix] = /^([\d._]+)([kMB%]?)$/.exec(value) ?? [];
  return digits === undefined ? value : Number(digits.replaceAll('_', '')) * (FACTORS[suffix] ?? 1);
}

/** A text with another value of the same kind in the place of a statement. */
export function restated(text, { 0: whole, 1: key, 2: value, index }, { pick }) {
  const others = VALUES[key].filter((each) => meaning(each) !== meaning(value));
  return `${text.slice(0, index)}${key}: ${pick(others)}${text.slice(index + whole.length)}`;
}

/** The text with every other sound value in the place of a statement, and without the statement. */
export function everyOther(text, { 0: whole, 1: key, 2: value, index }) {
  const end = index + whole.length;
  const others = VALUES[key].filter((each) => meaning(each) !== meaning(value));
  const exchanged = others.map((each) => `${text.slice(0, index)}${key}: ${each}${text.slice(end)}`);
  const [before, after] = [text.slice(0, index), text.slice(end)];
  const alone = /(?:^|\n) *$/.test(before) && /^ *(?:#[^\n]*)?(?:\n|$)/.test(after);
  const without = alone
    ? before.replace(/ *$/, '') + after.replace(/^[^\n]*\n?/, '')
    : before.replace(/, *$/, '') + (/, *$/.test(before) ? after : after.replace(/^, */, ''));
  return [...exchanged, without];
}

export function exchanged(text, random) {
  const found = statementsIn(text);
  return found.length === 0 ? text : restated(text, random.pick(found), random);
}

const OWN_MODEL = /^( +)(- )?model: .*$/gm;

/** A text whose workload states one thing more; one that is stated already stays as it is. */
export function added(text, random) {
  const found = [...text.matchAll(OWN_MODEL)];
  if (found.length === 0) return text;
  const { 0: line, 1: indent, 2: dash = '', index } = random.pick(found);
  const key = random.pick(OF_A_WORKLOAD);
  const [block] = text.slice(index).split(/\n(?= *- )/);
  if (block.includes(`${key}:`)) return text;
  const end = index + line.length;
  return `${text.slice(0, end)}\n${indent}${' '.repeat(dash.length)}${key}: ${random.pick(VALUES[key])}${text.slice(end)}`;
}
