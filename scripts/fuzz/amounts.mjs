import { parse } from 'csv-parse/sync';

/** Amounts as they are shown: a half of the last place that is. */
const [CENT, DOLLAR] = [0.0051, 0.51];
const WHOLE_FROM = 1_000_000;

const near = (a, b) => Math.abs(a - b) <= Math.max(0.011, Math.abs(b) * 1e-9);

/** The numbers that stand in a text, sorted. */
function numbersIn(text) {
  return [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)]
    .map(([numeral]) => Number(numeral.replaceAll(',', '')))
    .sort((a, b) => a - b);
}

/** True when one of some sorted numbers is an amount as it is shown: to the cent, or to the dollar. */
function holds(numbers, amount, within) {
  const size = Math.abs(amount);
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < size - within - size * 1e-9) low = middle + 1;
    else high = middle;
  }
  return low < numbers.length && numbers[low] <= size + within + size * 1e-9;
}

const cellOf = (value) => (value === null || value === undefined ? '' : Number(value));
const numberOf = (cell) => (cell === '' ? '' : Number(cell));

function brokenRows(rows, columns, wanted) {
  if (rows.length !== wanted.length) return [`CSV has ${rows.length} rows, JSON ${wanted.length}`];
  for (const [at, values] of wanted.entries()) {
    for (const [index, column] of columns.entries()) {
      const [cell, value] = [numberOf(rows[at][column]), cellOf(values[index])];
      if (cell !== value) return [`row ${at + 1} of the CSV has the ${column} ${cell}, JSON ${value}`];
    }
  }
  return [];
}

const rowsOf = (text) => parse(text, { columns: true, bom: true });
/** Amounts that a table does not hold: one that is as wide as a million shows none of its amounts with cents. */
function unshown(numbers, amounts, beside = amounts) {
  const wide = beside.some((amount) => amount !== null && Math.abs(amount) >= WHOLE_FROM);
  return amounts
    .filter((amount) => amount !== null && !holds(numbers, amount, wide ? DOLLAR : CENT))
    .map((amount) => `${amount} is not in the table`);
}

const BY_COMMAND = {
  estimate(answer, { table, format, text }) {
    const all = answer.workloads.flatMap(({ configurations }) => configurations);
    const broken = [];
    for (const { id, monthlyCost, lineItems, fees } of all) {
      if (monthlyCost === null) continue;
      const sum = [...lineItems, ...fees].reduce((total, each) => total + each.cost, 0);
      if (!near(sum, monthlyCost)) broken.push(`${id} costs ${monthlyCost}, its lines and fees ${sum}`);
    }
    const numbers = numbersIn(table);
    for (const { configurations } of answer.workloads) {
      const costs = (rows) => rows.map(({ monthlyCost }) => monthlyCost);
      broken.push(...unshown(numbers, costs(configurations.filter((row) => row.available)), costs(configurations)));
    }
    if (format === 'csv')
      broken.push(
        ...brokenRows(
          rowsOf(text),
          ['monthlyCost', 'annualCost', 'savings'],
          all.map((each) => [each.monthlyCost, each.annualCost, each.savings]),
        ),
      );
    if (format === 'rows') {
      const lines = all.flatMap(({ lineItems, fees, unpriced }) => [
        ...lineItems.map(({ cost }) => [cost]),
        ...fees.map(({ cost }) => [cost]),
        ...unpriced.map(() => [null]),
      ]);
      broken.push(...brokenRows(rowsOf(text), ['cost'], lines));
    }
    return broken;
  },
  check(answer, { table, format, text }) {
    const broken = [];
    if (answer.amount !== null) {
      const sum = answer.workloads.reduce((total, each) => total + (each.amount ?? 0), 0);
      if (sum > answer.amount + 0.011 + Math.abs(answer.amount) * 1e-9)
        broken.push(`the whole is ${answer.amount}, its parts ${sum}`);
    }
    broken.push(
      ...unshown(
        numbersIn(table),
        answer.limits.map(({ amount }) => amount),
      ),
    );
    if (format !== 'csv') return broken;
    const rows = rowsOf(text).slice(0, answer.limits.length);
    return [
      ...broken,
      ...brokenRows(
        rows,
        ['amount', 'limit'],
        answer.limits.map(({ amount, limit }) => [amount, limit]),
      ),
    ];
  },
  diff(answer, { format, text }) {
    if (format !== 'csv') return [];
    const rows = rowsOf(text).filter(({ section }) => section === 'workload');
    return brokenRows(
      rows,
      ['old', 'new', 'change'],
      answer.workloads.map((each) => [each.old?.amount, each.new?.amount, each.change]),
    );
  },
  decide({ plan, proof }, { table }) {
    const broken = [];
    const sum = plan.workloads.reduce((total, { monthlyCost }) => total + monthlyCost, 0);
    if (!near(sum, plan.contractedCost)) broken.push(`the plan costs ${plan.contractedCost}, its workloads ${sum}`);
    if (proof.lowerBound > plan.effectiveCost + 0.011) broken.push('the bound is above the plan');
    if (plan.workloads.length > 0) broken.push(...unshown(numbersIn(table), plan.complete ? [plan.effectiveCost] : []));
    return broken;
  },
  import({ usage, cost }, { table }) {
    const sum = usage.reduce((total, each) => total + (each.cost ?? 0), 0);
    const broken = cost !== null && !near(sum, cost) ? [`the usage costs ${cost}, its rows ${sum}`] : [];
    return [...broken, ...unshown(numbersIn(table), [cost])];
  },
};

/** JSON is valid and its totals are its parts; CSV has the amounts of the JSON, and the table shows them. */
export function brokenAmounts(command, shown) {
  let answer;
  try {
    answer = JSON.parse(shown.json);
  } catch (error) {
    return [`JSON that is none: ${error.message}`];
  }
  return BY_COMMAND[command](answer, shown);
}

const spoken = (key) => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What flags that are laid over a workload are called in it. */
const KEY_OF = {
  'cache-ttl': ['cacheTtl'],
  'reads-per-write': ['readsPerWrite'],
  'cache-hit': ['cacheHitRatio'],
  batch: ['batchEligible'],
};

/** True when the notes of an answer, or what was said beside it, speak of a key or a flag. */
export function told(key, { stdout, stderr }) {
  const { warnings, assumptions } = JSON.parse(stdout);
  const texts = [...warnings, ...assumptions].map(({ text }) => text).join('\n');
  return [key, spoken(key), ...(KEY_OF[key] ?? [])].some((word) => texts.includes(word) || stderr.includes(word));
}
