import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Big from 'big.js';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/transcript.ts';

type Row = Readonly<Record<string, string>>;
interface Applied {
  readonly ContractId: string;
  readonly ContractCommitmentId: string;
  readonly ContractCommitmentAppliedCost: number;
  readonly ContractCommitmentAppliedQuantity: null;
  readonly ContractCommitmentAppliedUnit: null;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'focus-versions-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const rowsIn = (text: string): Row[] => parse(text, { columns: true, bom: true });
const columnsIn = (text: string): string[] => (text.split('\r\n')[0] ?? '').split(',');
const total = (rows: readonly Row[], column: string) =>
  rows.reduce((sum, row) => sum.plus(row[column] ?? 'NaN'), new Big(0)).toFixed();
const appliedIn = (row: Row): Applied[] =>
  row['ContractApplied'] === '' ? [] : JSON.parse(row['ContractApplied'] ?? '').Elements;

const PORTFOLIO = ['decide', '--profile', 'fixtures/profiles/portfolio.yaml'];
const COMMITTED = [...PORTFOLIO, '--offers', 'fixtures/offers/take-or-pay.yaml'];
const CLOUD = [...PORTFOLIO, '--offers', 'fixtures/offers/cloud-commitment.yaml'];
const CREDIT = ['decide', '--profile', 'fixtures/profiles/small-use-prepaid.yaml'];
const LAPSING = [...CREDIT, '--offers', 'fixtures/offers/lapsing-credit.yaml'];
const FEES = [
  'decide',
  '--profile',
  'fixtures/profiles/two-streams.yaml',
  '--offers',
  'fixtures/offers/least-fee.yaml',
];
const SHARED = [
  ...['decide', '--profile', 'fixtures/profiles/showback.yaml'],
  ...['--offers', 'fixtures/offers/more-than-used.yaml'],
];
const VERSIONS = ['1.2', '1.3', '1.4'] as const;

async function written(line: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await run([...line, '--quiet']);
  if (exitCode !== 0) throw new Error(stderr);
  return stdout;
}

/** The file of a command line: several tests look at one plan, which is made once for all of them. */
const files = new Map<string, Promise<string>>();
function text(argv: readonly string[], version?: string): Promise<string> {
  const line = [...argv, '--format', 'focus', ...(version === undefined ? [] : ['--focus-version', version])];
  const known = files.get(line.join(' ')) ?? written(line);
  files.set(line.join(' '), known);
  return known;
}

/** Charges and the file of what is committed to, of one run. */
async function both(argv: readonly string[], version: string) {
  const path = join(folder, 'commitments.csv');
  const line = [...argv, '--focus-commitments', path, '--format', 'focus', '--focus-version', version];
  const charges = await written(line);
  const commitments = readFileSync(path, 'utf8');
  return { charges: rowsIn(charges), commitments: rowsIn(commitments), columns: columnsIn(commitments) };
}

/** Columns by the version, as the changelog and the migration guide of FOCUS_Spec have them. */
const PROVIDERS = ['ProviderName', 'PublisherName'];
const SINCE_1_3 = [
  ...['AllocatedMethodDetails', 'AllocatedMethodId', 'AllocatedResourceId', 'AllocatedResourceName', 'AllocatedTags'],
  ...['ContractApplied', 'HostProviderName', 'ServiceProviderName'],
];

describe('--focus-version', () => {
  test('1.2 is what is written where none is named', async () => {
    const argv = ['estimate', '--in', '1M', '--model', 'gpt-5.4'];
    expect(await text(argv)).toBe(await text(argv, '1.2'));
  });

  test('each version has its columns: 1.3 those of 1.2 and more, 1.4 no more the two that 1.3 replaces', async () => {
    const argv = ['estimate', '--in', '1M', '--model', 'gpt-5.4'];
    const [first = [], second = [], third = []] = await Promise.all(
      VERSIONS.map(async (version) => columnsIn(await text(argv, version))),
    );
    expect(first).toEqual(expect.arrayContaining(PROVIDERS));
    expect(second.filter((name) => !first.includes(name))).toEqual(SINCE_1_3);
    expect(first.filter((name) => !second.includes(name))).toEqual([]);
    expect(second.filter((name) => !third.includes(name))).toEqual(PROVIDERS);
    expect(third.filter((name) => !second.includes(name))).toEqual([]);
    for (const columns of [first, second, third]) {
      const theirs = columns.filter((name) => !name.startsWith('x_'));
      expect(theirs).toEqual(theirs.toSorted());
    }
  });

  test('who serves the work is the provider, the host and the issuer in every version', async () => {
    for (const row of rowsIn(await text(SHARED, '1.3'))) {
      expect([row['ServiceProviderName'], row['HostProviderName']]).toEqual([row['ProviderName'], row['ProviderName']]);
      expect(row['InvoiceIssuerName']).toBe(row['ProviderName']);
    }
  });

  const COSTS = ['BilledCost', 'ContractedCost', 'EffectiveCost', 'ListCost', 'PricingQuantity', 'x_BaselineCost'];
  test.each([
    ['a commitment that is not used up', COMMITTED],
    ['what a cloud is owed', CLOUD],
    ['credit that lapses', LAPSING],
    ['fees', FEES],
    ['shares', [...SHARED, '--by', 'tag:team']],
  ])('costs are the same in each, row by row, and those of the plan: %s', async (_, argv) => {
    const files = await Promise.all(VERSIONS.map(async (version) => rowsIn(await text(argv, version))));
    const [oldest = []] = files;
    const costsOf = (rows: readonly Row[]) => rows.map((row) => COSTS.map((name) => row[name]));
    for (const rows of files) expect(costsOf(rows)).toEqual(costsOf(oldest));
    const asked = argv.filter((word) => word !== '--by' && word !== 'tag:team');
    const { stdout } = await run([...asked, '--format', 'json', '--quiet']);
    const inJson = (key: string) => new RegExp(`"${key}": ([\\d.]+)`).exec(stdout)?.[1] ?? 'NaN';
    const near = (found: string, key: string) => expect(new Big(found).minus(inJson(key)).abs().lt('1e-8')).toBe(true);
    near(total(oldest, 'EffectiveCost'), 'effectiveCost');
    near(total(oldest, 'BilledCost'), 'billedCost');
    near(
      total(
        oldest.filter((row) => row['ChargeCategory'] === 'Usage'),
        'ListCost',
      ),
      'listCost',
    );
  });

  /** Rules of the requirements model of FOCUS 1.2 (finopsfoundation/focus_validator, model-1.2.0.1), which later versions keep. */
  const RULES: readonly (readonly [rule: string, isAgainst: (row: Row) => boolean])[] = [
    [
      'ChargeFrequency-C-004',
      (row) => row['ChargeCategory'] === 'Purchase' && row['ChargeFrequency'] === 'Usage-Based',
    ],
    ['EffectiveCost-C-005', (row) => row['ChargeCategory'] === 'Purchase' && Number(row['EffectiveCost']) !== 0],
    [
      'PricingQuantity-C-005',
      (row) => ['Usage', 'Purchase'].includes(row['ChargeCategory'] ?? '') && row['PricingQuantity'] === '',
    ],
    ['ListUnitPrice beside SkuPriceId', (row) => (row['SkuPriceId'] === '') !== (row['ListUnitPrice'] === '')],
    [
      'ContractedUnitPrice beside SkuPriceId',
      (row) => (row['SkuPriceId'] === '') !== (row['ContractedUnitPrice'] === ''),
    ],
    ['SkuMeter-C-004', (row) => (row['SkuId'] === '') !== (row['SkuMeter'] === '')],
    [
      'ConsumedQuantity of usage',
      (row) =>
        (row['ChargeCategory'] === 'Usage' && row['CommitmentDiscountStatus'] !== 'Unused') !==
        (row['ConsumedQuantity'] !== ''),
    ],
    [
      'DiscountHandling-A-012',
      (row) =>
        row['ChargeCategory'] === 'Purchase' &&
        row['CommitmentDiscountId'] !== '' &&
        row['ResourceId'] !== row['CommitmentDiscountId'],
    ],
    [
      'DiscountHandling-A-019',
      (row) => row['CommitmentDiscountStatus'] === 'Unused' && row['ResourceId'] !== row['CommitmentDiscountId'],
    ],
    ['ResourceType-C-004 and 005', (row) => (row['ResourceId'] === '') !== (row['ResourceType'] === '')],
    ['HostProviderName of 1.4', (row) => row['HostProviderName'] === ''],
    [
      'ContractCommitmentId is the ResourceId of its purchase, and of what is left of it',
      (row) =>
        row['ResourceId'] !== '' &&
        appliedIn(row).length > 0 &&
        appliedIn(row)[0]?.ContractCommitmentId !== row['ResourceId'],
    ],
  ];
  test.each(VERSIONS)('no row of %s is against a rule that can be looked at', async (version) => {
    for (const argv of [COMMITTED, CLOUD, LAPSING, FEES]) {
      for (const row of rowsIn(await text(argv, version))) {
        const kept = version === '1.2' ? { ...row, HostProviderName: 'none', ContractApplied: '' } : row;
        expect(RULES.filter(([, isAgainst]) => isAgainst(kept)).map(([rule]) => rule)).toEqual([]);
      }
    }
  });

  test('a file of each is read as usage, with the same tokens in it', async () => {
    const [first, ...others] = await Promise.all(
      VERSIONS.map(async (version) => {
        const path = join(folder, `usage-${version}.csv`);
        writeFileSync(path, await text(FEES, version));
        const { stdout } = await run(['import', path, '--as-of', '2026-11-30', '--format', 'json']);
        return JSON.parse(stdout).profile.workloads;
      }),
    );
    expect(first).toMatchObject([{ model: 'claude-opus-4.7' }]);
    for (const other of others) expect(other).toEqual(first);
  });

  test('a plan that leaves a workload out says so in each of its rows', async () => {
    const profile = join(folder, 'partly.yaml');
    const of = (name: string, model: string) =>
      `{ name: ${name}, model: ${model}, tokens: { input: 1M, output: 1M }, region: us }`;
    writeFileSync(profile, `workloads: [${of('priced', 'claude-opus-4.7')}, ${of('unpriced', 'gemini-3.1-pro')}]`);
    const argv = ['decide', '--profile', profile, '--format', 'focus', '--quiet'];
    const { stdout, exitCode } = await run(argv);
    const rows = rowsIn(stdout);
    expect(exitCode).toBe(4);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row['x_IsComplete']))).toEqual(new Set(['false']));
  });
});

