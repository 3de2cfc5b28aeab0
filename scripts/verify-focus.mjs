// Holds files of `--format focus` against the FinOps Foundation's own validator (PyPI focus-validator), in a virtual
// environment made for it. Apart from `npm test`, since it needs Python 3.12 and some 600 MB of packages.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VALIDATOR = 'focus-validator==2.2.1';
/** It asks for a numpy that newer releases of pyarrow refuse. */
const PYARROW = 'pyarrow<20';
const RULES = '1.2.0.1';

/** What the files make use of; without one of these the rules about it are skipped. */
const CRITERIA = [
  'COMMITMENT_DISCOUNT_SUPPORTED',
  'MULTIPLE_PRICING_CATEGORIES_SUPPORTED',
  'NEGOTIATED_PRICING_SUPPORTED',
  'REGION_SUPPORTED',
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

const CASES = {
  estimate: 'estimate --profile fixtures/profiles/support.yaml',
  'a commitment': 'decide --profile fixtures/profiles/portfolio.yaml --offers fixtures/offers/take-or-pay.yaml',
  'prepaid credit': 'decide --profile fixtures/profiles/gateways.yaml --prepay tokenmart',
  cloud: 'decide --profile fixtures/profiles/portfolio.yaml --offers fixtures/offers/cloud-commitment.yaml',
};

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
function validator() {
  const program = join(place, 'bin', 'focus-validator');
  if (!existsSync(program)) {
    mkdirSync(place, { recursive: true });
    for (const [command, args] of [
      [python(), ['-m', 'venv', place]],
      [join(place, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', VALIDATOR, PYARROW]],
    ]) {
      const { status, stderr } = run(command, args);
      if (status !== 0) throw new Error(stderr);
    }
  }
  const [version] = readdirSync(join(place, 'lib'));
  return { program, cwd: join(place, 'lib', version, 'site-packages') };
}

/** The rules that a file fails, and how many it was held against. */
function verdictOf(file, { program, cwd }) {
  const args = ['--data-file', file, '--validate-version', RULES, '--block-download'];
  const { stdout, stderr } = run(program, [...args, '--applicability-criteria', CRITERIA.join(',')], { cwd });
  const [, passed] = /^Total: \d+ \| Pass: (\d+)/m.exec(stdout) ?? [];
  if (passed === undefined) throw new Error(`the validator gave no verdict: ${stderr.slice(-2_000)}`);
  const failed = [...stdout.matchAll(/^\S* ?([A-Za-z]+-[A-Z]-\d+-[A-Z]): FAIL {2}\((.*)\)$/gm)];
  return { passed: Number(passed), failed: failed.map(([, rule, text]) => ({ rule, text })) };
}

const folder = mkdtempSync(join(tmpdir(), 'focus-'));
try {
  const at = validator();
  let found = 0;
  const alarms = new Set();
  const counts = [];
  for (const [name, line] of Object.entries(CASES)) {
    const file = join(folder, `${name}.csv`);
    const words = [...line.split(' '), '--as-of', '2026-11-23', '--format', 'focus', '--output', file, '--quiet'];
    const { status, stderr } = run(process.execPath, [join(root, 'bin', 'tokencost.js'), ...words], { cwd: root });
    if (status !== 0) throw new Error(stderr);
    const { passed, failed } = verdictOf(file, at);
    for (const { rule, text } of failed) {
      if (rule in FALSE_ALARMS) alarms.add(rule);
      else {
        found += 1;
        console.log(`${name}: ${rule}: ${text}`);
      }
    }
    counts.push(`${name} ${passed}`);
    console.log(`${name}: ${readFileSync(file, 'utf8').split('\r\n').length - 2} rows, ${passed} rules kept`);
  }
  for (const rule of alarms) console.log(`false alarm: ${rule} ${FALSE_ALARMS[rule]}`);
  console.log(
    `${VALIDATOR}, FOCUS ${RULES}: ${found} faults, ${alarms.size} known false alarms; rules kept: ${counts.join(', ')}`,
  );
  process.exitCode = found === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
