import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { run } from '../support/transcript.ts';

const WORK = ['--profile', 'fixtures/profiles/showback.yaml', '--offers', 'fixtures/offers/more-than-used.yaml'];
const PLAIN = ['--as-of', '2026-11-27', '--quiet'];

interface Line {
  readonly kind: string;
  readonly name: string | null;
  readonly ownCost: number;
  readonly sharedCost: number;
  readonly effectiveCost: number;
  readonly units: readonly { readonly name: string; readonly count: number; readonly costPerUnit: number }[];
}

async function told(command: readonly string[], more: readonly string[]) {
  const { stdout } = await run([...command, ...WORK, ...PLAIN, ...more, '--format', 'json']);
  const answer = JSON.parse(stdout);
  return { answer, lines: answer.allocation.lines as readonly Line[] };
}
const costs = (lines: readonly Line[]) => lines.map(({ name, effectiveCost }) => [name, effectiveCost]);

/**
 * At 20% off, support draws 42,000 and product 15,200 of a commitment of 59,000, so that 1,800 buys nothing. Notes cost
 * 1,905 at list, and 1,524 at the 20% that TokenMart takes off.
 */
describe('who causes a bill', () => {
  const check = ['check', '--max', '100k'];

  test('a commitment that nobody used up goes by what each draws of it', async () => {
    const { answer, lines } = await told(check, ['--by', 'tag:team']);
    expect(costs(lines)).toEqual([
      ['support', 43321.6783216783],
      ['product', 15678.3216783217],
      [null, 1905],
    ]);
    expect(lines.map(({ kind }) => kind)).toEqual(['group', 'group', 'untagged']);
    expect(answer.allocation.total).toBe(answer.amount);
    expect(answer.allocation.shared).toEqual([{ kind: 'unusedCommitment', of: 'anthropic', amount: 1800 }]);
    expect(lines[0]?.units).toEqual([
      { name: 'ticket', count: 120000, cost: 43321.6783216783, costPerUnit: 0.361013986 },
    ]);
  });

  test.each([
    [
      'even',
      [
        ['support', 42900],
        ['product', 16100],
        [null, 1524],
      ],
    ],
    [
      'unallocated',
      [
        ['support', 42000],
        ['product', 15200],
        [null, 1524],
        [null, 1800],
      ],
    ],
  ] as const)('or %s, which is named', async (rule, expected) => {
    const { answer, lines } = await told(['decide'], ['--by', 'tag:team', '--shared', rule]);
    expect(costs(lines)).toEqual(expected);
    expect([answer.allocation.sharedBy, answer.allocation.total]).toEqual([rule, answer.plan.effectiveCost]);
    const { stdout } = await run(['decide', ...WORK, ...PLAIN, '--by', 'tag:team', '--shared', rule]);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`--shared ${rule}`);
  });

  test.each([
    ['provider', ['anthropic', 'openai']],
    ['model', ['claude-opus-4.7', 'gpt-5.4']],
    ['workload', ['ticket-replies', 'search-answers', 'meeting-notes']],
    ['channel', ['direct', 'tokenmart']],
  ])('by %s', async (key, names) => {
    const { lines } = await told(['decide'], ['--by', key]);
    expect(lines.map(({ name }) => name)).toEqual(names);
  });

  test('CSV and FOCUS hold the same parts, in Tags', async () => {
    const asked = ['decide', ...WORK, ...PLAIN, '--by', 'tag:team', '--format'];
    const csv = (await run([...asked, 'csv'])).stdout.split('\r\n').map((line) => line.split(','));
    const at = csv[0]?.indexOf('effectiveCost') ?? -1;
    expect(csv.slice(1, 5).map((row) => [row[1], row[2], row[at]])).toEqual([
      ['group', 'support', '43321.6783216783'],
      ['unit', 'support', ''],
      ['group', 'product', '15678.3216783217'],
      ['untagged', '', '1524'],
    ]);
    const { stdout } = await run([...asked, 'focus']);
    const unused = stdout.split('\r\n').filter((line) => line.includes('unused commitment'));
    expect(unused.map((line) => /\(drawdown\)"?/.test(line))).toEqual([true, true]);
    // 1,800 x 42,000 / 57,200 and x 15,200 / 57,200.
    expect(unused.map((line) => [line.includes('1321.6783216783'), line.includes('478.3216783217')])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(unused.map((line) => /""team"":""(\w+)""/.exec(line)?.[1])).toEqual(['support', 'product']);
  });

  test('shares sum to 1 in JSON and in CSV, and to 100.0% on a page', async () => {
    const profile = ['a', 'b', 'c'].map(
      (name) => `  - { name: ${name}, model: gpt-5.4, tokens: { input: 1M, output: 1M } }`,
    );
    const text = ['workloads:', ...profile].join('\n');
    const asked = ['estimate', '--profile', '-', ...PLAIN, '--by', 'workload', '--format'];
    const { allocation } = JSON.parse((await run([...asked, 'json'], text)).stdout);
    const shares = ['0.3333333334', '0.3333333333', '0.3333333333'];
    expect(allocation.lines.map(({ share }: { readonly share: number }) => String(share))).toEqual(shares);
    const rows = (await run([...asked, 'csv'], text)).stdout.split('\r\n').slice(1, 4);
    expect(rows.map((row) => row.split(',')[7])).toEqual(shares);
    const page = (await run([...asked, 'table'], text)).stdout;
    expect([...page.matchAll(/(3\d\.\d)% │\n/g)].map(([, share]) => share)).toEqual(['33.4', '33.3', '33.3']);
  });

  test('units that nobody asks the cost of are told, and not where they are used', async () => {
    const text = async (more: readonly string[]) => (await run(['estimate', ...WORK, ...PLAIN, ...more])).stdout;
    expect(await text([])).toContain('units of the profile are not used here');
    const used = await text(['--by', 'workload']);
    expect(used).not.toContain('units of the profile are not used here');
    expect(used).toContain('a ticket (');
  });
});

describe('who used a contract', () => {
  const asked = ['track', '--contract', 'fixtures/audit/teams-contract.yaml', '--usage', 'fixtures/usage/teams.csv'];
  const usedBy = async (day: string, more: readonly string[] = []) => {
    const { stdout } = await run([...asked, '--as-of', day, '--by', 'tag:team', '--format', 'json', ...more]);
    const [contract] = JSON.parse(stdout).contracts;
    return { contract, lines: contract.usedBy.lines as readonly Line[] };
  };

  // 20% off $5 and $25 a million: support 100M in and 20M out, product 100M in, nobody 40M in; 2,000 is due.
  test('while its window runs, what was used', async () => {
    const { contract, lines } = await usedBy('2026-10-20');
    expect(costs(lines)).toEqual([
      ['support', 800],
      ['product', 400],
    ]);
    expect(contract.usedBy.total).toBe(contract.used);
  });

  test('without what was bought elsewhere, which draws nothing down', async () => {
    const contract = ['--contract', 'fixtures/audit/anthropic-renewing.yaml', '--offers', 'fixtures/audit/clouds.yaml'];
    const usage = ['anthropic-autumn.csv', 'elsewhere-openrouter.csv', 'bedrock-cur.csv'];
    const files = ['--usage', ...usage.map((file) => `fixtures/audit/${file}`)];
    const argv = ['track', ...contract, ...files, '--as-of', '2026-10-18', '--by', 'model', '--format', 'json'];
    const [found] = JSON.parse((await run(argv)).stdout).contracts;
    expect(found.elsewhere).not.toEqual([]);
    expect([found.usedBy.total, found.used]).toEqual([17_831.689876968, 17_831.689876968]);
  });

  test('once usage is known to its last day, what is due for it', async () => {
    const { contract, lines } = await usedBy('2026-10-31', ['--shared', 'unallocated']);
    expect(costs(lines)).toEqual([
      ['support', 800],
      ['product', 400],
      [null, 160],
      [null, 640],
    ]);
    expect(contract.usedBy.total).toBe(contract.commitment);
  });

  test.each([['2026-11-01'], ['2027-03-15'], ['2028-01-01']])('and on a day after it, %s', async (day) => {
    const { contract } = await usedBy(day, ['--shared', 'unallocated']);
    const [{ window, usedBy: ended }, ...others] = contract.endedWindows;
    expect(others).toEqual([]);
    expect(window).toEqual({ start: '2026-10-01', end: '2026-10-31' });
    expect(costs(ended.lines)).toEqual([
      ['support', 800],
      ['product', 400],
      [null, 160],
      [null, 640],
    ]);
    const of = async (format: string) =>
      (await run([...asked, '--as-of', day, '--by', 'tag:team', '--format', format])).stdout;
    expect(await of('table')).toContain('Anthropic, 2026-10-01 to 2026-10-31: used by team, US dollars');
    const rows = (await of('csv')).split('\r\n').filter((line) => line.endsWith(',2026-10-01,2026-10-31'));
    expect(rows.map((line) => line.split(',')[7])).toEqual(['1176.4705882353', '588.2352941176', '235.2941176471']);
  });

  test('a window that nobody used, between two that were, is whole due', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'showback-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const usage = join(folder, 'usage.csv');
    const [head, first] = readFileSync('fixtures/usage/teams.csv', 'utf8').split('\n');
    writeFileSync(usage, [head, first, first?.replace('2026-10-01', '2026-12-05')].join('\n'));
    const argv = [...asked.slice(0, 3), '--usage', usage, '--as-of', '2026-12-10', '--by', 'tag:team'];
    const [contract] = JSON.parse((await run([...argv, '--format', 'json'])).stdout).contracts;
    const ended = contract.endedWindows.map((each: { readonly usedBy: { readonly lines: readonly Line[] } }) =>
      each.usedBy.lines.map(({ kind, effectiveCost }) => [kind, effectiveCost]),
    );
    expect(ended).toEqual([[['group', 2000]], [['unallocated', 2000]]]);
  });

  test.each([
    ['provider', ['anthropic']],
    ['model', ['claude-opus-4.7']],
    ['channel', ['direct']],
  ])('by %s, which all usage has', async (key, names) => {
    const argv = [...asked, '--as-of', '2026-10-20', '--by', key, '--format', 'json'];
    const [contract] = JSON.parse((await run(argv)).stdout).contracts;
    expect(contract.usedBy.lines.map(({ name }: Line) => name)).toEqual(names);
    expect(contract.usedBy.total).toBe(contract.used);
  });

  test('by the cloud whose marketplace a contract was signed through', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'showback-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const contract = join(folder, 'contract.yaml');
    writeFileSync(
      contract,
      `${readFileSync('fixtures/audit/teams-contract.yaml', 'utf8').replace('start: 2026-10-01', 'start: 2026-09-01')}\nthrough: bedrock\n`,
    );
    const argv = ['track', '--contract', contract, '--usage', 'fixtures/audit/bedrock-cur.csv'];
    const asOf = ['--as-of', '2026-10-18', '--by', 'channel', '--format', 'json'];
    const { stdout, stderr } = await run([...argv, ...asOf]);
    expect(stderr).not.toContain('[');
    const [found] = JSON.parse(stdout).contracts;
    expect(found.usedBy.lines.map(({ name }: Line) => name)).toEqual(['bedrock']);
  });

  test('by workload it is refused, with why', async () => {
    const { exitCode, stdout, stderr } = await run([...asked, '--as-of', '2026-10-20', '--by', 'workload']);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(
      'Workloads are of a profile, and usage names none; tell it apart by provider, model, channel',
    );
  });
});