describe('what a plan commits to', () => {
  test.each(['1.3', '1.4'])(
    'is a file beside its charges, and each of them names its row there: %s',
    async (version) => {
      const { charges, commitments, columns } = await both(COMMITTED, version);
      expect(columns).toHaveLength(version === '1.3' ? 13 : 30);
      // 60,000 a month for a year, as a commitment is settled where nobody says otherwise.
      expect(commitments.map((row) => [row['ContractCommitmentId'], row['ContractCommitmentCost']])).toEqual([
        ['anthropic:2026-11-01:2026-11-01', '720000.00'],
      ]);
      const own = charges.filter((row) => appliedIn(row).length > 0);
      // 83,500 of list at 40% off is 50,100 of 60,000; what is bought elsewhere draws on nothing.
      const counted = (category: string) =>
        own
          .filter((row) => row['ChargeCategory'] === category)
          .reduce((sum, row) => sum + (appliedIn(row)[0]?.ContractCommitmentAppliedCost ?? 0), 0);
      expect([counted('Purchase'), counted('Usage')]).toEqual([60_000, 60_000]);
      expect(new Set(own.map((row) => row['InvoiceIssuerName']))).toEqual(new Set(['Anthropic']));
      const ids = commitments.map((row) => [row['ContractId'], row['ContractCommitmentId']].join(' '));
      for (const row of own) {
        expect(Object.keys(appliedIn(row)[0] ?? {})).toEqual([
          ...['ContractId', 'ContractCommitmentId', 'ContractCommitmentAppliedCost'],
          ...['ContractCommitmentAppliedQuantity', 'ContractCommitmentAppliedUnit'],
        ]);
        expect(ids).toContain(appliedIn(row).map((each) => `${each.ContractId} ${each.ContractCommitmentId}`)[0]);
      }
    },
  );

  test('has what is owed to a cloud, with what is bought through it', async () => {
    const { charges, commitments } = await both(CLOUD, '1.4');
    expect(commitments).toMatchObject([
      {
        ContractCommitmentId: 'aws-commitment:2026-11-01:2026-11-01',
        ContractCommitmentCost: '120000.00',
        ContractCommitmentPeriodStart: '2026-11-01T00:00:00Z',
        ContractCommitmentPeriodEnd: '2027-05-01T00:00:00Z',
        ContractCommitmentLifecycleStatus: 'Active',
        ServiceProviderName: 'aws',
      },
    ]);
    // 2,000 and 12,000 through the marketplace, of 20,000 a month that is left.
    expect(charges.flatMap(appliedIn).map((each) => each.ContractCommitmentAppliedCost)).toEqual([2_000, 12_000]);
  });

  const proposal = (name: string, lines: string) => {
    const path = join(folder, name);
    writeFileSync(path, `provider: anthropic\n${lines}\n`);
    return path;
  };

  test('has a proposal that it signs as its contract, with the terms and the ramp that are proposed', async () => {
    const terms = 'commitment: 50_000\nper: month\ndiscount: 40%\ntermMonths: 12\nfulfilment: quarterly\n';
    const path = proposal('good.yaml', `${terms}overage: contract\nramp: [50%, 100%]`);
    const { charges, commitments } = await both([...PORTFOLIO, '--proposal', path], '1.4');
    expect(commitments.map((row) => [row['ContractCommitmentId'], row['ContractCommitmentCost']])).toEqual([
      ['anthropic:2026-11-01:2026-11-01', '75000.00'],
      ['anthropic:2026-11-01:2027-02-01', '75000.00'],
      ['anthropic:2026-11-01:2027-05-01', '150000.00'],
      ['anthropic:2026-11-01:2027-08-01', '150000.00'],
    ]);
    expect(new Set(commitments.map((row) => row['ContractCommitmentLifecycleStatus']))).toEqual(new Set(['Proposed']));
    // The plan's month is one after the ramp, and draws on the first window that is due in full.
    const ids = new Set(charges.flatMap(appliedIn).map((each) => each.ContractCommitmentId));
    expect(ids).toEqual(new Set(['anthropic:2026-11-01:2027-05-01']));
  });

  test('has a proposal that it does without too, and says that', async () => {
    const path = proposal('bad.yaml', 'commitment: 900_000\nper: month\ndiscount: 5%\ntermMonths: 12');
    const { charges, commitments } = await both([...PORTFOLIO, '--proposal', path], '1.3');
    const declined = commitments.filter((row) => row['ContractCommitmentType'] === 'Proposed minimum spend');
    expect(declined).toHaveLength(12);
    expect(declined[0]?.['ContractCommitmentDescription']).toContain(`as ${path} proposes and the plan does without`);
    const drawn = new Set(charges.flatMap(appliedIn).map((each) => each.ContractCommitmentId));
    expect(declined.filter((row) => drawn.has(row['ContractCommitmentId'] ?? ''))).toEqual([]);
    expect(new Set(commitments.map((row) => row['ContractCommitmentId'])).size).toBe(commitments.length);
  });

  test('on list dollars counts list dollars', async () => {
    const path = proposal(
      'list.yaml',
      'commitment: 70_000\nper: month\ndiscount: 40%\ntermMonths: 12\ncommitmentBasis: list\noverage: contract',
    );
    const { charges, commitments } = await both([...PORTFOLIO, '--proposal', path], '1.3');
    expect(commitments[0]?.['ContractCommitmentCost']).toBe('70000.00');
    const usage = charges.filter((row) => row['ChargeCategory'] === 'Usage').flatMap(appliedIn);
    expect(usage.reduce((sum, each) => sum + each.ContractCommitmentAppliedCost, 0)).toBe(70_000);
  });
});

