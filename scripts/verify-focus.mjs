// Holds files of `--format focus` against checkers that others publish, in a virtual environment made for them: the FinOps
// Foundation's own validator (PyPI focus-validator), whose package has the rules of FOCUS 1.2, and the lint of FOCUS 1.4 of
// focus-data-toolkit, across the dataset of charges and that of commitments. Nothing on PyPI has rules of 1.3: all that 1.2
// asks holds for it too (FOCUS_Spec, version_migration_guidance), and its commitments are those of 1.4 with fewer columns.
// Apart from `npm test`, since it needs Python 3.12 and some 600 MB of packages.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VALIDATOR = 'focus-validator==2.2.1';
/** It asks for a numpy that newer releases of pyarrow refuse. */
const PYARROW = 'pyarrow<20';
const RULES = '1.2.0.1';
const TOOLKIT = 'focus-data-toolkit==0.14.1';

/** What the files make use of; without one of these the rules about it are skipped. */
const CRITERIA = [
  'BILLING_BASED_ON_PROVISIONED_RESOURCES_SUPPORTED',
  'COMMITMENT_DISCOUNT_SUPPORTED',
  'MULTIPLE_PRICING_CATEGORIES_SUPPORTED',
  'NEGOTIATED_PRICING_SUPPORTED',
  'REGION_SUPPORTED',
  'RESOURCE_TYPE_ASSIGNMENT_SUPPORTED',
  'TAGGING_SUPPORTED',
  'UNIT_PRICING_SUPPORTED',
  'USAGE_MEASUREMENT_SUPPORTED',
];

/** Faults of the validator and of its rules, not of a file. The issues are of FinOps-Open-Cost-and-Usage-Spec/FOCUS_Spec. */
const FALSE_ALARMS = {
  'InvoiceId-C-005-C': 'asks for an invoice of every charge, though the rule is about charges that have one (#2394)',
  'CommitmentDiscountStatus-C-004-C': 'asks for a status where there is no commitment, against C-003 (#2393)',
  'CommitmentDiscountStatus-C-002-C': 'holds where C-004 does (#2393)',
  'CommitmentDiscountStatus-C-000-C': 'holds where C-002 does (#2393)',
};

const PORTFOLIO = 'decide --profile fixtures/profiles/portfolio.yaml';
const CASES = {
  estimate: 'estimate --profile fixtures/profiles/support.yaml',
  'a commitment': `${PORTFOLIO} --offers fixtures/offers/take-or-pay.yaml`,
  'prepaid credit': 'decide --profile fixtures/profiles/gateways.yaml --prepay tokenmart',
  'credit that lapses, and fees':
    'decide --profile fixtures/profiles/small-use-prepaid.yaml --offers fixtures/offers/lapsing-credit.yaml',
  cloud: `${PORTFOLIO} --offers fixtures/offers/cloud-commitment.yaml`,
  'a proposal': 'decide --profile fixtures/profiles/commitment.yaml --proposal fixtures/proposals/annual.yaml',
  shares: 'decide --profile fixtures/profiles/showback.yaml --offers fixtures/offers/more-than-used.yaml --by tag:team',
  'a fee, a bonus and lapsing credit, alike for each':
    'decide --profile fixtures/profiles/small-use-prepaid.yaml --offers fixtures/offers/lapsing-credit.yaml --by tag:team --shared even',
  'an estimate with a least fee for all rows, shared':
    'estimate --profile fixtures/profiles/least-fee-teams.yaml --card fixtures/cards/acme.yaml --offers fixtures/offers/gateways.yaml --by tag:team',
  'overage of nobody':
    'decide --profile fixtures/profiles/showback.yaml --offers fixtures/offers/overage-beyond.yaml --by tag:team --shared unallocated',
};
/** Writes commitments and no charges. */
const TRACKED =
  'track --contract fixtures/audit/anthropic-quarters.yaml --offers fixtures/audit/clouds.yaml --usage fixtures/audit/anthropic-autumn.csv';

const root = fileURLToPath(new URL('..', import.meta.url));
const place = process.env.FOCUS_VALIDATOR ?? join(homedir(), '.cache', 'tokencost', 'focus-validator');

function run(program, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...options,
  });
  return { status: error === undefined ? status : 127, stdout: stdout ?? '', stderr: stderr ?? String(error) };
}

/** A Python that the validator runs on: named by PYTHON, on the path, or among those of pyenv. */
function python() {
  const pyenv = join(homedir(), '.pyenv', 'versions');
  const kept = existsSync(pyenv) ? readdirSync(pyenv).map((name) => join(pyenv, name, 'bin', 'python')) : [];
  const known = [process.env.PYTHON, 'python3.12', 'python3', ...kept].filter((each) => each !== undefined);
  const found = known.find(
    (each) => run(each, ['-c', 'import sys; sys.exit(sys.version_info[:2] != (3, 12))']).status === 0,
  );
  if (found === undefined)
    throw new Error('The validator needs Python 3.12: name one with PYTHON=/path/to/python3.12.');
  return found;
}

