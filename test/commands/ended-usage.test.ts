import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import { run, words } from '../support/transcript.ts';

const LIFE = '--card fixtures/cards/life.yaml';
const USAGE = `import fixtures/usage/ended.csv ${LIFE}`;

const spoken = async (line: string) => {
  const { stdout, stderr, exitCode } = await run(words(line));
  return { stdout, stderr, exitCode, flat: stdout.replaceAll(/\s+/g, ' ') };
};
const json = async (line: string) => JSON.parse((await spoken(`${line} --format json`)).stdout);

describe('usage of models that end', () => {
  test('import says the last day of each, what follows, and whose price counted after it', async () => {
    const { flat } = await spoken(`${USAGE} --as-of 2026-12-20`);
    expect(flat).toContain(
      '1.1M tokens of ends-replaced are of days after its last, 2026-12-10: they are priced as heir, which is an assumption',
    );
    expect(flat).toContain(
      '1.1M tokens of ends-billed-as-heir are of days after its last, 2026-12-10: they are priced as heir, which answers to its name',
    );
    expect(flat).toContain('ends-alone was served until 2026-12-10; nothing is named that answers in its place.');
    expect(flat).not.toContain('tokens of ends-alone are of days');
    const before = await spoken(`${USAGE} --until 2026-12-10 --as-of 2026-12-10`);
    expect(before.flat).toContain('ends-replaced is served until 2026-12-10 (announced 2026-09-01)');
    expect(before.flat).not.toContain('after its last');
    expect((await spoken(`${USAGE} --as-of 2026-08-31`)).flat).not.toContain('ends-replaced is served until');
  });

  test('and so does the JSON of it', async () => {
    const { ends, afterEnds } = await json(`${USAGE} --as-of 2026-12-20`);
    const of = (model: string, all: { model: string }[]) => all.find((each) => each.model === model);
    expect(of('ends-replaced', ends)).toEqual({
      model: 'ends-replaced',
      lastDay: '2026-12-10',
      announced: '2026-09-01',
      servedBy: 'heir',
      billedAs: null,
      over: true,
      pricedAs: 'heir',
    });
    expect(of('ends-alone', ends)).toMatchObject({ over: true, pricedAs: null });
    expect(of('ends-on-its-own-bill', afterEnds)).toMatchObject({
      billedAs: 'own',
      pricedAs: 'ends-on-its-own-bill',
      tokens: 1_100_000,
    });
  });

  test('what import writes is accepted: work that nothing answers for stands in a comment', async () => {
    const path = join(folderOf({}), 'measured.yaml');
    for (const day of ['2026-11-27', '2026-12-20']) {
      await spoken(`${USAGE} --as-of ${day} --output ${path}`);
      for (const command of ['estimate', 'decide', 'check --max 1k', 'compare --models heir']) {
        const { exitCode, stderr } = await spoken(`${command} --profile ${path} ${LIFE} --as-of ${day}`);
        // Before its last day a plan over the term takes in months in which the one model has no price.
        const code = command === 'decide' && day === '2026-11-27' ? 4 : 0;
        expect([command, exitCode, stderr.includes('not a valid profile')]).toEqual([command, code, false]);
      }
    }
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('  # - name: ends-alone');
    expect(text).toMatch(/model: ends-replaced {4}# served until 2026-12-10, priced as heir;/);
    const freed = text.replaceAll(/^ {2}# ( *- name| *model| *tokens)/gm, '  $1');
    writeFileSync(path, freed);
    expect(await spoken(`estimate --profile ${path} ${LIFE} --as-of 2026-12-20`)).toMatchObject({ exitCode: 2 });
  });

  test('a profile of nothing but such work is not written', async () => {
    const folder = folderOf({ 'usage.csv': 'day,model,uncachedInput,output\n2026-12-01,ends-alone,1000,1000\n' });
    const path = join(folder, 'measured.yaml');
    const line = `import ${join(folder, 'usage.csv')} ${LIFE} --as-of 2026-12-20 --output ${path}`;
    const { exitCode, stderr } = await spoken(line);
    expect(exitCode).toBe(4);
    expect(stderr).toContain('was not written');
    expect(() => readFileSync(path)).toThrow();
  });
});

describe('the names of inference profiles', () => {
  // 100M x 1.00 + 10M x 5.00 = 150, a tenth more in a region; Nova 2 Lite in the EU: 100M x 0.374 + 10M x 3.157.
  test('keep their work in a region, and it has the price of the region', async () => {
    const { usage, profile, unpriced } = await json('import fixtures/usage/bedrock-profiles.csv --as-of 2026-11-28');
    const found = usage.map((each: { modelAsWritten: string; region: string | null; cost: number }) => [
      each.modelAsWritten.replace(/-\d{8}-v1:0$|-v1:0$/, ''),
      each.region,
      each.cost,
    ]);
    expect(found).toEqual([
      ['anthropic.claude-haiku-4-5', null, 150],
      ['eu.amazon.nova-2-lite', 'eu', 68.97],
      ['eu.amazon.nova-pro', 'eu', 0],
      ['global.anthropic.claude-haiku-4-5', null, 150],
      ['us.amazon.nova-pro', 'us', 112],
      ['us.anthropic.claude-haiku-4-5', 'us', 165],
    ]);
    expect(unpriced.map((each: { modelAsWritten: string }) => each.modelAsWritten)).toEqual([
      'eu.amazon.nova-pro-v1:0',
    ]);
    expect(profile.workloads).toContainEqual(
      expect.objectContaining({ name: 'claude-haiku-4.5, us', region: 'us', channel: 'bedrock' }),
    );
  });

  test('and a check of the measured profile comes to the same', async () => {
    const path = join(folderOf({}), 'measured.yaml');
    const usage = 'import fixtures/usage/bedrock-profiles.csv --since 2026-11-01 --until 2026-11-30 --as-of 2026-11-28';
    const { flat } = await spoken(`${usage} --output ${path}`);
    expect(flat).toContain(`tokencost decide --profile ${path}`);
    // It has no row for a marketplace, and no price of the region without one.
    expect(flat).not.toContain(`tokencost estimate --profile`);
    const { stdout } = await spoken(`check --max 1k --profile ${path} --as-of 2026-11-28 --format json`);
    const amounts = JSON.parse(stdout).workloads.map((each: { name: string; amount: number }) => [
      each.name,
      each.amount,
    ]);
    // 30 days as an average month of 30.4375.
    expect(amounts).toContainEqual(['claude-haiku-4.5, us', expect.closeTo((165 * 30.4375) / 30, 4)]);
  });

  test('and so does work that may go through that marketplace alone', async () => {
    const workload =
      '{ model: claude-haiku-4.5, region: us, channels: [bedrock], tokens: { input: 100M, output: 10M } }';
    const path = join(folderOf({ 'p.yaml': `workloads:\n  - ${workload}\n` }), 'p.yaml');
    const { stdout, exitCode } = await spoken(`check --max 200 --profile ${path} --as-of 2026-11-28 --format json`);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).workloads).toMatchObject([{ channel: 'bedrock', amount: 165 }]);
  });

  test('are audited at the price of the region, and its premium is a cause', async () => {
    const line =
      'audit --usage fixtures/audit/bedrock-profiles.csv --bill fixtures/audit/bedrock-profiles-cur.csv --as-of 2026-11-28';
    const { expected, differences } = await json(line);
    // 165 and 275 in the region, 350 in none.
    expect(expected).toBe(790);
    expect(differences).toMatchObject([
      { day: '2026-11-05', cause: 'region', amount: -25 },
      { day: '2026-11-09', cause: 'region', amount: 35 },
    ]);
    const { flat } = await spoken(line);
    expect(flat).toContain('billed at the price of no region, where the name of the usage keeps it in us');
    expect(flat).toContain('billed with the premium of a region of Amazon Bedrock');
  });
});