describe('what --by cannot tell', () => {
  const check = ['check', ...WORK, ...PLAIN, '--max', '100k', '--by', 'tag:team'];

  test.each([
    [['decide', ...WORK, '--by', 'tag:team', '--brief'], '--by does not fit --brief.'],
    [['check', ...WORK, '--by', 'tag:team', '--max', '1', '--format', 'sarif'], 'table, json, csv, markdown, html.'],
    [['decide', ...WORK, '--by', 'tag:team', '--format', 'xlsx'], 'table, json, csv, markdown, html, focus.'],
    [['import', 'fixtures/usage/openai.csv', '--min-share', '2%'], '--min-share needs --by.'],
  ])('%j is refused with what does', async (argv, said) => {
    const { exitCode, stderr } = await run(argv);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(said)]);
  });

  test('stands in a further CSV as in the first, and is said to be in no report of limits', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'showback-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [csv, sarif] = ['lines.csv', 'check.sarif'].map((name) => join(folder, name));
    const loud = check.filter((word) => word !== '--quiet');
    const { stderr } = await run([...loud, '--also', `csv=${csv}`, '--also', `sarif=${sarif}`]);
    expect(readFileSync(csv ?? '', 'utf8')).toBe((await run([...check, '--format', 'csv'])).stdout);
    expect(stderr).toContain('What --by tells apart is not in sarif: such a report is of limits.');
  });

  test.each([['estimate'], ['decide'], ['check']])(
    '%s says a tag that no workload has, and what is near',
    async (name) => {
      const asked = [name, ...WORK, ...(name === 'check' ? ['--max', '100k'] : []), '--by', 'tag:taem'];
      const { stderr } = await run(asked);
      expect(stderr).toContain('No workload has the tag taem; did you mean team? All of the cost is one line.');
      expect((await run(asked.map((word) => word.replace('taem', 'team')))).stderr).not.toContain(
        'No workload has the tag',
      );
    },
  );

  test('an unknown cost is not nothing', async () => {
    const profile = [
      'workloads:',
      '  - { name: embeds, model: text-embedding-3-small, tokens: { input: 1M, output: 1M }, tags: { team: search } }',
      '  - { name: chat, model: gpt-5.4, tokens: { input: 1M, output: 1M }, tags: { team: support } }',
    ].join('\n');
    const asked = ['estimate', '--profile', '-', '--by', 'tag:team', '--as-of', '2026-11-27', '--quiet'];
    const { stdout } = await run(asked, profile);
    expect(stdout).toMatch(/│ search +│ unpriced │ +unpriced │ +\$0\.00 │ +unpriced │ +│/);
    const json = JSON.parse((await run([...asked, '--format', 'json'], profile)).stdout);
    expect(json.allocation.lines[0]).toMatchObject({ listCost: null, ownCost: null, effectiveCost: null, share: null });
    expect((await run([...asked, '--format', 'csv'], profile)).stdout).toContain('tag:team,group,search,,,0,,,false,');
    // Of a part with a price, that is the least: 1M at $0.02 a million.
    const held = ['check', '--profile', '-', '--max', '1k', '--by', 'tag:team', '--as-of', '2026-11-27', '--quiet'];
    expect((await run(held, profile)).stdout).toMatch(/│ search +│ +at least \$0\.02 │ +at least \$0\.02 │/);
  });
});

