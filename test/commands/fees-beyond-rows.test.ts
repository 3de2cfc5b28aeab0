import { expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

const CARD = ['--card', 'fixtures/cards/acme.yaml', '--as-of', '2026-11-01'];

const small = (name: string, channels: string[]) => {
  return { name, model: 'flat', tokens: { input: '20M', output: '2M' }, cacheHitRatio: '0', channels };
};
// 20M at 10 and 2M at 50 are 300 at list. Feemart takes 10%, at least 40 twice a month, so 80 here.
const FILES = {
  'shared.yaml': JSON.stringify({ workloads: [small('a', ['feemart']), small('b', ['list', 'feemart'])] }),
  'alone.yaml': JSON.stringify({ workloads: [small('a', ['feemart']), small('b', ['list'])] }),
};

/** Estimates of two profiles in which the same is bought for the same money, and their diff. */
async function compared(format: string) {
  const folder = folderOf(FILES);
  for (const name of ['shared', 'alone']) {
    const gateways = [...CARD, '--offers', 'fixtures/offers/gateways.yaml'];
    const files = ['--profile', `${folder}/${name}.yaml`, '--format', 'json', '--output', `${folder}/${name}.json`];
    expect((await run(['estimate', ...files, ...gateways])).exitCode).toBe(0);
  }
  const { stdout, exitCode } = await run(['diff', `${folder}/shared.json`, `${folder}/alone.json`, '--format', format]);
  return { stdout, exitCode };
}

test('diff counts the fees of a saved estimate that its rows do not hold', async () => {
  // The first has rows of 340 and 300 and 40 beyond them; in the second Feemart's row holds all 80 by itself.
  const { workloads, feesBeyondRows, total } = JSON.parse((await compared('json')).stdout);
  expect(workloads.map((each: { name: string; effects: object }) => [each.name, each.effects])).toMatchObject([
    ['a', { fees: 40 }],
    ['b', { fees: 0 }],
  ]);
  expect(feesBeyondRows).toEqual({ old: 40, new: 0 });
  expect(total).toMatchObject({ old: { amount: 680 }, new: { amount: 680 }, effects: { fees: 0 } });
});

test('diff shows those fees beside the workloads, so that its cells add up to the total', async () => {
  expect((await compared('table')).stdout).toMatch(
    /fees on what is bought together │ +\$40\.00 │ +\$0\.00 │ +-\$40\.00/,
  );
  expect((await compared('markdown')).stdout).toContain('| fees on what is bought together | $40.00 | $0.00 | -$40.00');
  expect((await compared('csv')).stdout).toContain('\r\nfees,,,40,0,-40,-1,');
});

test('what can be bought as a whole pays the fees of what it buys', async () => {
  const offers = {
    aggregators: {
      cheapmart: { name: 'Cheapmart', discounts: { flat: '20%' } },
      feemart: { name: 'Feemart', sells: 'all', purchaseFee: { share: '10%', minimum: '40', purchases: '2' } },
    },
    contracts: [
      { provider: 'acme', floor: { low: '100', high: '200' }, bands: [{ commitment: '0', discount: '10%' }] },
    ],
  };
  const none = { cacheHitRatio: '0', batchEligible: '0' };
  const workloads = [
    { name: 'drafts', model: 'flat', tokens: { input: '8M' }, channels: ['cheapmart', 'feemart', 'direct'], ...none },
    { name: 'answers', model: 'rate-wins', tokens: { input: '5M' }, channels: ['feemart', 'direct'], ...none },
  ];
  const folder = folderOf({ 'offers.yaml': JSON.stringify(offers), 'p.yaml': JSON.stringify({ workloads }) });
  const files = ['--profile', `${folder}/p.yaml`, '--offers', `${folder}/offers.yaml`];
  const { totals, workloads: found } = JSON.parse(
    (await run(['estimate', ...files, ...CARD, '--format', 'json'])).stdout,
  );
  expect(found.map((each: { cheapest: string }) => each.cheapest)).toEqual(['cheapmart', 'direct']);
  // 64 at Cheapmart and 45 direct, which 50 of list spend alone cannot have; through Feemart it is 50 and all of its 80.
  expect(totals).toMatchObject({ cheapestCost: 109, feesBeyondRows: 0, buyableCost: 194 });
});
