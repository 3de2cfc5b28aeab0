import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compare, divide, type Exact } from '../../src/domain/exact.ts';
import type { Levers } from '../../src/domain/levers.ts';
import { totalOf } from '../../src/domain/line-item.ts';
import type { CacheTtl } from '../../src/domain/meter.ts';
import { factor } from '../../src/domain/units.ts';
import type { Workload } from '../../src/domain/workload.ts';
import { exact } from '../domain/samples.ts';
import { billOf } from '../support/engine.ts';
import { ARTICLE, PUBLISHED, repositoryPath } from '../support/pricing.ts';
import { part } from '../support/values.ts';
import { workload } from '../support/workloads.ts';

interface Answer {
  readonly name: string;
  readonly card: string;
  readonly model: string;
  readonly workload: {
    readonly input: string;
    readonly output: string;
    readonly cacheHitRatio?: string;
    readonly readsPerWrite?: string;
    readonly cacheTtl?: CacheTtl;
    readonly batchEligible?: string;
    readonly longContextShare?: string;
    readonly region?: string;
  };
  readonly costs: Readonly<Record<Levers, string>>;
}

/** Written by estimate.py. */
const answers = JSON.parse(readFileSync(repositoryPath('test/oracle/estimate.json'), 'utf8')) as Answer[];
const COLUMNS: readonly Levers[] = ['asIs', 'cache', 'batch', 'both'];
const CARDS = [PUBLISHED, ARTICLE];

/** A decimal, or a fraction such as 7/3. */
function rational(text: string): Exact {
  const [top = '', bottom = '1'] = text.split('/');
  return divide(exact(top), exact(bottom));
}

function stated(levers: Answer['workload']): Partial<Workload> {
  const { cacheHitRatio, readsPerWrite, cacheTtl, batchEligible, longContextShare, region } = levers;
  return {
    ...(cacheHitRatio === undefined ? {} : { cacheHitRatio: part(cacheHitRatio) }),
    ...(readsPerWrite === undefined ? {} : { readsPerWrite: factor(rational(readsPerWrite)) }),
    ...(cacheTtl === undefined ? {} : { cacheTtl }),
    ...(batchEligible === undefined ? {} : { batchEligible: part(batchEligible) }),
    ...(longContextShare === undefined ? {} : { longContextShare: part(longContextShare) }),
    ...(region === undefined ? {} : { region }),
  };
}

describe('the engine agrees with the oracle to the last digit', () => {
  test.each(answers)('$model on $card: $name', ({ card: id, model, workload: levers, costs }) => {
    const card = CARDS.find((each) => each.id === id) ?? expect.fail(`no card ${id}`);
    const of = workload(model, levers.input, levers.output, stated(levers));
    for (const column of COLUMNS) {
      const cost = totalOf(billOf(of, column, card)) ?? expect.fail(`${column} has no price`);
      expect(compare(cost, rational(costs[column])), column).toBe(0);
    }
  });
});

describe('the oracle holds the figures worked by hand', () => {
  const [opus, gpt, gemini] = ['claude-opus-4.7', 'gpt-5.4', 'gemini-3.1-pro'];
  test.each([
    ['article-2026', opus, 'list at 50M / 150M', 'asIs', '4000'],
    ['article-2026', gpt, 'list at 50M / 150M', 'asIs', '2375'],
    ['article-2026', gemini, 'list at 50M / 150M', 'asIs', '1900'],
    ['article-2026', opus, 'list at 2B / 6B', 'asIs', '160000'],
    ['article-2026', gpt, 'list at 2B / 6B', 'asIs', '95000'],
    ['article-2026', gemini, 'list at 2B / 6B', 'asIs', '76000'],
    ['article-2026', opus, 'output-heavy, 70% hits, all batch', 'asIs', '40000'],
    ['article-2026', gpt, 'output-heavy, 70% hits, all batch', 'asIs', '23750'],
    ['article-2026', gemini, 'output-heavy, 70% hits, all batch', 'asIs', '19000'],
    ['article-2026', opus, 'output-heavy, 70% hits, all batch', 'cache', '38425'],
    ['article-2026', opus, 'output-heavy, 70% hits, all batch', 'batch', '20000'],
    ['article-2026', opus, 'output-heavy, 70% hits, all batch', 'both', '19212.5'],
    ['article-2026', opus, 'input-heavy, 70% hits, all batch', 'asIs', '10000'],
    ['article-2026', opus, 'input-heavy, 70% hits, all batch', 'cache', '5275'],
    ['article-2026', opus, 'input-heavy, 70% hits, all batch', 'batch', '5000'],
    ['article-2026', opus, 'input-heavy, 70% hits, all batch', 'both', '2637.5'],
    ['article-2026', gemini, 'output-heavy, 70% hits, all batch', 'both', '9185'],
    ['article-2026', gemini, 'input-heavy, 70% hits, all batch', 'both', '1155'],
    ['published', opus, 'output-heavy, 70% hits, all batch', 'cache', '38468.75'],
    ['published', opus, 'input-heavy, 70% hits, all batch', 'cache', '5406.25'],
    ['published', opus, 'output-heavy, all the rest written, 5m', 'cache', '38612.5'],
    ['published', opus, 'input-heavy, all the rest written, 5m', 'cache', '5837.5'],
    ['published', opus, 'output-heavy, all the rest written, 1h', 'cache', '39175'],
    ['published', opus, 'input-heavy, all the rest written, 1h', 'cache', '7525'],
    ['published', gemini, 'output-heavy, 70% hits, all batch', 'both', '9220'],
    ['published', gemini, 'input-heavy, 70% hits, all batch', 'both', '1260'],
    // 150M at 1.25 + 350M at the printed 0.13 + 1.5B at 7.50; half of 0.25 would make it 11,481.25
    ['published', gpt, 'output-heavy, 70% hits, all batch', 'both', '11483'],
  ] as const)('%s, %s: %s, %s is %s', (card, model, name, column, expected) => {
    const answer = answers.find((each) => each.card === card && each.model === model && each.name === name);
    expect(answer?.costs[column]).toBe(expected);
  });
});