test('what is used over a commitment costs what the contract says of overage', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'showback-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const usage = join(folder, 'usage.csv');
  // 200M and 100M in at $5 are 1,000 and 500 at list, 800 and 400 at 20% off: 200 over 1,000, which cost 250 at list.
  writeFileSync(
    usage,
    [
      'day,model,mode,uncachedInput,cacheRead,cacheWrite5m,cacheWrite30m,cacheWrite1h,output,requests,failedRequests,billed,team',
      '2026-10-05,claude-opus-4.7,standard,200000000,0,0,0,0,0,1,0,,support',
      '2026-10-06,claude-opus-4.7,standard,100000000,0,0,0,0,0,1,0,,product',
    ].join('\n'),
  );
  const contract = join(folder, 'contract.yaml');
  writeFileSync(
    contract,
    'provider: anthropic\nsigned: true\nstart: 2026-10-01\ntermMonths: 12\ncommitment: 1k\nper: month\ndiscount: 20%\nfulfilment: monthly\noverage: list\n',
  );
  const asked = ['track', '--contract', contract, '--usage', usage, '--as-of', '2026-10-10', '--by', 'model'];
  const found = JSON.parse((await run([...asked, '--format', 'json'])).stdout).contracts[0];
  expect(found.used).toBe(1200);
  expect(found.usedBy.shared).toEqual([{ kind: 'overage', of: 'anthropic', amount: 50 }]);
  expect(found.usedBy.total).toBe(1250);
  expect((await run(asked)).stdout).toMatch(/used │ for overage │ +due/);
  const csv = (await run([...asked, '--format', 'csv'])).stdout.split('\r\n').map((line) => line.split(','));
  const cell = (name: string) => csv[1]?.[csv[0]?.indexOf(name) ?? -1];
  expect([cell('listCost'), cell('ownCost'), cell('sharedCost')]).toEqual(['', '1200', '50']);
});

