import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Big from 'big.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// A contract with every clause, bills by a vendor with his own arithmetic, and one fault or two in each: through the binary.

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CONTRACT = `provider: vendor
signed: true
date: 2026-05-20
start: 2026-06-01
commitment: 300
per: month
discount: 20%
discounts: { wide: 10% }
fulfilment: monthly
overage: list
termMonths: 12
credits: [{ amount: 25, per: month }]
priceProtection: true
failedRequests: free
uptime: { target: 99.9%, credits: [{ below: 99.9%, credit: 10% }, { below: 99%, credit: 25% }], claimDays: 30 }
`;

interface Used {
  readonly day: string;
  readonly model: 'modes' | 'wide' | 'raised';
  readonly input: number;
  readonly output: number;
  readonly requests: number;
  readonly failed?: boolean;
}

/** June uses up the 300 on the 20th; July has begun. Of 20,040 requests in June 240 failed, in July none of 3,000. */
const USED: readonly Used[] = [
  { day: '2026-06-01', model: 'modes', input: 10_000_000, output: 2_000_000, requests: 5_000 },
  { day: '2026-06-10', model: 'modes', input: 12_000_000, output: 3_000_000, requests: 5_000 },
  { day: '2026-06-10', model: 'modes', input: 1_000_000, output: 100_000, requests: 240, failed: true },
  { day: '2026-06-10', model: 'wide', input: 9_000_000, output: 1_000_000, requests: 1_000 },
  { day: '2026-06-20', model: 'modes', input: 60_000_000, output: 7_000_000, requests: 5_000 },
  { day: '2026-06-29', model: 'modes', input: 11_000_000, output: 1_000_000, requests: 1_800 },
  { day: '2026-06-30', model: 'raised', input: 7_000_000, output: 900_000, requests: 2_000 },
  { day: '2026-07-01', model: 'modes', input: 3_000_000, output: 400_000, requests: 1_000 },
  { day: '2026-07-02', model: 'raised', input: 5_000_000, output: 700_000, requests: 1_000 },
  { day: '2026-07-03', model: 'wide', input: 8_000_000, output: 600_000, requests: 1_000 },
];

const PRICES = { modes: ['3.1', '15.7'], wide: ['1.3', '9.1'], raised: ['2.1', '10.5'] } as const;
const RAISED = ['2.9', '14.5'] as const;

const listOf = ({ model, input, output }: Used, prices: readonly string[] = PRICES[model]) =>
  new Big(prices[0] ?? 0)
    .times(input)
    .plus(new Big(prices[1] ?? 0).times(output))
    .div(1_000_000);
const rateOf = ({ model }: Used) => (model === 'wide' ? '0.9' : '0.8');

/** A line of the bill: what a vendor charges for a model of a day, or beside usage. */
interface Line {
  readonly day: string;
  readonly model?: string;
  readonly label: string;
  readonly amount: Big;
}

const find = (day: string, model: string) => {
  const found = USED.find((each) => each.day === day && each.model === model && each.failed !== true);
  if (found === undefined) throw new Error(`nothing is used of ${model} on ${day}`);
  return found;
};
const line = (day: string, model: string, amount: Big): Line => ({ day, model, label: `${model} tokens`, amount });

/** What is left of the 300 on the 20th, after 20% off, or 10% for wide: failed requests are free. */
const LEFT = new Big(300)
  .minus(listOf(find('2026-06-01', 'modes')).times('0.8'))
  .minus(listOf(find('2026-06-10', 'modes')).times('0.8'))
  .minus(listOf(find('2026-06-10', 'wide')).times('0.9'));

/** The right bill. Beyond the commitment usage is at list price. */
const RIGHT: readonly Line[] = [
  line('2026-06-01', 'modes', listOf(find('2026-06-01', 'modes')).times('0.8')),
  line('2026-06-10', 'modes', listOf(find('2026-06-10', 'modes')).times('0.8')),
  line('2026-06-10', 'wide', listOf(find('2026-06-10', 'wide')).times('0.9')),
  line('2026-06-20', 'modes', LEFT.plus(listOf(find('2026-06-20', 'modes')).minus(LEFT.div('0.8')))),
  line('2026-06-29', 'modes', listOf(find('2026-06-29', 'modes'))),
  line('2026-06-30', 'raised', listOf(find('2026-06-30', 'raised'))),
  ...['2026-07-01', '2026-07-02', '2026-07-03'].map((day) => {
    const used = USED.find((each) => each.day === day) ?? find(day, '');
    return line(day, used.model, listOf(used).times(rateOf(used)));
  }),
  { day: '2026-06-05', label: 'monthly credit', amount: new Big(-25) },
  { day: '2026-07-01', label: 'monthly credit', amount: new Big(-25) },
];

