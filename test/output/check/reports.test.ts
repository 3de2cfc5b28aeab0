import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { check } from '../../../src/decision/check/check.ts';
import { jsonText } from '../../../src/domain/json.ts';
import { checkSarif } from '../../../src/output/check/sarif.ts';
import { published } from '../../support/answers.ts';
import { fileOf, folderOf } from '../../support/folders.ts';
import { most } from '../../support/limits.ts';
import { run, words } from '../../support/transcript.ts';
import { workload } from '../../support/workloads.ts';

const PLAIN =
  'check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/growth.yaml --baseline fixtures/budgets/baseline.json --quiet';
const UNDECIDED = 'check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/growth.yaml --quiet';
const HOSTILE =
  'check --profile fixtures/profiles/hostile-to-ci.yaml --budget fixtures/budgets/hostile-to-ci.yaml --quiet';
const FLAGS_ONLY = 'check --in 1M --model gpt-5.4 --max 1 --quiet';
const RULES_ONLY = 'check --profile fixtures/profiles/support.yaml --max 60k --quiet';
const ALL = [PLAIN, UNDECIDED, HOSTILE, FLAGS_ONLY, RULES_ONLY];

const printed = async (line: string, format: string) => (await run([...words(line), '--format', format])).stdout;
const schema = (name: string) => readFileSync(`test/schemas/${name}`, 'utf8');

describe('JUnit XML', () => {
  const faultsOf = async (contents: string, xsd: string) => {
    const { errors } = await validateXML({ xml: [{ fileName: 'check.xml', contents }], schema: [schema(xsd)] });
    return errors.map(({ message }) => message);
  };

  test.each(['junit-ant.xsd', 'junit-jenkins.xsd'])('fits %s', async (xsd) => {
    for (const line of ALL) expect(await faultsOf(await printed(line, 'junit'), xsd)).toEqual([]);
  });

  test.each(['junit-ant.xsd', 'junit-jenkins.xsd'])('%s finds what does not fit', async (xsd) => {
    const text = (await printed(PLAIN, 'junit')).replace('<failure', '<fault').replace('</failure', '</fault');
    expect(await faultsOf(text, xsd)).not.toEqual([]);
  });

  test('fails what is over, errs on what cannot be told, and passes what only warns', async () => {
    expect(await printed(PLAIN, 'junit')).toMatch(/tests="7" failures="1" errors="0"/);
    expect(await printed(UNDECIDED, 'junit')).toMatch(/tests="7" failures="0" errors="3"/);
  });
});