describe('shares in FOCUS 1.3 and later', () => {
  const allocated = (rows: readonly Row[]) => rows.filter((row) => row['AllocatedMethodId'] !== '');
  const ratioOf = (row: Row) =>
    new Big(/"AllocatedRatio":([\d.]+)/.exec(row['AllocatedMethodDetails'] ?? '')?.[1] ?? 'NaN');

  test.each([
    ['tag:team', ['support', 'product'], { team: 'support' }],
    ['workload', ['ticket-replies', 'search-answers'], undefined],
  ])(
    'stand in columns of their own, and all else is as in the charge that they are of: %s',
    async (by, names, tags) => {
      const whole = rowsIn(await text(SHARED, '1.3'));
      const rows = rowsIn(await text([...SHARED, '--by', by], '1.3'));
      const parts = allocated(rows);
      expect(parts.map((row) => row['AllocatedResourceId'])).toEqual(names);
      expect(parts.map((row) => row['AllocatedMethodId'])).toEqual(['drawdown', 'drawdown']);
      expect(parts[0]?.['AllocatedTags']).toBe(tags === undefined ? '' : JSON.stringify(tags));
      expect(parts.reduce((sum, row) => sum.plus(ratioOf(row)), new Big(0)).toFixed()).toBe('1');
      const origin = whole.find((row) => row['CommitmentDiscountStatus'] === 'Unused');
      const summed = ['EffectiveCost', 'PricingQuantity', 'CommitmentDiscountQuantity'];
      for (const column of summed) expect(total(parts, column)).toBe(new Big(origin?.[column] ?? 'NaN').toFixed());
      const apart = new Set([...summed, 'ContractApplied']);
      for (const part of parts)
        for (const [name, value] of Object.entries(origin ?? {}))
          if (!name.startsWith('Allocated') && !apart.has(name)) expect([name, part[name]]).toEqual([name, value]);
    },
  );

  test('what nobody bears has no bearer', async () => {
    const argv = [...SHARED, '--by', 'tag:team', '--shared', 'unallocated'];
    const parts = allocated(rowsIn(await text(argv, '1.4')));
    expect(parts.map((row) => [row['AllocatedMethodId'], row['AllocatedResourceId'], row['EffectiveCost']])).toEqual([
      ['unallocated', '', '1800.00'],
    ]);
  });
});