/** The bill with the amount of a model on a day worked out otherwise. */
const billing = (day: string, model: string, amount: Big) => (bill: readonly Line[]) =>
  bill.map((each) => (each.day === day && each.model === model ? { ...each, amount } : each));

interface Fault {
  readonly cause: string;
  readonly clause: string | undefined;
  readonly make: (bill: readonly Line[]) => readonly Line[];
}

const FAULTS: Readonly<Record<string, Fault>> = {
  'failed requests billed': {
    cause: 'failedRequests',
    clause: 'failedRequests',
    make: billing(
      '2026-06-10',
      'modes',
      USED.filter(({ day, model }) => day === '2026-06-10' && model === 'modes')
        .reduce((sum, each) => sum.plus(listOf(each)), new Big(0))
        .times('0.8'),
    ),
  },
  'overage at 1.2 times list': {
    cause: 'overage',
    clause: 'overage',
    make: billing('2026-06-30', 'raised', listOf(find('2026-06-30', 'raised')).times('1.2')),
  },
  'overage at the discount': {
    cause: 'overage',
    clause: undefined,
    make: billing('2026-06-29', 'modes', listOf(find('2026-06-29', 'modes')).times('0.8')),
  },
  'a shortfall of a commitment that was used up': {
    cause: 'shortfall',
    clause: 'commitment',
    make: (bill) => [...bill, { day: '2026-07-01', label: 'commitment shortfall', amount: new Big('41.5') }],
  },
  'a credit that did not arrive': {
    cause: 'creditMissing',
    clause: 'credits',
    make: (bill) => bill.filter(({ day, label }) => label !== 'monthly credit' || day !== '2026-06-05'),
  },
  'the raised price': {
    cause: 'priceProtection',
    clause: 'priceProtection',
    make: billing('2026-07-02', 'raised', listOf(find('2026-07-02', 'raised'), RAISED).times('0.8')),
  },
  'another discount of the model': {
    cause: 'discount',
    clause: 'discount',
    make: billing('2026-07-03', 'wide', listOf(find('2026-07-03', 'wide')).times('0.95')),
  },
  'the discount missing': {
    cause: 'discount',
    clause: 'discount',
    make: billing('2026-07-01', 'modes', listOf(find('2026-07-01', 'modes'))),
  },
};

const csv = (rows: readonly (readonly string[])[]) => `${rows.map((row) => row.join(',')).join('\n')}\n`;

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const usageText = (used: readonly Used[]) =>
  csv([
    ['day', 'model', 'mode', 'uncachedInput', 'output', 'requests', 'failedRequests'],
    ...used.map(({ day, model, input, output, requests, failed = false }) => [
      day,
      model,
      'standard',
      String(input),
      String(output),
      String(requests),
      failed ? String(requests) : '0',
    ]),
  ]);

const billText = (lines: readonly Line[]) =>
  csv([
    [
      'ChargePeriodStart',
      'ChargePeriodEnd',
      'ChargeCategory',
      'ChargeDescription',
      'BilledCost',
      'BillingCurrency',
      'SkuPriceDetails',
    ],
    ...lines.map(({ day, model, label, amount }) => [
      `${day}T00:00:00Z`,
      '',
      model === undefined && amount.lt(0) ? 'Credit' : model === undefined ? 'Purchase' : 'Usage',
      label,
      amount.toFixed(),
      'USD',
      model === undefined ? '' : `"{""x_ModelId"":""${model}""}"`,
    ]),
  ]);

interface Answer {
  readonly difference: number;
  readonly explained: number;
  readonly unexplained: number;
  readonly causes: readonly { readonly cause: string; readonly amount: number }[];
  readonly days: readonly { readonly difference: number }[];
  readonly claims: readonly { readonly clause: string; readonly what: string; readonly amount: number }[];
  readonly unbilledShortfalls: readonly { readonly start: string; readonly end: string; readonly amount: number }[];
  readonly uptimeCredits: readonly {
    readonly month: string;
    readonly requests: number;
    readonly failed: number;
    readonly credit: number;
    readonly amount: number;
    readonly claimBy: string;
  }[];
}

