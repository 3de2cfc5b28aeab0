import { describe, expect, test } from 'vitest';
import { fileOf } from '../support/folders.ts';
import { run, words } from '../support/transcript.ts';

/** A card of today with one price that was read long ago, one that was read lately, and calls read longer ago still. */
const CARD = `
id: aged
version: 2026-11-20
providers:
  acme:
    name: Acme
    fees:
      - from: 2026-01-01
        usdPerThousand: { webSearch: 10.00 }
        source: { url: "https://acme.example/tools", checked: 2026-05-01, confidence: official }
models:
  old:
    provider: acme
    rates:
      - { from: 2026-01-01, usdPerMtok: { input: 1.00, output: 2.00 }, source: { url: "https://acme.example/a", checked: 2026-08-01, confidence: official } }
  fresh:
    provider: acme
    rates:
      - { from: 2026-01-01, usdPerMtok: { input: 1.00, output: 2.00 }, source: { url: "https://acme.example/b", checked: 2026-11-20, confidence: official } }
`;
const workload = (name: string, model: string, more = '') =>
  `  - { name: ${name}, model: ${model}, tokens: { input: 1M, output: 1M }${more} }\n`;
const profile = (...lines: string[]) => `workloads:\n${lines.join('')}`;

async function notesOf(command: string, text: string, more = '') {
  const line = `${command} --profile ${fileOf(text)} --card ${fileOf(CARD)} --as-of 2026-11-23 --format json ${more}`;
  const { stdout } = await run(words(line));
  return JSON.parse(stdout);
}
const stale = ({ warnings }: { warnings: { code: string; text: string }[] }) =>
  warnings.filter(({ code }) => code === 'stalePrices').map(({ text }) => text);

describe('what is stale is a price that is used, not the card it stands on', () => {
  test.each(['estimate', 'decide', 'check --max 1k'])('%s warns of the old price alone', async (command) => {
    expect(stale(await notesOf(command, profile(workload('a', 'fresh'))))).toEqual([]);
    expect(stale(await notesOf(command, profile(workload('a', 'fresh'), workload('b', 'old'))))).toEqual([
      'The prices of old were last looked at on 2026-08-01, 114 days before the day priced (limit 90): check them before you rely on them.',
    ]);
  });

  test('a fee per call that is used is told as a fee, and not as the price of tokens', async () => {
    const text = profile(workload('a', 'fresh', ', calls: { webSearch: 1k }'), workload('b', 'old'));
    expect(stale(await notesOf('estimate', text))).toEqual([
      'The prices of old and the fee of webSearch were last looked at on 2026-05-01 at the earliest, 206 days before the day priced (limit 90): check them before you rely on them.',
    ]);
    const alone = profile(workload('a', 'fresh', ', calls: { webSearch: 1k }'));
    expect(stale(await notesOf('estimate', alone))).toEqual([
      'The fee of webSearch was last looked at on 2026-05-01, 206 days before the day priced (limit 90): check it before you rely on it.',
    ]);
  });

  test.each(['priceAge', 'cardAge'])('%s holds the oldest price that is used against its days', async (rule) => {
    const verdictAt = async (maxDays: number, ...lines: string[]) => {
      const budget = fileOf(`rules: [{ rule: ${rule}, maxDays: ${maxDays} }]\n`);
      const { rules } = await notesOf('check', profile(...lines), `--budget ${budget}`);
      return [rules[0].rule, rules[0].days, rules[0].verdict];
    };
    expect(await verdictAt(3, workload('a', 'fresh'))).toEqual([rule, 3, 'within']);
    expect(await verdictAt(2, workload('a', 'fresh'))).toEqual([rule, 3, 'over']);
    expect(await verdictAt(114, workload('a', 'fresh'), workload('b', 'old'))).toEqual([rule, 114, 'within']);
    expect(await verdictAt(113, workload('a', 'fresh'), workload('b', 'old'))).toEqual([rule, 114, 'over']);
  });
});
