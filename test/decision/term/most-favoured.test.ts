import { describe, expect, test } from 'vitest';
import { fileOf } from '../../support/folders.ts';
import fc from '../../support/laws.ts';
import { run } from '../../support/transcript.ts';

// A million tokens in and one out of leaver list at 12 dollars. On this day nothing is known of what becomes of its price.
const CARD = ['--card', 'fixtures/cards/moving-prices.yaml', '--as-of', '2026-01-15'];

/** One stream, of which nothing is uncertain, that lists at so many thousands a month. */
const work = (thousands: number, held = true) =>
  `demand: { p10: 1, p50: 1, p90: 1 }\nworkloads:\n  - { name: a, model: leaver, tokens: { input: ${thousands * 250}M, output: ${thousands * 250}M }${held ? ', channels: [list, direct]' : ''} }\n`;
const perThousand = 3_000;

const reseller = (share: number, ground = 'claimed') =>
  `aggregators:\n  mart: { name: Mart, discounts: { leaver: ${share}% }, ground: ${ground} }\n`;

async function decided(profile: string, offers: string, ...more: readonly string[]) {
  const card = more.includes('--as-of') ? CARD.slice(0, 2) : CARD;
  const args = ['decide', ...card, '--offers', fileOf(offers), '--profile', '-', '--quiet', ...more];
  const { stdout, exitCode, stderr } = await run(args, profile);
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout;
}

const asJson = async (...args: Parameters<typeof decided>) =>
  JSON.parse(await decided(args[0], args[1], '--format', 'json', ...args.slice(2)));

const contract = (commitment: number, discount: number, clause = '') =>
  `contracts:\n  - { provider: south, floor: { low: 1, high: 990_000 }, fulfilment: monthly, overage: contract${clause}, bands: [{ commitment: ${commitment}, discount: ${discount}% }] }\n`;
const none = 'contracts:\n  - { provider: south, bands: [] }\n';

const said = ({ warnings }: { warnings: { code: string; text: string }[] }) =>
  warnings.filter(({ code }) => code === 'clauseOfContract').map(({ text }) => text);

const proposal = (commitment: number, discount: number, clause = '') =>
  fileOf(
    `provider: south\ncommitment: ${commitment}\nper: month\ndiscount: ${discount}%\nfulfilment: monthly\noverage: contract\ntermMonths: 12\n${clause}`,
  );