function audit(lines: readonly Line[], contract = CONTRACT, more: readonly string[] = []) {
  const argv = [
    ...['audit', '--card', 'fixtures/audit/vendor-card.yaml', '--as-of', '2026-07-05', '--format', 'json'],
    ...['--usage', write('usage.csv', usageText(USED)), '--bill', write('bill.csv', billText(lines))],
    ...['--contract', write('contract.yaml', contract), ...more],
  ];
  const { stdout, stderr, status } = spawnSync(process.execPath, ['bin/tokencost.js', ...argv], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return { status, answer: JSON.parse(stdout) as Answer };
}

const total = (lines: readonly Line[]) => lines.reduce((sum, { amount }) => sum.plus(amount), new Big(0));
const sumOf = (of: readonly { readonly amount: number }[]) =>
  of.reduce((sum, { amount }) => sum.plus(amount), new Big(0)).toFixed();

/** The faults, one after the other: what each of them moves. */
function struck(names: readonly string[]) {
  const causes: Record<string, Big> = {};
  let bill = RIGHT;
  for (const name of names) {
    const fault = FAULTS[name];
    if (fault === undefined) throw new Error(`no fault: ${name}`);
    const next = fault.make(bill);
    causes[fault.cause] = (causes[fault.cause] ?? new Big(0)).plus(total(next)).minus(total(bill));
    bill = next;
  }
  return {
    bill,
    causes: Object.fromEntries(Object.entries(causes).map(([cause, amount]) => [cause, amount.toFixed()])),
  };
}

function held(names: readonly string[]) {
  const { bill, causes } = struck(names);
  const { status, answer } = audit(bill);
  const told = Object.fromEntries(answer.causes.map(({ cause, amount }) => [cause, new Big(amount).toFixed()]));
  expect([names, told]).toEqual([names, causes]);
  expect(sumOf(answer.causes)).toBe(new Big(answer.difference).toFixed());
  expect(sumOf(answer.days.map(({ difference }) => ({ amount: difference })))).toBe(
    new Big(answer.difference).toFixed(),
  );
  expect(answer.unexplained).toBe(0);
  expect(status).toBe(3);
  return answer;
}

const NAMES = Object.keys(FAULTS);

describe('a bill against a contract with every clause', () => {
  test('without a fault has no finding but the credit for failures, which is no part of the difference', () => {
    const { status, answer } = audit(RIGHT);
    expect([answer.difference, answer.causes]).toEqual([0, []]);
    expect(answer.unbilledShortfalls).toEqual([]);
    // 240 of 20,040 requests failed: 98.80% is below 99%. A quarter of what the tokens of June cost, overage at list price.
    const spend = total(RIGHT.filter(({ day, model }) => day < '2026-07-01' && model !== undefined));
    expect(
      answer.uptimeCredits.map(({ month, requests, failed, credit, claimBy }) => [
        month,
        requests,
        failed,
        credit,
        claimBy,
      ]),
    ).toEqual([['2026-06', 20_040, 240, 0.25, '2026-07-30']]);
    expect(answer.uptimeCredits[0]?.amount).toBe(Number(spend.times('0.25').toFixed()));
    expect(answer.claims.map(({ clause }) => clause)).toEqual(['uptime']);
    expect(status).toBe(3);
  });

  test.each(NAMES)('%s: to the last digit, and claimed by its clause where it was too much', (name) => {
    const { claims } = held([name]);
    const clause = FAULTS[name]?.clause;
    expect(claims.map((each) => each.clause).filter((each) => each !== 'uptime')).toEqual(
      clause === undefined ? [] : [clause],
    );
  });

  const pairs = NAMES.flatMap((one, index) => NAMES.slice(index + 1).map((other) => [one, other] as const));
  test.each(pairs)('%s, and %s', (one, other) => {
    held([one, other]);
  });
});

describe('a contract that does not hold on every day of the bill', () => {
  const PLAIN = ['provider: vendor', 'signed: true', 'commitment: 0', 'per: month', 'discount: 20%', ''].join('\n');
  // Nothing protects the price that was raised in July.
  const list = (each: Used) =>
    listOf(each, each.model === 'raised' && each.day >= '2026-07-01' ? RAISED : PRICES[each.model]);
  const atList = USED.map((each) => line(each.day, each.model, list(each)));
  const from = (first: string, until = '9999-12-31') =>
    USED.map((each) => {
      const holds = each.day >= first && each.day <= until;
      return line(each.day, each.model, list(each).times(holds ? '0.8' : '1'));
    });

  test.each([
    ['it begins after the bill', 'start: 2026-08-01', atList],
    ['it ended before the bill', 'start: 2025-01-01\ntermMonths: 12', atList],
    ['it begins within the bill', 'start: 2026-06-29', from('2026-06-29')],
    ['it ends within the bill', 'start: 2025-07-01\ntermMonths: 12', from('2025-07-01', '2026-06-30')],
    ['it renews itself', 'start: 2025-01-01\ntermMonths: 12\nautoRenew: true', from('2025-01-01')],
    ['it states no term', 'start: 2025-01-01', from('2025-01-01')],
  ])('%s: list price counts on the days outside its term, and nothing is claimed of them', (_, dates, bill) => {
    const { answer, status } = audit(bill, `${PLAIN}${dates}\n`);
    expect([answer.difference, answer.causes, answer.claims, status]).toEqual([0, [], [], 0]);
  });

  const told = (contract: string) => {
    const argv = [
      ...['audit', '--card', 'fixtures/audit/vendor-card.yaml', '--as-of', '2026-07-05', '--format', 'markdown'],
      ...['--usage', write('usage.csv', usageText(USED)), '--bill', write('bill.csv', billText(atList))],
      ...['--contract', write('contract.yaml', contract)],
    ];
    return spawnSync(process.execPath, ['bin/tokencost.js', ...argv], { encoding: 'utf8' });
  };

  test('and the page says on which days it holds, where the bill has others', () => {
    const words = (dates: string) => told(`${PLAIN}${dates}\n`).stdout;
    const outside = 'usage of vendor on other days is expected at list price';
    expect(words('start: 2025-07-01\ntermMonths: 12')).toContain(`holds from 2025-07-01 to 2026-06-30: ${outside}`);
    expect(words('start: 2026-06-29')).toContain(`holds from 2026-06-29 on: ${outside}`);
    expect(words('start: 2026-06-01')).not.toContain(outside);
  });

  test('a proposal that was not signed is no contract', () => {
    const { status, stderr } = told(PLAIN.replace('signed: true', 'signed: false'));
    expect([status, stderr]).toEqual([2, expect.stringContaining('it says signed: false')]);
    const unsaid = told(PLAIN.replace('signed: true\n', ''));
    expect(unsaid.stderr).toContain('does not say signed: true');
  });
});

describe('a commitment that is not used up', () => {
  const larger = CONTRACT.replace('commitment: 300', 'commitment: 2_000');
  // Within it every model is at its discount.
  const within = RIGHT.map((each) => {
    const used = USED.find(({ day, model, failed }) => day === each.day && model === each.model && failed !== true);
    return used === undefined ? each : { ...each, amount: listOf(used).times(rateOf(used)) };
  });
  const june = within.filter(({ day, model }) => day < '2026-07-01' && model !== undefined);
  const left = new Big(2_000).minus(total(june));

  test('is told and no difference where the bill has no line for commitments', () => {
    const { answer } = audit(within, larger);
    expect([answer.difference, answer.causes]).toEqual([0, []]);
    expect(answer.unbilledShortfalls.map(({ start, end, amount }) => [start, end, new Big(amount).toFixed()])).toEqual([
      ['2026-06-01', '2026-06-30', left.toFixed()],
    ]);
  });

  test.each([
    ['right', '0', '2026-07-01'],
    ['right, on the last day of the window', '0', '2026-06-30'],
    ['too high', '12.34', '2026-07-01'],
    ['too low', '-7.07', '2026-07-01'],
  ])('is billed %s', (_, more, day) => {
    const bill = [...within, { day, label: 'commitment shortfall', amount: left.plus(more) }];
    const { answer } = audit(bill, larger);
    expect(answer.causes.map(({ cause, amount }) => [cause, new Big(amount).toFixed()])).toEqual(
      more === '0' ? [] : [['shortfall', more]],
    );
    expect(new Big(answer.difference).toFixed()).toBe(more);
  });
});

test('usage before the days of the bill draws the commitment down, too', () => {
  const late = RIGHT.filter(({ day }) => day >= '2026-06-29');
  const { answer } = audit(late, CONTRACT, ['--since', '2026-06-29']);
  expect([answer.difference, answer.causes]).toEqual([0, []]);
});

test('a discount of a model that the card does not have is refused', () => {
  const contract = write('stranger.yaml', CONTRACT.replace('wide: 10%', 'wider: 10%'));
  const files = ['--usage', write('u.csv', usageText(USED)), '--bill', write('b.csv', billText(RIGHT))];
  const argv = [
    'bin/tokencost.js',
    'audit',
    '--card',
    'fixtures/audit/vendor-card.yaml',
    ...files,
    '--contract',
    contract,
  ];
  const { stderr, status } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, expect.stringContaining('the card has no model of that name')]);
});

