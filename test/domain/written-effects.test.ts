import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { EFFECTS, type Effects } from '../../src/domain/change.ts';
import { add, compare, divide, type Exact, numeral, parseExact, whole, ZERO } from '../../src/domain/exact.ts';
import { NO_USD, usd } from '../../src/domain/units.ts';
import { writtenEffects } from '../../src/domain/written-effects.ts';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';

const none = Object.fromEntries(EFFECTS.map((effect) => [effect, NO_USD])) as unknown as Effects;
const read = (text: string) => parseExact(text) as Exact;
const total = (all: readonly Exact[]) => all.reduce(add, ZERO);
const fraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
  .map(([top, bottom]) => usd(divide(whole(top), whole(bottom))));

test('thirds and two thirds are written so that they sum', () => {
  const third = (count: bigint) => usd(divide(whole(count), whole(3n)));
  const { volume, mix, fees } = writtenEffects({ ...none, volume: third(2n), mix: third(5n), fees: third(2n) });
  expect([volume, mix, fees].map(numeral)).toEqual(['0.6666666667', '1.6666666667', '0.6666666666']);
});

test('as written, effects sum to the change as written, and none is off by more than rounding', () => {
  fc.assert(
    fc.property(fc.tuple(...EFFECTS.map(() => fraction)), (values) => {
      const effects = Object.fromEntries(EFFECTS.map((effect, at) => [effect, values[at]])) as unknown as Effects;
      const shown = writtenEffects(effects);
      const sum = total(EFFECTS.map((effect) => read(numeral(shown[effect]))));
      expect(compare(sum, read(numeral(total(values))))).toBe(0);
      for (const effect of EFFECTS) {
        const off = add(shown[effect], { ...effects[effect], coefficient: -effects[effect].coefficient });
        expect(Math.abs(Number(off.coefficient) / 10 ** off.scale / Number(off.divisor))).toBeLessThan(4e-10);
      }
    }),
  );
});

describe('the JSON of a change with causes that do not end', () => {
  const file = (tokens: string) => {
    const path = join(folder, `${tokens.replace(/\W/g, '')}.yaml`);
    writeFileSync(path, `workloads: [{ name: a, model: gpt-5.4, tokens: { ${tokens} }, cacheHitRatio: 12.34567% }]\n`);
    return path;
  };
  const folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const [old, now] = [file('input: 7, output: 23'), file('input: 1009, output: 3')];

  /** The numerals under a key, and the one they should sum to. */
  const footing = (json: string, key: string) => {
    const [, effects = ''] = new RegExp(`"${key}": [^{]*?"effects": \\{([^}]*)\\}`, 's').exec(json) ?? [];
    const numerals = [...effects.matchAll(/: (-?[0-9.]+)/g)].map(([, text = '']) => read(text));
    const [, change = ''] = new RegExp(`"${key}": (-?[0-9.]+)`).exec(json) ?? [];
    return { sum: numeral(total(numerals)), change, count: numerals.length };
  };

  test('of diff foots', async () => {
    const { stdout } = await run(['diff', old, now, '--format', 'json']);
    const { sum, change, count } = footing(stdout, 'change');
    expect([sum, count]).toEqual([change, EFFECTS.length]);
    expect(stdout).toMatch(/"volume": 0\.\d{10},/);
  });

  test('of diff as CSV foots', async () => {
    const [head = '', row = ''] = (await run(['diff', old, now, '--format', 'csv'])).stdout.split('\r\n');
    const cells = Object.fromEntries(head.split(',').map((name, at) => [name, row.split(',')[at] ?? '']));
    expect(numeral(total(EFFECTS.map((effect) => read(cells[effect] ?? ''))))).toBe(cells['change']);
  });

  test('of check foots', async () => {
    const base = join(folder, 'base.json');
    await run(['check', '--profile', old, '--max', '1', '--format', 'json', '--output', base]);
    const line = ['check', '--profile', now, '--max', '1', '--baseline', base, '--format', 'json'];
    const { sum, change, count } = footing((await run(line)).stdout, 'difference');
    expect([sum, count]).toEqual([change, EFFECTS.length]);
  });
});