describe('an estimate in FOCUS told apart', () => {
  const json = async (argv: readonly string[]) =>
    JSON.parse((await run([...argv, '--format', 'json', '--quiet'])).stdout);
  const CARD = ['--card', 'fixtures/cards/acme.yaml', '--as-of', '2026-11-01'];
  const FEEMART = ['--offers', 'fixtures/offers/gateways.yaml', ...CARD];

  test('holds what all rows together cost beyond what each counts on, so that it sums to the whole', async () => {
    const argv = ['estimate', '--profile', 'fixtures/profiles/least-fee-teams.yaml', ...FEEMART];
    const rows = rowsIn(await text(argv));
    const { totals } = await json(argv);
    // Feemart takes at least 80 a month of what it sells; its two rows hold 300/620 and 20/620 of it, and list holds none.
    const beyond = rows.filter((row) => row['ChargeDescription']?.startsWith('Feemart, for all rows together'));
    expect(beyond.map((row) => row['x_Workload'])).toEqual(['']);
    expect(new Big(total(beyond, 'EffectiveCost')).minus(new Big(80).times(300).div(620)).abs().lt('1e-9')).toBe(true);
    expect(new Big(total(rows, 'EffectiveCost')).minus(totals.cheapestCost).abs().lt('1e-9')).toBe(true);
    expect(totals.cheapestCost).toBe(300 + 20 + 80 + 300);
  });

  test('shares a month by what is bought in it, in each month of the profile', async () => {
    const profile = join(folder, 'months.yaml');
    const own = readFileSync('fixtures/profiles/least-fee-teams.yaml', 'utf8');
    writeFileSync(profile, own.replace('name: least fee', 'start: 2026-12\nmonths: 2\ngrowth: 50%'));
    const argv = ['estimate', '--profile', profile, ...FEEMART, '--by', 'tag:team'];
    const rows = rowsIn(await text(argv, '1.3'));
    const of = (month: string, team: string) =>
      total(
        rows.filter((row) => {
          const tags = row['AllocatedMethodId'] ? row['AllocatedTags'] : row['Tags'];
          return row['BillingPeriodStart']?.startsWith(month) && tags === (team && JSON.stringify({ team }));
        }),
        'EffectiveCost',
      );
    const near = (found: string, expected: Big) => expect(new Big(found).minus(expected).abs().lt('1e-8')).toBe(true);
    for (const [month, volume] of [
      ['2026-12', 1],
      ['2027-01', 1.5],
    ] as const) {
      near(of(month, 'support'), new Big(300 * volume).plus(new Big(80).times(300).div(320)));
      near(of(month, ''), new Big(20 * volume).plus(new Big(80).times(20).div(320)));
      near(of(month, 'product'), new Big(300 * volume));
    }
  });

  test('is of the cheapest rows alone, and of tags that workloads have', async () => {
    const argv = ['estimate', '--profile', 'fixtures/profiles/least-fee-teams.yaml', ...FEEMART, '--by'];
    const asked = [...argv, 'tag:team', '--format', 'focus'];
    expect((await run([...asked, '--scenario', 'feemart'])).stderr).toContain('--scenario does not fit --by.');
    expect((await run([...argv, 'tag:tema', '--format', 'focus'])).stderr).toContain('did you mean team?');
  });
});