test('an audit says that usage after the end of its model is priced as another', async () => {
  const folder = folderOf({
    'usage.csv': 'day,model,uncachedInput,output\n2026-04-01,gemini-3-pro,1000000,100000\n',
    'bill.csv':
      'ProviderName,ServiceName,SkuMeter,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ConsumedQuantity,ConsumedUnit,BilledCost,BillingCurrency,SkuPriceDetails\nGoogle,Gemini API,input tokens,2026-04-01T00:00:00Z,2026-04-02T00:00:00Z,Usage,1000000,Tokens,3.20,USD,"{""x_ModelId"":""gemini-3-pro""}"\n',
  });
  const { flat, exitCode } = await spoken(
    `audit --usage ${join(folder, 'usage.csv')} --bill ${join(folder, 'bill.csv')} --as-of 2026-11-28`,
  );
  expect(exitCode).toBe(0);
  expect(flat).toContain(
    '1.1M tokens of gemini-3-pro are of days after its last, 2026-03-08: they are priced as gemini-3.1-pro, which is an assumption',
  );
});

test('and so does track, of what draws its contract down', async () => {
  const folder = folderOf({
    'usage.csv':
      'day,model,uncachedInput,output\n2026-04-01,gemini-3-pro,1000000,100000\n2026-04-01,claude-haiku-4.5,1000000,100000\n',
    'contract.yaml':
      'provider: google\nsigned: true\nstart: 2026-04-01\ncommitment: 100\nper: month\ndiscount: 10%\ntermMonths: 12\n',
  });
  const line = `track --contract ${join(folder, 'contract.yaml')} --usage ${join(folder, 'usage.csv')} --as-of 2026-04-10`;
  const { afterEnds, contracts } = await json(line);
  expect(afterEnds).toMatchObject([{ model: 'gemini-3-pro', pricedAs: 'gemini-3.1-pro', tokens: 1_100_000 }]);
  // 2.00 + 0.1 x 12.00, a tenth less.
  expect(contracts[0].used).toBe(2.88);
  expect((await spoken(line)).flat).toContain(
    '1.1M tokens of gemini-3-pro are of days after its last, 2026-03-08: they are priced as gemini-3.1-pro',
  );
});