describe('a clause that no model costs more than others ask', () => {
  test('is worth the difference to a reseller for work that may not go there, said as what it rests on', async () => {
    // 12,000 at list: 10% off of the contract, 15% off of the reseller.
    const answer = await asJson(work(4), reseller(15) + contract(0, 10));
    expect(said(answer)).toEqual([
      'A clause in the contract with South that no model costs more under it than others ask for it (mostFavoured) is worth up to $600 a month, since Mart claims a lower price, which nobody has checked, for leaver: ask for it.',
    ]);
    const quoted = await asJson(work(4), reseller(15, 'quoted') + contract(0, 10));
    expect(said(quoted)[0]).toContain('since Mart quotes you a lower price for leaver');
    const stated = await asJson(work(4), reseller(15) + contract(0, 10, ', mostFavoured: true'));
    expect(said(stated)).toEqual([
      'The contract with South says that no model costs more under it than others ask for it (mostFavoured), and Mart claims a lower price, which nobody has checked, for leaver: that is worth up to $600 a month. No amount here counts it.',
    ]);
    expect(stated.plan).toEqual(answer.plan);
  });

  test('is worth nothing where nobody asks less, or where what is committed is due anyway', async () => {
    expect(said(await asJson(work(4), reseller(10) + contract(0, 10)))).toEqual([]);
    expect(said(await asJson(work(4), reseller(15) + contract(10_900, 10)))).toEqual([]);
    // Work that may go to the reseller is there already, and no contract is signed.
    expect(said(await asJson(work(4, false), reseller(15) + contract(0, 10)))).toEqual([]);
  });

  test('is worth, beside a commitment, what it takes off the use over it, and never less than nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 45 }),
        fc.integer({ min: 0, max: 20 }),
        async (thousands, discount, resold, commitment) => {
          const list = thousands * perThousand;
          const own = (share: number) => Math.max(commitment * 1_000, list * (1 - share / 100));
          const signed = own(discount) < list;
          const worth = signed ? Math.max(0, own(discount) - own(Math.max(discount, resold))) : 0;
          const answer = await asJson(work(thousands), reseller(resold) + contract(commitment * 1_000, discount));
          const [text] = said(answer);
          const amount = Number(/up to \$([\d,]+)/.exec(text ?? '')?.[1]?.replaceAll(',', '') ?? 0);
          expect(Math.abs(amount - worth)).toBeLessThan(1.01);
          const stated = await asJson(
            work(thousands),
            reseller(resold) + contract(commitment * 1_000, discount, ', mostFavoured: true'),
          );
          expect(stated.plan).toEqual(answer.plan);
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);

  test('stands among the clauses of a proposal and in its brief, whether it has it or not', async () => {
    const file = proposal(0, 10, 'mostFavoured: true\n');
    const offers = reseller(15) + none;
    const { proposals } = await asJson(work(4), offers, '--proposal', file);
    const open = await asJson(work(4), offers, '--proposal', proposal(0, 10));
    // 12,000 at list, 5 points of it.
    const clause = { kind: 'mostFavoured', worth: 600, assumed: false };
    expect(proposals[0].clauses).toContainEqual(expect.objectContaining({ ...clause, granted: true }));
    expect(open.proposals[0].clauses).toContainEqual(
      expect.objectContaining({
        ...clause,
        granted: false,
        text: 'no price above what others ask for the same model (at most, by the prices of Mart, a claim)',
      }),
    );
    expect(proposals[0].plans).toEqual(open.proposals[0].plans);
    const page = (await decided(work(4), offers, '--proposal', file, '--explain')).replace(/\s+/g, ' ');
    expect(page).toContain(
      'It says that no model costs more under it than others ask (mostFavoured): that is worth up to $600 a month: no price above what others ask for the same model (at most, by the prices of Mart, a claim). No amount counts it.',
    );
    const brief = await decided(work(4), offers, '--proposal', file, '--brief', 'south');
    expect(brief).toContain('(at most, by the prices of Mart, a claim) | $600 | in the offer, and counted nowhere |');
    const asks = await decided(work(4), offers, '--proposal', proposal(0, 10), '--brief', 'south');
    expect(asks).toContain('| $600 | prices of others: ask for it |');
  });

  test('is worth the months after a model has come, and what it names counts before it', async () => {
    // leaver lists at 12 until heir takes its place in April 2027 at 18: 8 of 12 months of a billion tokens each way.
    const profile =
      'start: 2026-12\nmonths: 12\ndemand: { p10: 1, p50: 1, p90: 1 }\nworkloads:\n  - { name: a, model: leaver, tokens: { input: 1B, output: 1B }, channels: [list, direct] }\n';
    const offers = `aggregators:\n  mart: { name: Mart, discounts: { leaver: 15%, heir: 30% }, ground: quoted }\n${none}`;
    const args = ['--as-of', '2026-11-27', '--proposal'];
    const file = proposal(0, 20, 'discounts: { heir: 25% }\n');
    const { proposals } = await asJson(profile, offers, ...args, file);
    expect(proposals[0].plans.signed.expectedCost).toBe((4 * 12_000 * 0.8 + 8 * 18_000 * 0.75) / 12);
    expect(proposals[0].clauses).toContainEqual(
      expect.objectContaining({ kind: 'mostFavoured', worth: (8 * 18_000 * 0.05) / 12 }),
    );
  });
});

test('an audit says that it does not hold a bill to it', async () => {
  const contract = fileOf(
    'provider: anthropic\nsigned: true\nstart: 2026-01-01\ncommitment: 0\nper: month\ndiscount: 10%\nmostFavoured: true\n',
  );
  const files = ['fixtures/audit/anthropic-usage.csv', '--bill', 'fixtures/audit/anthropic-cost.csv'];
  const args = ['audit', '--usage', ...files, '--contract', contract, '--as-of', '2026-11-23'];
  const { stdout } = await run(args);
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    'That no model costs more than others ask (mostFavoured) is not held against the bill: it has no prices of others.',
  );
});
