import { describe, expect, test } from 'vitest';
import { compare, ONE, whole } from '../../src/domain/exact.ts';
import { rampStages } from '../../src/domain/ramp-stages.ts';
import { factor, share, sum, times, usd } from '../../src/domain/units.ts';
import fc from '../support/laws.ts';
import { run, words } from '../support/transcript.ts';

const PROPOSED = 'decide --profile fixtures/profiles/cached-sonnet.yaml --proposal fixtures/proposals/stages.yaml';
const SIGNED = 'decide --profile fixtures/profiles/cached-sonnet.yaml --offers fixtures/offers/stages.yaml';
const flat = async (line: string) => (await run(words(line))).stdout.replaceAll(/\s+/g, ' ');
const json = async (line: string) => JSON.parse((await run(words(`${line} --format json`))).stdout);

// 20, 33 and 47% of 3,000,000 over twelve months each.
const STAGES =
  '$50,000 a month in months 1 to 12, $82,500 a month in months 13 to 24 and $117,500 a month in months 25 to 36';

describe('a commitment that ramps says its stages', () => {
  test.each([
    ['the page', ''],
    ['a document', ' --format markdown'],
    ['the brief', ' --brief anthropic'],
  ])('%s', async (_, more) => {
    expect(await flat(`${PROPOSED}${more}`)).toContain(STAGES);
  });

  test('in the answer to the vendor, for the counter too, with the size of the last stage', async () => {
    const page = await flat(PROPOSED);
    expect(page).toContain('The proposal is 2.04x the spend once its ramp is over');
    expect(page).toContain(`It is proposed by stages: ${STAGES}. The counter has the same ramp:`);
  });

  test('in JSON', async () => {
    const { proposals } = await json(PROPOSED);
    expect(proposals[0]).toMatchObject({
      commitment: 117_500,
      stages: [
        { commitment: 50_000, fromMonth: 1, toMonth: 12 },
        { commitment: 82_500, fromMonth: 13, toMonth: 24 },
        { commitment: 117_500, fromMonth: 25, toMonth: 36 },
      ],
    });
    const { plan } = await json(SIGNED);
    expect(plan.contracts[0].stages).toEqual([
      { commitment: 30_000, fromMonth: 1, toMonth: 12 },
      { commitment: 60_000, fromMonth: 13, toMonth: 24 },
    ]);
    const plain = await json('decide --profile fixtures/profiles/cached-sonnet.yaml');
    expect(plain.plan.contracts.every(({ stages }: { stages: unknown[] }) => stages.length === 0)).toBe(true);
  });

  test('where it is signed, and the month that is shown is said to be a late one', async () => {
    const page = await flat(SIGNED);
    expect(page).toContain(
      'a commitment of $60,000 a month, by stages ($30,000 a month in months 1 to 12 and $60,000 a month in months 13 to 24)',
    );
    expect(page).toContain('$60,000 a month once its ramp is over, and less before, whatever is used.');
    expect(page).not.toContain('$720,000 a year, whatever is used');
  });

  test('and estimate, which shows it as terms', async () => {
    const line = 'estimate --profile fixtures/profiles/cached-sonnet.yaml --offers fixtures/offers/stages.yaml';
    expect(await flat(line)).toContain('$60,000 a month committed, by stages ($30,000 a month in months 1 to 12');
  });
});

test('stages cover the term without a gap, and come to the parts of the full commitment', () => {
  const parts = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 12 }), (percents, months) => {
      const ramp = [...percents.map((each) => share({ ...whole(BigInt(each)), scale: 1 })), share(ONE)];
      const stages = rampStages(usd(whole(1000n)), { ramp, termMonths: ramp.length * months });
      if (ramp.every((each) => compare(each, ONE) === 0)) return stages.length === 0;
      const isWhole = stages.every(({ from, to }, index) => to - from + 1 === months && from === index * months + 1);
      const all = sum(stages.map(({ commitment }) => commitment));
      const tenths = percents.reduce((total, each) => total + each, 10);
      return isWhole && compare(all, times(usd(whole(BigInt(tenths))), factor(whole(100n)))) === 0;
    }),
  );
});