describe('SARIF', () => {
  // The schema is of draft 4; what it uses of it means the same in draft 7, but for the name of its own address.
  const { id: _, $schema: __, ...sarif } = JSON.parse(schema('sarif-2.1.0.json'));
  const validate = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false }).compile(sarif);

  test('fits the schema of SARIF 2.1.0', async () => {
    for (const line of ALL) {
      expect(validate(JSON.parse(await printed(line, 'sarif'))), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  const logOf = async (line: readonly string[]) => JSON.parse((await run([...line, '--format', 'sarif'])).stdout);
  const checkOf = (limits: readonly string[]) => {
    const workloads = limits.map((_, at) => ({ name: `w${at}`, model: 'gpt-5.4', tokens: { input: '1B' } }));
    const files = folderOf({
      'profile.yaml': JSON.stringify({
        workloads: workloads.length > 0 ? workloads : [{ model: 'gpt-5.4', name: 'w', tokens: { input: '1B' } }],
      }),
      'budget.yaml': `limits: [${limits.join(', ') || '{ max: 1T }'}]`,
    });
    return ['check', '--profile', `${files}/profile.yaml`, '--budget', `${files}/budget.yaml`, '--quiet'];
  };

  test.each([0, 1, 3_000])('with %i results fits the schema, and each has a location', async (count) => {
    const log = await logOf(checkOf(Array.from({ length: count }, (_, at) => `{ workload: w${at}, max: 1 }`)));
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    const { results } = log.runs[0];
    expect(results).toHaveLength(count);
    expect(results.filter((each: { locations: unknown[] }) => each.locations.length === 0)).toEqual([]);
  });

  test('has no result without a location: a limit in no file is a notification of the run', async () => {
    for (const line of [FLAGS_ONLY, RULES_ONLY, `${RULES_ONLY} --max 1`.replace(' --max 60k', '')]) {
      const log = await logOf(words(line));
      expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
      for (const { locations } of log.runs[0].results) expect(locations.length).toBeGreaterThan(0);
    }
    const [{ results, invocations }] = (await logOf(words(FLAGS_ONLY))).runs;
    expect(results).toEqual([]);
    expect(invocations[0].toolExecutionNotifications).toMatchObject([
      { level: 'error', associatedRule: { id: 'max', index: 0 }, properties: { verdict: 'over' } },
    ]);
  });

  test('of a check without a name leaves the category of an upload to the workflow', async () => {
    expect((await logOf(words(FLAGS_ONLY))).runs[0]).not.toHaveProperty('automationDetails');
  });

  test('of a check with a name has a category of its own, which ends before the last slash', async () => {
    const idOf = async (line: string) => (await logOf(words(line))).runs[0].automationDetails.id;
    expect(await idOf(`${FLAGS_ONLY} --name prod`)).toBe('tokencost/prod/');
    expect(await idOf(`${FLAGS_ONLY} --name 'help desk / eu'`)).toBe('tokencost/help desk / eu/');
  });

  test('beyond what GitHub takes leaves out what only warns first, and says how much', () => {
    const place = { file: 'budget.yaml', line: 1, column: 1 };
    const limits = Array.from({ length: 25_002 }, (_, at) => ({ ...most('1', at < 3 ? 'warn' : 'fail'), place }));
    const { id, version, sha256 } = published.card;
    const answer = check([workload('gpt-5.4', '1B', '0')], limits, published);
    const provenance = {
      tool: { name: 'tokencost', version: '0' },
      command: 'check',
      asOf: published.day,
      card: { id, version, sha256 },
      providerName: (id: string) => id,
    };
    const log = JSON.parse(jsonText(checkSarif(answer, provenance)));
    const [{ results, invocations }] = log.runs;
    expect(results).toHaveLength(25_000);
    expect(results.filter(({ level }: { level: string }) => level === 'warning')).toHaveLength(1);
    const [{ message }, ...others] = invocations[0].toolExecutionNotifications;
    expect(others).toEqual([]);
    expect(message.text).toMatch(
      /^25002 limits and rules are not kept; 25000 of them are results here, .* and 2 are left out/,
    );
  });

  test('the schema finds what does not fit', async () => {
    const log = JSON.parse(await printed(PLAIN, 'sarif'));
    delete log.runs[0].results[0].message;
    expect(validate(log)).toBe(false);
  });

  test('every place is the line that the user wrote', async () => {
    const log = JSON.parse(await printed(PLAIN, 'sarif'));
    const lines = log.runs[0].results.flatMap((result: Record<string, never>) =>
      [...(result['locations'] ?? []), ...(result['relatedLocations'] ?? [])].map((each) => {
        const { artifactLocation, region } = each['physicalLocation'];
        const text = readFileSync(artifactLocation['uri'], 'utf8').split('\n')[region['startLine'] - 1] ?? '';
        return text.slice(region['startColumn'] - 1).replace(/\s+#.*/, '');
      }),
    );
    expect(lines).toEqual([
      'name: ticket-replies',
      'maxGrowth: 8% }',
      'name: ticket-replies',
      'maxIncrease: 2_500, level: warn }',
    ]);
  });
});

describe('GitLab code quality', () => {
  const validate = new Ajv().compile(JSON.parse(schema('gitlab-code-quality.json')));
  const reportOf = async (line: string) => JSON.parse(await printed(line, 'gitlab'));

  test('fits the format that GitLab documents, and every fingerprint is there once', async () => {
    for (const line of [...ALL, `${PLAIN} --max 1`]) {
      const report = await reportOf(line);
      expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
      const prints = report.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
      expect(new Set(prints).size).toBe(prints.length);
    }
  });

  test('the schema finds what does not fit', async () => {
    const report = await reportOf(PLAIN);
    report[0].severity = 'error';
    expect(validate(report)).toBe(false);
  });

  test('is empty where all is within, and has what fails before what warns by its severity', async () => {
    expect(await reportOf('check --in 1M --model gpt-5.4 --max 1k --quiet')).toEqual([]);
    expect(await reportOf(`check --profile fixtures/profiles/support.yaml --max 1 --quiet`)).toMatchObject([
      {
        check_name: 'tokencost/max',
        severity: 'critical',
        location: { path: 'fixtures/profiles/support.yaml', lines: { begin: 1 } },
      },
    ]);
    const severities = (await reportOf(UNDECIDED)).map(({ severity }: { severity: string }) => severity);
    expect(new Set(severities)).toEqual(new Set(['major', 'minor']));
  });

  test('of two checks has two fingerprints', async () => {
    const [[one], [other]] = await Promise.all(
      ['prod', 'staging'].map((name) => reportOf(`${FLAGS_ONLY} --name ${name}`)),
    );
    expect(one.fingerprint).not.toBe(other.fingerprint);
  });
});

describe('one line', () => {
  test('is one line whatever the names say, with the name of the check and the verdict', async () => {
    for (const line of ALL)
      expect(await printed(line, 'line')).toMatch(/^tokencost check.*: (within|over|undecided): [^\r\n]*\n$/);
    expect(await printed(`${FLAGS_ONLY} --name 'a\u001b[31mb'`, 'line')).toMatch(
      /^tokencost check, a\ufffd\[31mb: over: /,
    );
  });
});

describe('the name of a check', () => {
  const named = (budget: string, profile: string) => {
    const files = folderOf({
      'budget.yaml': `${budget}limits: [{ max: 1k }]`,
      'profile.yaml': `${profile}workloads: [{ model: gpt-5.4, tokens: { input: 1M } }]`,
    });
    return `check --profile ${files}/profile.yaml --budget ${files}/budget.yaml --quiet`;
  };

  test.each([
    ['is that of the flag', ['name: hard limits\n', 'name: help desk\n'], ' --name prod', 'prod'],
    [
      'else that of the budget and the profile',
      ['name: hard limits\n', 'name: help desk\n'],
      '',
      'hard limits, help desk',
    ],
    ['else of the one that has one', ['', 'name: help desk\n'], '', 'help desk'],
    ['said once where both have it', ['name: help desk\n', 'name: help desk\n'], '', 'help desk'],
    ['else there is none', ['', ''], '', null],
  ])('%s', async (_, [budget = '', profile = ''], flag, name) => {
    const line = named(budget, profile);
    expect(JSON.parse(await printed(line + flag, 'json')).name).toBe(name);
    const title = name === null ? '' : `, ${name}`;
    expect((await printed(line + flag, 'markdown')).split('\n')[1]).toBe(
      `### Projected LLM spend${title}: within budget`,
    );
    expect(await printed(line + flag, 'junit')).toContain(`name="tokencost check${title}"`);
    expect(await printed(line + flag, 'github')).toContain(`title=tokencost check${title.replaceAll(',', '%2C')}::`);
  });
});

describe('a comment on a pull request', () => {
  test('has a marker for each name, and no name can end it', async () => {
    const markerOf = async (name: string) =>
      (await run([...words(FLAGS_ONLY), '--name', name, '--format', 'markdown'])).stdout.split('\n')[0] ?? '';
    const names = ['prod', 'staging', 'a -->b', 'a--b', 'a\nb', 'é', '\ud800', '<!--'];
    const markers = await Promise.all(names.map(markerOf));
    expect(new Set(markers).size).toBe(names.length);
    expect(markers[0]).toBe('<!-- tokencost-check prod -->');
    for (const marker of markers) expect(marker).toMatch(/^<!-- tokencost-check [^-<>\s]+ -->$/);
  });

  test('links nothing on GitLab either', async () => {
    const workloads = ['!12', '%3', '&4', '^alert#5', '%"next"'].map((name) => ({
      name,
      model: 'gpt-5.4',
      tokens: { input: '1B' },
    }));
    const { stdout } = await run([
      'check',
      '--profile',
      fileOf(JSON.stringify({ workloads })),
      '--max',
      '1',
      '--format',
      'markdown',
    ]);
    expect(stdout).not.toMatch(/(?:[!%^]|&amp;|#)[\w"]/);
    expect(stdout).toContain('!\u206012');
  });

  test('holds its hidden marker once, whatever the names say', async () => {
    const text = await printed(HOSTILE, 'markdown');
    expect(text.match(/<!-- tokencost-check -->/g)).toHaveLength(1);
    expect(text.startsWith('<!-- tokencost-check -->\n')).toBe(true);
    expect(text).not.toMatch(/@everyone|<script|<b>/);
  });

  test('has no sign that could end a formula, nor one that could begin it but before an amount', async () => {
    const names = ['$x$', '$$x$$', 'a$b', '$`x`$', '5$ $5$', '$'];
    const workloads = names.map((name) => ({ name, model: 'gpt-5.4', tokens: { input: '1B' }, tags: { team: '$y$' } }));
    const profile = fileOf(JSON.stringify({ workloads }));
    const { stdout } = await run(['check', '--profile', profile, '--max', '1', '--format', 'markdown']);
    // A sign of a formula has no space on its inner side; one that is written in an element is none.
    const rest = stdout.replaceAll('<span>$</span>', '');
    expect(rest.match(/\$/g)?.length).toBeGreaterThan(names.length);
    expect(rest).not.toMatch(/\S\$|\$(?!\d)/);
    expect(stdout).toContain('| <span>$</span>x<span>$</span> |');
    expect(stdout).toContain('| 5<span>$</span> $5<span>$</span> |');
  });
});

describe('annotations', () => {
  test('are never longer than the runner passes on, and say what a message had no room for', async () => {
    const name = (at: number) => `${at}-${'long'.repeat(24)}`;
    const workloads = Array.from({ length: 60 }, (_, at) => ({
      name: name(at),
      model: 'gpt-5.4',
      tokens: { input: '1B' },
    }));
    const budget = fileOf(JSON.stringify({ limits: workloads.map(({ name: workload }) => ({ workload, max: '1' })) }));
    const line = ['check', '--profile', '-', '--budget', budget, '--format', 'github', '--quiet'];
    const { stdout } = await run(line, JSON.stringify({ workloads }));
    const errors = stdout.split('\n').filter((each) => each.startsWith('::error'));
    const written = errors.map(
      (each) => /^::error (?:file=[^,]*,line=\d+,col=\d+,)?title=(.*?)::(.*)$/.exec(each) ?? [],
    );
    for (const [, title = '', message = ''] of written) {
      expect(decodeURIComponent(title).length).toBeLessThanOrEqual(255);
      expect(decodeURIComponent(message).length).toBeLessThanOrEqual(4_096);
    }
    const rest = decodeURIComponent(written.at(-1)?.[2] ?? '').split('\n');
    expect(rest.at(-1)).toBe(`and ${51 - (rest.length - 1)} more, which the summary and the reports have`);
  });

  test('are commands of our own, one a line, whatever the names say', async () => {
    const lines = (await printed(HOSTILE, 'github')).trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    for (const line of lines) {
      expect(line).toMatch(/^::(error|warning|notice) (file=[^,:]+,line=\d+,col=\d+,)?title=[^,:]*::[^\r\n]*$/);
      expect(line).not.toMatch(/%(?!25|0A|0D|3A|2C)/);
    }
  });

  test('are at most ten of a level, and the tenth holds the rest', async () => {
    const workloads = Array.from(
      { length: 30 },
      (_, n) => `  - { name: w${n}, model: gpt-5.4, tokens: { input: 1B } }`,
    );
    const input = `workloads:\n${workloads.join('\n')}\n`;
    const limits = Array.from({ length: 30 }, (_, n) => `{ workload: w${n}, max: 1 }`).join(', ');
    const budget = fileOf(`limits: [${limits}]\n`);
    const { stdout } = await run(
      ['check', '--profile', '-', '--budget', budget, '--format', 'github', '--quiet'],
      input,
    );
    const errors = stdout.split('\n').filter((line) => line.startsWith('::error'));
    expect(errors).toHaveLength(10);
    expect(errors.at(-1)).toContain('title=21 more::');
    expect(errors.at(-1)).toContain('w29');
  });
});
