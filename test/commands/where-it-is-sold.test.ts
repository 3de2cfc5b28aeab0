import { describe, expect, test } from 'vitest';
import { fileOf } from '../support/folders.ts';
import { run, words } from '../support/transcript.ts';

const workload = (model: string, more: string) =>
  `workloads: [{ name: a, model: ${model}, tokens: { uncachedInput: 100M, output: 10M }, ${more} }]\n`;

async function warnings(command: string, text: string): Promise<string[]> {
  const line = `${command} --profile ${fileOf(text)} --as-of 2026-11-28 --format json`;
  const { stdout } = await run(words(line));
  return JSON.parse(stdout).warnings.map(({ text: each }: { text: string }) => each);
}

describe('a region that the provider does not price', () => {
  test.each(['estimate', 'check --max 1k'])('%s says who does', async (command) => {
    const said = await warnings(command, workload('claude-opus-4.7', 'region: eu'));
    expect(said.filter((each) => each.includes('no price for the region eu'))).toEqual([
      expect.stringContaining(
        'Sold by region at Amazon Bedrock, Microsoft Foundry and Google Cloud Vertex AI: channel: bedrock in the profile, or decide --via bedrock,foundry,vertex.',
      ),
    ]);
  });

  // 750 of list, and a tenth on top.
  test('and the channel that it names has the price', async () => {
    const line = `check --max 1k --profile ${fileOf(workload('claude-opus-4.7', 'region: eu, channel: bedrock'))} --as-of 2026-11-28 --format json`;
    expect(JSON.parse((await run(words(line))).stdout).amount).toBe(825);
  });

  test('names nobody where nobody sells it', async () => {
    const said = await warnings('estimate', workload('deepseek-v4-pro', 'region: eu'));
    expect(said.filter((each) => each.includes('Sold by region'))).toEqual([]);
    expect(said.filter((each) => each.includes('no price for the region eu'))).toHaveLength(1);
  });
});

describe('a mode that is not served where the work is kept', () => {
  const told = async (model: string, more: string) =>
    (await warnings('estimate', workload(model, more))).filter((each) => each.includes('is said not to be served'));

  test('is told with who says so', async () => {
    expect(await told('gpt-6-sol', 'region: eu, serviceMode: fast')).toEqual([
      'a: gpt-6-sol is said not to be served in priority mode in eu (second-hand (https://apidog.com/blog/openai-ultrafast-mode, 2026-11-27)): ask for both.',
    ]);
  });

  test.each([
    ['gpt-6-sol', 'region: us, serviceMode: fast'],
    ['gpt-6-sol', 'region: eu'],
    ['gpt-6-sol', 'serviceMode: fast'],
    ['gpt-5.4', 'region: eu, serviceMode: fast'],
  ])('and not of %s with %s', async (model, more) => {
    expect(await told(model, more)).toEqual([]);
  });
});