test('a plan over months that are not alike is a file of the first, which is said', async () => {
  const argv = ['decide', '--profile', 'fixtures/profiles/growing.yaml', '--as-of', '2026-11-27'];
  const { stdout, stderr } = await run([...argv, '--format', 'focus', '--focus-version', '1.3']);
  const months = new Set(rowsIn(stdout).map((row) => `${row['BillingPeriodStart']} ${row['ChargePeriodEnd']}`));
  expect([...months]).toEqual(['2027-01-01T00:00:00Z 2027-02-01T00:00:00Z']);
  expect(stderr).toContain('The file holds the first of 6 months (2027-01), which are not alike');
  const page = await run([...argv, '--by', 'workload', '--quiet']);
  expect(page.stdout).toContain('Of the first of 6 months, as the table of the plan is.');
});

describe('what each bears in FOCUS is what JSON says', () => {
  const BEYOND = [...SHARED.slice(0, 3), '--offers', 'fixtures/offers/overage-beyond.yaml'];
  const OWED = [...SHARED.slice(0, 3), '--offers', 'fixtures/offers/all-owed.yaml'];
  const LEAST = [
    ...['estimate', '--profile', 'fixtures/profiles/least-fee-teams.yaml', '--offers', 'fixtures/offers/gateways.yaml'],
    ...['--card', 'fixtures/cards/acme.yaml', '--as-of', '2026-11-01'],
  ];
  const CASES = [
    ['a commitment not used up', SHARED],
    ['overage', BEYOND],
    ['bonus, lapsing credit and a fee', LAPSING],
    ['a cloud that is owed anyway', OWED],
    ['the cheapest rows of an estimate, with a least fee for all of them', LEAST],
    ['the cheapest rows of an estimate under a contract', ['estimate', ...SHARED.slice(1)]],
  ] as const;
  const RULES = ['drawdown', 'even', 'unallocated'] as const;
  /** Quotients are written to 10 decimals. */
  const same = (one: string, other: string | number) => new Big(one).minus(other).abs().lt('0.00000001');

  /** Whom a row says that it is of. Before there are columns for it, what nobody bears says so in its description. */
  function bearerOf(row: Row): string | null | undefined {
    const tagIn = (text: string | undefined) => (text ? (JSON.parse(text).team ?? null) : null);
    if (/, of nobody \(/.test(row['ChargeDescription'] ?? '')) return undefined;
    if (!row['AllocatedMethodId']) return tagIn(row['Tags']);
    return row['AllocatedResourceId'] === '' ? undefined : tagIn(row['AllocatedTags']);
  }

  test.each(CASES.flatMap(([name, argv]) => RULES.map((rule) => [name, rule, argv] as const)))(
    '%s, %s',
    async (_, rule, argv) => {
      const asked = [...argv, '--by', 'tag:team', '--shared', rule];
      const { stdout } = await run([...asked, '--format', 'json', '--quiet']);
      const { lines } = JSON.parse(stdout).allocation;
      const whole = await text(argv, '1.3');
      for (const version of VERSIONS) {
        const rows = rowsIn(await text(asked, version));
        const spent = rows.filter((row) => row['ChargeCategory'] !== 'Purchase');
        // FOCUS_Spec, columns/skupricedetails: null where there is no SKU.
        expect(rows.filter((row) => row['SkuPriceId'] === '' && row['SkuPriceDetails'] !== '')).toEqual([]);
        for (const { kind, name, effectiveCost } of lines) {
          const bearer = kind === 'unallocated' ? undefined : name;
          const own = spent.filter((row) => bearerOf(row) === bearer);
          expect(same(total(own, 'EffectiveCost'), effectiveCost)).toBe(true);
        }
        for (const column of ['BilledCost', 'ContractedCost', 'ListCost', 'EffectiveCost'])
          expect(same(total(rows, column), total(rowsIn(whole), column))).toBe(true);
      }
    },
  );
});

describe('track --format focus', () => {
  const USAGE = ['--usage', 'fixtures/audit/anthropic-autumn.csv'];
  const rowsOf = async (contract: string, asOf: string, ...more: readonly string[]) => {
    const path = join(folder, 'signed.yaml');
    writeFileSync(path, `provider: anthropic\nsigned: true\nstart: 2026-09-01\n${contract}\n`);
    const argv = ['track', '--contract', path, ...USAGE, '--as-of', asOf, '--format', 'focus', ...more];
    const { stdout, stderr } = await run([...argv, '--quiet']);
    if (stdout === '') throw new Error(stderr);
    return rowsIn(stdout);
  };
  const TERMS = 'per: month\ndiscount: 12%\ntermMonths: 6\nfulfilment: quarterly';

  test.each([
    ['before it begins', '2026-08-20', 30_000, ['Pending', 'Pending']],
    ['while there is some left', '2026-10-18', 30_000, ['Active', 'Pending']],
    ['once it is used up', '2026-10-18', 1_000, ['Exhausted', 'Pending']],
    ['after a window', '2026-12-18', 30_000, ['Expired', 'Active']],
    ['after its term', '2027-03-18', 30_000, ['Expired', 'Expired']],
  ])('1.4 says where each window stands: %s', async (_, asOf, commitment, expected) => {
    const rows = await rowsOf(`commitment: ${commitment}\n${TERMS}`, asOf, '--focus-version', '1.4');
    expect(rows.map((row) => row['ContractCommitmentLifecycleStatus'])).toEqual(expected);
    expect(rows.map((row) => row['ContractCommitmentDurationType'])).toEqual(['3 Months', '3 Months']);
  });

  test('a contract that commits to nothing has no row', async () => {
    expect(await rowsOf(`commitment: 0\n${TERMS}`, '2026-10-18')).toEqual([]);
  });

  test('what is owed to a cloud has one, prepaid where it is', async () => {
    const offers = join(folder, 'owed.yaml');
    const owed = 'remaining: 60k, monthsLeft: 12, otherMonthlySpend: 1k, prepaid: true';
    writeFileSync(offers, `cloudCommitments:\n  aws: { ${owed} }\n`);
    const argv = ['track', '--offers', offers, ...USAGE, '--as-of', '2026-10-18', '--format', 'focus'];
    const { stdout } = await run([...argv, '--focus-version', '1.4', '--quiet']);
    expect(rowsIn(stdout)).toMatchObject([
      {
        ContractCommitmentCost: '60000.00',
        ContractCommitmentDurationType: '1 Year',
        ContractCommitmentPaymentModel: 'All Upfront',
        ContractCommitmentPaymentInterval: 'One-Time',
        ContractCommitmentPaymentUpfrontPercentage: '1.00',
        ContractCommitmentPeriodStart: '2026-10-19T00:00:00Z',
      },
    ]);
  });
});
