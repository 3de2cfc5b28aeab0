import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words } from '../support/transcript.ts';
import { within } from '../support/within.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A contract that was signed, as a file. */
function contract(name: string, provider: string, commitment: number): string {
  const path = join(folder, `${name}.yaml`);
  const text = `provider: ${provider}\nsigned: true\nstart: 2026-09-01\ncommitment: ${commitment}\nper: month\ndiscount: 12%\nfulfilment: monthly\noverage: contract\ntermMonths: 12\n`;
  writeFileSync(path, text);
  return path;
}

/** Runs the real binary. */
function track(line: string) {
  const argv = ['bin/tokencost.js', 'track', ...words(`${line} --as-of 2026-10-20 --format json`)];
  const { stdout, stderr, status } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  return { stderr, status, answer: status === 2 ? undefined : (JSON.parse(stdout) as Answer) };
}

interface Answer {
  readonly contracts: readonly { readonly provider: string; readonly used: number; readonly commitment: number }[];
  readonly broken: readonly { readonly provider: string; readonly rule: string }[];
}

const USAGE = 'fixtures/audit/anthropic-autumn.csv';

describe('what a monthly job may fail on', () => {
  // About 31,000 are expected by the end of the month.
  test.each([
    [60_000, 'shortfall', 3],
    [60_000, 'overage', 0],
    [60_000, 'utilisation<80%', 3],
    [60_000, 'utilization<80%', 3],
    [60_000, 'utilisation<40%', 0],
    [20_000, 'shortfall', 0],
    [20_000, 'overage', 3],
    [20_000, 'utilisation<80%', 0],
  ])('%d a month, %s: exit %d', (commitment, rule, code) => {
    const path = contract(`anthropic-${commitment}`, 'anthropic', commitment);
    const { status, stderr, answer } = track(`--contract ${path} --usage ${USAGE} --fail-on "${rule}"`);
    expect([stderr, status]).toEqual(['', code]);
    const name = rule.split('<')[0]?.replace('utilization', 'utilisation');
    expect(answer?.broken.map((each) => [each.provider, each.rule])).toEqual(code === 0 ? [] : [['anthropic', name]]);
  });

  test('a rule that is none is refused with the rules there are', () => {
    const path = contract('anthropic-1', 'anthropic', 1);
    const { status, stderr } = track(`--contract ${path} --usage ${USAGE} --fail-on utilisation`);
    expect(status).toBe(2);
    expect(stderr).toContain('shortfall, overage or utilisation<80%');
  });
});

test('several contracts are held each against the usage of its provider, as each is alone', () => {
  const anthropic = contract('anthropic', 'anthropic', 30_000);
  const openai = contract('openai', 'openai', 500);
  const usage = `--usage ${USAGE} fixtures/audit/openai-usage.csv`;
  const both = track(`--contract ${anthropic} ${openai} ${usage} --fail-on overage --fail-on shortfall`);
  const alone = [anthropic, openai].map((path) => track(`--contract ${path} ${usage}`).answer?.contracts[0]);
  expect(both.answer?.contracts).toEqual(alone);
  expect(both.answer?.contracts.map(({ provider }) => provider)).toEqual(['anthropic', 'openai']);
  expect(both.status).toBe(3);
});

interface Ahead {
  readonly contracts: readonly {
    readonly kind: string;
    readonly provider: string;
    readonly commitment: number;
    readonly window: { readonly start: string; readonly end: string };
    readonly projected: { readonly expected: number };
    readonly shortfall: { readonly expected: number };
    readonly elsewhere: readonly {
      readonly through: string;
      readonly drawsDown: number;
      readonly paidThere: number;
      readonly fills: number;
      readonly costPerDollar: number;
      readonly isOwed: boolean;
    }[];
    readonly floor: { readonly verdict: string; readonly monthlyList: number } | null;
    readonly daysAhead: readonly { readonly day: string; readonly kind: string; readonly subject: string | null }[];
  }[];
}

const AHEAD = [
  '--contract fixtures/audit/anthropic-renewing.yaml --offers fixtures/audit/clouds.yaml',
  `--usage ${USAGE} fixtures/audit/elsewhere-openrouter.csv fixtures/audit/bedrock-cur.csv`,
].join(' ');

