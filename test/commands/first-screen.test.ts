import { expect, test } from 'vitest';
import { fileOf } from '../support/folders.ts';
import { run, words } from '../support/transcript.ts';

/** What a screen says, as one line. */
async function screen(line: string): Promise<string> {
  const { stdout } = await run(words(`decide ${line} --quiet`));
  return stdout.replace(/\n(?:- )? */g, ' ');
}

const PORTFOLIO = '--profile fixtures/profiles/portfolio.yaml';

test('a commitment says its minimum, its term, its cash and what a bad case costs', async () => {
  const said = await screen(
    '--profile fixtures/profiles/direct-under-commitment.yaml --offers fixtures/offers/take-or-pay-unused.yaml',
  );
  expect(said).toContain(
    'The minimum owed to Anthropic for 12 months (taken as usual) is $90,000 a month, $1,080,000 a year, whatever is used: as stated $90,000.00 a month is paid, $1,080,000.00 a year. In a bad case (one in ten)',
  );
  // A loss is no saving that could be split.
  expect(said).not.toContain('Of that saving');
});

test('nearly all months that do not use up a commitment begin a sentence', async () => {
  const offers = fileOf(`contracts:
  - { provider: anthropic, floor: { low: 45k, high: 100k }, bands: [{ commitment: 90k, discount: 20% }], fulfilment: monthly }
`);
  const said = await screen(
    `--profile fixtures/profiles/direct-under-commitment.yaml --offers ${offers} --format json`,
  );
  expect(said).toContain('. Over 99.9% of months do not use up the commitment to Anthropic; in a thin month');
});

test('what is signed for a later month is asked for in writing too', async () => {
  const said = await screen(
    '--profile fixtures/profiles/commitment-growing.yaml --offers fixtures/offers/minimum.yaml',
  );
  expect(said).toContain('Sign with Anthropic for month 10;');
  expect(said).toContain('ask Anthropic to put in writing: 20% off, from a list spend of no more than $');
});

test('without a minimum it says so, and what a month under the floor does', async () => {
  expect(await screen(PORTFOLIO)).toMatch(
    /No minimum is owed to Anthropic for 12 months .*: as stated \$66,800\.00 a month is paid, .* In a bad month \(2\.0% of them\) the spend is under the floor and Anthropic charges list\./,
  );
});

test('what is owed to a cloud anyway is told apart from what prices save, and has to be confirmed', async () => {
  const said = await screen(`${PORTFOLIO} --offers fixtures/offers/cloud-commitment.yaml`);
  expect(said).toContain(
    '$17,125.00 on published prices ($10,000.00 that is owed to a cloud anyway counts as no cost)',
  );
  expect(said).toMatch(/have aws confirm in writing that Amazon Bedrock counts toward what you owe it; \$10,000\.00/);
});

test('a reseller of work that is pinned to a region has to say that it stays there', async () => {
  const said = await screen(
    '--profile fixtures/portfolios/eu-residency.yaml --offers fixtures/portfolios/eu-residency-offers.yaml',
  );
  expect(said).toContain('have it say in writing that letters stays in eu');
});

test('a stated peak asks for a rate limit', async () => {
  const said = await screen('--profile fixtures/portfolios/three-providers.yaml');
  expect(said).toContain('gpt-5.4: its busiest minutes are stated at 4x the average.');
  expect(await screen(PORTFOLIO)).not.toContain('busiest minutes');
});

test('a page that its own expectation contradicts begins with that', async () => {
  const { stdout } = await run(
    words('decide --profile fixtures/profiles/commitment.yaml --offers fixtures/offers/minimum.yaml --quiet'),
  );
  expect(stdout).toMatch(/^Do not sign on the stated month alone\./);
});

test('the term is as long as the longest proposal, and one ladder says whose word is taken', async () => {
  const said = await screen(
    '--profile fixtures/portfolios/falling.yaml --proposal fixtures/portfolios/falling-quote.yaml',
  );
  expect(said).toContain('a month on average over 36 months');
  expect(said).toContain('What you would pay a month on average over the term, by whose word you take:');
  expect(said).not.toContain('first month’s saving');
});