describe('what a cloud is owed anyway', () => {
  const bought = (output: string, team: string) =>
    `  - { name: of-${team}, model: claude-opus-4.7, tokens: { input: 1B, output: ${output} }, tags: { team: ${team} }, units: { name: ticket, count: 30k } }`;
  /** $55,000 and $30,000 at list, of which $66,666.67 a month are owed to the cloud. */
  async function pageOf(rule: string) {
    const folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [profile, offers] = ['profile.yaml', 'offers.yaml'].map((name) => join(folder, name));
    writeFileSync(profile ?? '', ['workloads:', bought('2B', 'blue'), bought('1B', 'red'), ''].join('\n'));
    writeFileSync(
      offers ?? '',
      'cloudCommitments:\n  aws: { remaining: 2M, monthsLeft: 12, otherMonthlySpend: 100k }\n',
    );
    const argv = ['decide', '--profile', profile ?? '', '--offers', offers ?? '', '--by', 'tag:team', '--shared', rule];
    const { stdout } = await run([...argv, ...PLAIN]);
    return stdout.slice(stdout.indexOf('Cost by')).replaceAll(/\s+/g, ' ');
  }

  test('comes off, and a line below 0 says why it is', async () => {
    const by = await pageOf('drawdown');
    expect(by).toContain('what aws is owed anyway, which comes off what is bought through it: -$66,666.67.');
    expect(by).not.toContain('below 0');
    expect(await pageOf('even')).toContain(
      'red is below 0: more comes off it than it costs alone, so that the other lines sum to more than the total.',
    );
    expect(await pageOf('unallocated')).toContain('(not allocated) is below 0: more comes off it');
  });

  test('leaves the cost of units as it stands in the table, to the cent', async () => {
    const page = await pageOf('drawdown');
    const shown = /│ blue │ .*? │ (\$[\d,.]+) │ [\d.]+% │/.exec(page)?.[1];
    expect(page).toContain(`(${shown} for 30,000)`);
    expect(await pageOf('even')).toContain('(-$3,333.34 for 30,000)');
  });
});