describe('what lies ahead of contracts', () => {
  const ahead = (line: string) =>
    JSON.parse(
      spawnSync(process.execPath, ['bin/tokencost.js', 'track', ...words(`${line} --as-of 2026-10-18 --format json`)], {
        encoding: 'utf8',
      }).stdout,
    ) as Ahead;

  test('what is bought elsewhere draws nothing down, and would use the commitment up at a cost by the dollar', () => {
    const [contract] = ahead(AHEAD).contracts;
    const [alone] = ahead(`--contract fixtures/audit/anthropic-renewing.yaml --usage ${USAGE}`).contracts;
    expect(contract?.projected).toEqual(alone?.projected);
    // Thirteen days at 75 dollars; and at 120 + 0.3 d dollars on day d of October; 12% off under the contract.
    const found = contract?.elsewhere.map(({ through, paidThere, drawsDown, isOwed }) => [
      through,
      paidThere,
      drawsDown,
      isOwed,
    ]);
    expect(found).toEqual([
      ['openrouter', 975, 858, false],
      ['bedrock', 1657.5, 1458.6, true],
    ]);
    // The commitment is owed in any case: what is paid at OpenRouter falls away. At Bedrock it is owed to the cloud.
    expect(contract?.elsewhere.map(({ costPerDollar }) => costPerDollar)).toEqual([-1.1364, 0]);
    expect(alone?.elsewhere).toEqual([]);
  });

  test('a commitment to a cloud is drawn down by its marketplace and by other spend', () => {
    const [, aws] = ahead(AHEAD).contracts;
    // 182 days at 120 + 0.3 d dollars, and 5,000 a month of other spend.
    expect([aws?.kind, aws?.provider, aws?.window, aws?.projected.expected, aws?.shortfall.expected]).toEqual([
      'cloud',
      'aws',
      { start: '2026-10-19', end: '2027-04-18' },
      57_818.7,
      2_181.3,
    ]);
  });

  test('a commitment to a cloud needs no contract', () => {
    const { contracts } = ahead('--offers fixtures/audit/clouds.yaml --usage fixtures/audit/bedrock-cur.csv');
    expect(contracts.map(({ kind, provider }) => [kind, provider])).toEqual([['cloud', 'aws']]);
  });

  test('notice, renewal, credits and the end of a model stand among the days ahead, and the floor beside the spend', () => {
    const [contract] = ahead(AHEAD).contracts;
    expect(contract?.daysAhead.map(({ day, kind }) => [day, kind])).toEqual([
      ['2026-10-31', 'windowEnds'],
      ['2026-11-30', 'creditLapses'],
      ['2026-11-30', 'retires'],
      ['2027-06-02', 'notice'],
      ['2027-08-31', 'renews'],
    ]);
    expect(contract?.floor?.verdict).toBe('below');
  });

  test('as rows of the FOCUS dataset of commitments: a row a window, adding up to what is due over the term', () => {
    const argv = [
      'bin/tokencost.js',
      'track',
      '--contract',
      'fixtures/audit/anthropic-quarters.yaml',
      '--usage',
      USAGE,
    ];
    const { stdout } = spawnSync(process.execPath, [...argv, '--format', 'focus', '--as-of', '2026-10-18'], {
      encoding: 'utf8',
    });
    const [head = '', ...rows] = stdout.trim().split('\r\n');
    const columns = head.split(',');
    expect(columns).toHaveLength(13);
    const costs = rows.map((row) => Number(row.split(',')[columns.indexOf('ContractCommitmentCost')]));
    // Half of 30,000 a month for six months, and all of it for six.
    expect(costs).toEqual([45_000, 45_000, 90_000, 90_000]);
    expect(rows.at(-1)).toContain('2027-06-01T00:00:00Z');
    expect(rows.at(-1)).toContain('2027-09-01T00:00:00Z');
  });
});

interface Projection {
  readonly contracts: readonly {
    readonly carriedOver: number;
    readonly projected: { readonly expected: number; readonly p90: number };
    readonly shortfall: { readonly expected: number; readonly odds: number };
    readonly overage: { readonly expected: number };
  }[];
}

/**
 * Simulated apart with numpy: the days of the file at its list price less 12%, a straight line through the last 28 of them,
 * its level and slope drawn with their standard errors, the spread of the days around it added; a million ends of the window
 * each. The largest standard errors are 0.2% of what is shown.
 */
describe('a projection through the binary agrees with a simulation in another language', () => {
  test.each([
    ['a month', 'fulfilment: monthly', 30_880, 33_240, 798, 0.526, 678],
    ['a month with rollover', 'fulfilment: monthly\nrollover: 50%', 30_880, 33_240, 798, 0.526, 98],
    ['a quarter', 'fulfilment: quarterly', 88_280, 99_839, 6_439, 0.7, 1_719],
    ['a year', 'fulfilment: annual', 405_628, 803_314, 107_754, 0.457, 141_382],
    ['a year with a ramp', 'fulfilment: annual\nramp: [50%, 100%]', 405_628, 803_314, 70_697, 0.341, 197_326],
  ])('%s', (_, terms, expected, p90, short, odds, over) => {
    const path = join(folder, 'simulated.yaml');
    const head = 'provider: anthropic\nsigned: true\nstart: 2026-09-01\ncommitment: 31_000\nper: month\n';
    writeFileSync(path, `${head}discount: 12%\ntermMonths: 12\n${terms}\n`);
    const { answer } = track(`--contract ${path} --usage ${USAGE}`);
    const [one] = (answer as unknown as Projection).contracts;
    if (one === undefined) throw new Error('a contract is tracked');
    const NEAR = 0.01;
    within(one.projected.expected, expected, NEAR);
    within(one.projected.p90, p90, NEAR);
    within(one.shortfall.expected, short, NEAR);
    within(one.shortfall.odds, odds, NEAR);
    within(one.overage.expected, over, NEAR);
  });
});