/** The folder of its packages: it finds a table of currencies only when it is started there. */
function checkers() {
  const program = join(place, 'bin', 'focus-validator');
  const toolkit = join(place, 'bin', 'focus-toolkit');
  if (!existsSync(program) || !existsSync(toolkit)) {
    mkdirSync(place, { recursive: true });
    for (const [command, args] of [
      [python(), ['-m', 'venv', place]],
      [join(place, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', VALIDATOR, PYARROW, TOOLKIT]],
    ]) {
      const { status, stderr } = run(command, args);
      if (status !== 0) throw new Error(stderr);
    }
  }
  const [version] = readdirSync(join(place, 'lib'));
  return { program, toolkit, cwd: join(place, 'lib', version, 'site-packages') };
}

/** The rules of 1.2 that a file fails, and how many it keeps. */
function heldAgainstRules(file, { program, cwd }) {
  const args = ['--data-file', file, '--validate-version', RULES, '--block-download'];
  const { stdout, stderr } = run(program, [...args, '--applicability-criteria', CRITERIA.join(',')], { cwd });
  const [, passed] = /^Total: \d+ \| Pass: (\d+)/m.exec(stdout) ?? [];
  if (passed === undefined) throw new Error(`the validator gave no verdict: ${stderr.slice(-2_000)}`);
  const failed = [...stdout.matchAll(/^\S* ?([A-Za-z]+-[A-Z]-\d+-[A-Z]): FAIL {2}\((.*)\)$/gm)];
  return { passed: Number(passed), failed: failed.map(([, rule, text]) => ({ rule, text })) };
}

/** What the lint of 1.4 finds in a file, or between two. */
function lint(args, { toolkit, cwd }) {
  const { status, stdout, stderr } = run(toolkit, args, { cwd });
  if (status === 0) return [];
  return `${stdout}${stderr}`.split('\n').filter((line) => line.trim() !== '');
}

const folder = mkdtempSync(join(tmpdir(), 'focus-'));

/** Runs a command line and returns the file of charges, and that of commitments where one was written. */
function written(name, line, version) {
  const file = join(folder, `${name} ${version}.csv`);
  const commitments = join(folder, `${name} ${version} commitments.csv`);
  const hasCommitments = version !== '1.2' && line.startsWith('decide');
  const words = [...line.split(' '), '--as-of', '2026-11-23', '--format', 'focus', '--focus-version', version];
  const more = hasCommitments ? ['--focus-commitments', commitments] : [];
  const argv = [join(root, 'bin', 'tokencost.js'), ...words, '--output', file, ...more, '--quiet'];
  const { status, stderr } = run(process.execPath, argv, { cwd: root });
  if (status !== 0) throw new Error(stderr);
  return { file, commitments: hasCommitments ? commitments : undefined };
}

/** Lines of a CSV file after its first. */
const rowsIn = (file) => readFileSync(file, 'utf8').split('\r\n').length - 2;

try {
  const at = checkers();
  let found = 0;
  let files = 0;
  const alarms = new Set();
  const kept = new Map();
  const fault = (name, text) => {
    found += 1;
    console.log(`${name}: ${text}`);
  };
  for (const [name, line] of Object.entries(CASES)) {
    for (const version of ['1.2', '1.3']) {
      const { file } = written(name, line, version);
      const { passed, failed } = heldAgainstRules(file, at);
      files += 1;
      for (const { rule, text } of failed) {
        if (rule in FALSE_ALARMS) alarms.add(rule);
        else fault(`${name}, ${version}`, `${rule}: ${text}`);
      }
      kept.set(name, Math.min(passed, kept.get(name) ?? passed));
      console.log(`${name}, ${version}: ${rowsIn(file)} rows, ${passed} rules kept`);
    }
    const { file, commitments } = written(name, line, '1.4');
    const charges = ['validate', file, '--dataset', 'cost-and-usage'];
    for (const text of lint(charges, at)) fault(`${name}, 1.4`, text);
    files += 1;
    if (commitments !== undefined && rowsIn(commitments) > 0) {
      const both = ['--cost-and-usage', file, '--contract-commitment', commitments];
      for (const args of [
        ['validate', commitments, '--dataset', 'contract-commitment'],
        ['validate-bundle', ...both],
      ])
        for (const text of lint(args, at)) fault(`${name}, 1.4`, text);
      files += 1;
    }
    console.log(
      `${name}, 1.4: ${rowsIn(file)} rows, ${commitments === undefined ? 0 : rowsIn(commitments)} commitments`,
    );
  }
  const { file: tracked } = written('tracked', TRACKED, '1.4');
  for (const text of lint(['validate', tracked, '--dataset', 'contract-commitment'], at)) fault('track, 1.4', text);
  files += 1;
  for (const rule of alarms) console.log(`false alarm: ${rule} ${FALSE_ALARMS[rule]}`);
  const counts = [...kept].map(([name, count]) => `${name} ${count}`).join(', ');
  console.log(
    `${VALIDATOR} (FOCUS ${RULES}) and ${TOOLKIT} (FOCUS 1.4), ${files} files: ${found} faults, ${alarms.size} known false alarms; rules kept: ${counts}`,
  );
  process.exitCode = found === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