describe('a pair that is none gets one message', () => {
  const refused = (line: string) =>
    spawnSync(process.execPath, ['bin/tokencost.js', ...line.split(' ')], { encoding: 'utf8' });

  test('a contract with another provider than the one that billed', () => {
    const contract = write('openai.yaml', 'provider: openai\nsigned: true\ncommitment: 0\nper: month\ndiscount: 5%\n');
    const { status, stderr, stdout } = refused(
      `audit --usage fixtures/audit/anthropic-usage.csv --bill fixtures/audit/anthropic-cost.csv --contract ${contract}`,
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('is a contract with openai, and the usage and the bill are of anthropic');
  });

  test('usage without models, held against a contract', () => {
    const { status, stderr, stdout } = refused(
      'track --usage fixtures/audit/ungrouped-usage.csv --contract fixtures/audit/anthropic-contract.yaml',
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('none of its rows names a model');
  });
});

test('a contract of no commitment with a price of its own beyond one discounts nothing, as in a plan', () => {
  const files = ['--usage', 'fixtures/audit/bills/usage.csv', '--bill', 'fixtures/audit/bills/openai.csv'];
  const difference = (...more: readonly string[]) => {
    const argv = ['bin/tokencost.js', 'audit', ...files, ...more, '--as-of', '2026-11-23', '--format', 'json'];
    return JSON.parse(spawnSync(process.execPath, argv, { encoding: 'utf8' }).stdout).difference;
  };
  const signed = (overage: string) => {
    const path = join(folder, `${overage}.yaml`);
    const terms = `signed: true\nstart: 2026-10-01\ncommitment: 0\nper: year\ndiscount: 20%\noverage: ${overage}\n`;
    writeFileSync(path, `provider: openai\n${terms}`);
    return difference('--contract', path);
  };
  // The bill is at list price: the day without usage is all that is over, 323.50 of 1,247.25.
  expect([difference(), signed('list')]).toEqual([323.5, 323.5]);
  // With the discount on all of it, a fifth of the 923.75 used is over too.
  expect(signed('contract')).toBe(508.25);
});

describe('a credit that lapses', () => {
  const CONTRACT_OF_30 = `provider: anthropic
signed: true
date: 2026-08-20
start: 2026-09-01
commitment: 100000
per: year
discount: 20%
fulfilment: annual
overage: contract
termMonths: 12
credits: [{ amount: 30, expiresAfterDays: 10 }]
`;
  const HEADER =
    'ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeDescription,BilledCost,BillingCurrency,SkuPriceDetails\n';
  // 3.00 for a million of input: 5M are 12.00 after the discount, 20M are 48.00.
  const USED_BEFORE_AND_AFTER =
    'day,model,uncachedInput,output\n2026-09-03,claude-sonnet-4.5,5000000,0\n2026-09-20,claude-sonnet-4.5,20000000,0\n';
  const charge = (day: string, amount: string) =>
    `${day}T00:00:00Z,,Usage,tokens,${amount},USD,"{""x_ModelId"":""claude-sonnet-4.5""}"\n`;
  const CHARGES = charge('2026-09-03', '12.00') + charge('2026-09-20', '48.00');
  const held = (credit: string) => {
    const at = (name: string, text: string) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    };
    const files = [
      ['--contract', at('lapsing.yaml', CONTRACT_OF_30)],
      ['--usage', at('lapsing-usage.csv', USED_BEFORE_AND_AFTER)],
      ['--bill', at('lapsing-bill.csv', HEADER + CHARGES + credit)],
    ].flat();
    const options = ['--since', '2026-09-01', '--as-of', '2026-10-20', '--format', 'json'];
    const { stdout, status } = spawnSync(process.execPath, ['bin/tokencost.js', 'audit', ...files, ...options], {
      encoding: 'utf8',
    });
    return { ...JSON.parse(stdout), status };
  };

  test('is expected as far as there is use until it does', () => {
    const kept = held('2026-09-03T00:00:00Z,,Credit,Credit grant,-12.00,USD,\n');
    expect(kept).toMatchObject({ status: 0, expected: 48, difference: 0, causes: [], claims: [] });
  });

  test('and claimed no further', () => {
    const missing = held('');
    expect(missing).toMatchObject({ status: 3, expected: 48, difference: 12, unexplained: 0 });
    expect(missing.causes).toMatchObject([{ cause: 'creditMissing', amount: 12 }]);
    expect(missing.claims).toMatchObject([{ clause: 'credits', amount: 12 }]);
  });
});