describe('what the usage given does not tell', () => {
  /** The page, for a contract of these further keys. */
  function page(keys: string, usage = USAGE, more = '') {
    const path = join(folder, 'untold.yaml');
    writeFileSync(path, keys);
    const argv = ['bin/tokencost.js', 'track', '--contract', path, '--usage', ...words(`${usage} ${more}`)];
    const { stdout, stderr } = spawnSync(process.execPath, [...argv, '--format', 'markdown'], { encoding: 'utf8' });
    return { stdout, stderr };
  }
  const YEAR =
    'provider: anthropic\nsigned: true\ncommitment: 300000\nper: year\nfulfilment: annual\ndiscount: 12%\ntermMonths: 12\n';

  test('days of the window before the first usage are said, and not counted in silence', () => {
    const { stdout } = page(`${YEAR}start: 2026-06-15\n`, USAGE, '--as-of 2026-10-20');
    expect(stdout).toContain('No usage is known of 2026-06-15 to 2026-08-31: those days count as nothing here.');
    expect(page(`${YEAR}start: 2026-09-01\n`, USAGE, '--as-of 2026-10-20').stdout).not.toContain(
      'No usage is known of',
    );
  });

  test('a price that changes within the window is said not to be in what lies ahead', () => {
    const vendor = YEAR.replace('anthropic', 'vendor');
    const more = '--card fixtures/audit/vendor-card.yaml --as-of';
    const used = join(folder, 'dated.csv');
    writeFileSync(
      used,
      'day,model,uncachedInput,output\n2026-06-02,dated,1000000,500000\n2026-07-01,dated,1000000,500000\n',
    );
    const text = 'prices that change on 2026-07-01 are not in it';
    expect(page(`${vendor}start: 2026-06-01\n`, used, `${more} 2026-06-30`).stdout).toContain(text);
    expect(page(`${vendor}start: 2026-06-01\n`, used, `${more} 2026-07-02`).stdout).not.toContain(text);
  });

  test('a contract that does not say that it was signed is told, and one that says that it was not is refused', () => {
    const start = 'start: 2026-09-01\n';
    const { stdout, stderr } = page(`${YEAR.replace('signed: true\n', '')}${start}`, USAGE, '--as-of 2026-10-20');
    expect(stdout).toContain('used by 2026-10-20');
    expect(stderr).toContain('does not say signed: true; its terms are taken as if it did.');
    const refused = page(`${YEAR.replace('true', 'false')}${start}`, USAGE, '--as-of 2026-10-20');
    expect([refused.stdout, refused.stderr]).toEqual(['', expect.stringContaining('it says signed: false')]);
  });
});

describe('usage that a contract cannot be held against is refused, with the reason', () => {
  const HEAD = 'day,model,mode,uncachedInput,output';

  test.each([
    [
      'of another provider',
      '2026-10-01,gpt-5.4,standard,1000,1000',
      /all of it is of openai, and \S+strange\.yaml is a contract with anthropic\. \[badValue\]/,
    ],
    [
      'of days to come',
      '2026-12-01,claude-sonnet-4.5,standard,1000,1000',
      /all of it is of days after 2026-10-20, up to which usage counts; give that of days before, or a later --as-of\. \[badValue\]/,
    ],
  ])('%s', (name, row, message) => {
    const usage = join(folder, 'strange.csv');
    writeFileSync(usage, `${HEAD}\n${row}\n`);
    const { status, stderr } = track(`--contract ${contract('strange', 'anthropic', 1000)} --usage ${usage}`);
    expect(stderr, name).toMatch(message);
    expect(status).toBe(2);
  });

  test('a copy under another name', () => {
    const [one, copy] = [join(folder, 'one.csv'), join(folder, 'copy.csv')];
    for (const path of [one, copy]) writeFileSync(path, `${HEAD}\n2026-10-01,claude-sonnet-4.5,standard,1000,1000\n`);
    const { status, stderr } = track(`--contract ${contract('twice', 'anthropic', 1000)} --usage ${one} ${copy}`);
    expect(stderr).toMatch(/one\.csv and \S+copy\.csv hold the same rows of 2026-10-01\. \[usage\]/);
    expect(status).toBe(2);
  });
});