test('and what OpenRouter calls a model in its activity is that model, one by one', async () => {
  const header =
    'generation_id,created_at,cost_total,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,variant\n';
  const row = (id: string, model: string, cost: string) =>
    `${id},2026-10-01 00:00:00.123,${cost},100000,10000,0,0,${model},Somebody,standard\n`;
  const path = join(
    folderOf({
      'activity.csv': [
        header,
        row('gen-1', 'anthropic/claude-4.5-sonnet-20250929', '0.45'),
        row('gen-2', 'openai/gpt-5.2-20251211', '0.315'),
        row('gen-3', 'z-ai/glm-4.6-20251208', '0.08'),
      ].join(''),
    }),
    'activity.csv',
  );
  const { expected, unpriced } = await json(`audit --usage ${path} --bill ${path} --as-of 2026-11-23`);
  // 0.1 x 3.00 + 0.01 x 15.00, and 0.1 x 1.75 + 0.01 x 14.00. The third is GLM 4.6V by another name, and no neighbour's price.
  expect(expected).toBe(0.765);
  expect(unpriced.map(({ model }: { model: string }) => model)).toEqual(['z-ai/glm-4.6-20251208']);
});

test('work of a person that nothing was measured of is said to be on a model that ends', async () => {
  const own = [
    'workloads:',
    '  - { name: mine, model: ends-alone, tokens: { input: 1M } }',
    '  - { name: other, model: heir, serviceMode: priority, tokens: { input: 1M } }',
  ];
  const usage = 'day,model,uncachedInput,output\n2026-11-02,heir,1000,10\n';
  const folder = folderOf({ 'p.yaml': `${own.join('\n')}\n`, 'u.csv': usage });
  const [path, csv] = [join(folder, 'p.yaml'), join(folder, 'u.csv')];
  const line = `import ${csv} --update ${path} --card fixtures/cards/life.yaml --as-of`;
  const { stderr } = await spoken(`${line} 2026-11-27`);
  expect(stderr).toContain('nothing was measured of mine; it stands as it was. ends-alone is served until 2026-12-10');
  expect(stderr).toMatch(/measured of other; it stands as it was\.$/m);
  expect((await spoken(`${line} 2026-12-11`)).stderr).toContain(
    'ends-alone was served until 2026-12-10; nothing is named that answers in its place.',
  );
});
