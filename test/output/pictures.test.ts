import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import REPORTS from '../../scripts/reports.json' with { type: 'json' };
import type { Chart } from '../../src/output/chart.ts';
import { textWidth } from '../../src/output/pictures/axis-text.ts';
import { type Look, svgOf, WIDTHS } from '../../src/output/pictures/draw.ts';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';

const LOOKS = Object.keys(WIDTHS) as Look[];

const cents = (min: number) => fc.integer({ min, max: 1e11 }).map((each) => each / 100);
const amount = cents(-1e11);
const above = cents(0);
const name = fc.string({ unit: 'binary', maxLength: 60 });
const shown = fc.double({ min: -1e12, max: 1e12, noNaN: true }).map((value) => `$${value.toFixed(2)}`);

const chart: fc.Arbitrary<Chart> = fc.oneof(
  fc.record({
    kind: fc.constant('bars' as const),
    rows: fc.array(fc.record({ name, amount, shown }), { minLength: 1, maxLength: 12 }),
  }),
  fc.record({
    kind: fc.constant('steps' as const),
    steps: fc.array(fc.record({ name, amount, shown, total: fc.boolean() }), { minLength: 1, maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant('spread' as const),
    centre: amount,
    rows: fc.array(fc.record({ name, shown, low: fc.option(amount, { nil: undefined }), high: amount }), {
      minLength: 1,
      maxLength: 8,
    }),
  }),
  fc.record({
    kind: fc.constant('columns' as const),
    columns: fc.array(fc.record({ name: fc.string({ maxLength: 10 }), amount: above, beside: above }), {
      minLength: 1,
      maxLength: 60,
    }),
    hue: name,
    beside: name,
  }),
  fc.record({
    kind: fc.constant('lines' as const),
    y: fc.constant('USD a month'),
    x: fc.record({ label: fc.constant('commitment, USD a month'), form: fc.constantFrom('usd', 'multiple') }),
    series: fc.array(fc.record({ name, points: fc.array(fc.tuple(above, above), { minLength: 2, maxLength: 20 }) }), {
      minLength: 1,
      maxLength: 5,
    }),
    marks: fc.array(fc.record({ at: above, shown: name }), { maxLength: 3 }),
    level: fc.record({ name, at: above }),
  }),
);

/** Where the texts of a picture begin and end, by its own measure of letters. */
function texts(svg: string): { text: string; from: number; to: number }[] {
  const found: { text: string; from: number; to: number }[] = [];
  const walk = /<g([^>]*)>|<\/g>|<text([^>]*)>([^<]*)<\/text>/g;
  const open: { dx: number; anchor: string }[] = [];
  for (const [mark, group, attributes = '', text = ''] of svg.matchAll(walk)) {
    const moved = (of: string) => Number(/transform="translate\((-?[\d.e-]+),/.exec(of)?.[1] ?? 0);
    if (group !== undefined) open.push({ dx: moved(group), anchor: /text-anchor="(\w+)"/.exec(group)?.[1] ?? '' });
    else if (mark === '</g>') open.pop();
    else {
      const x = open.reduce((sum, { dx }) => sum + dx, moved(attributes));
      const anchor = open.findLast((each) => each.anchor !== '')?.anchor ?? 'middle';
      const width = textWidth(text.replace(/&\w+;|&#\d+;/g, '.'));
      const from = anchor === 'end' ? x - width : anchor === 'start' ? x : x - width / 2;
      found.push({ text, from, to: from + width });
    }
  }
  return found;
}

describe.each(LOOKS)('any chart, drawn %s', (look) => {
  test('is an image with a name, whole and with a place for everything in it', async () => {
    await fc.assert(
      fc.asyncProperty(chart, async (of) => {
        const svg = svgOf(of, look, 'what is drawn');
        expect(svg).toMatch(/^<svg [^>]*role="img"/);
        expect(svg).toContain('aria-label="what is drawn"');
        expect(svg.match(/aria-/g)).toHaveLength(1);
        expect(svg).not.toMatch(/NaN|Infinity|undefined|<style|url\(|href|<script/);
        const { valid, errors } = await validateXML({
          xml: [{ fileName: 'picture.svg', contents: svg }],
          extension: 'schema',
          schema: [
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2000/svg"><xs:element name="svg"><xs:complexType><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/></xs:sequence><xs:anyAttribute processContents="skip"/></xs:complexType></xs:element></xs:schema>',
          ],
        });
        expect([valid, errors]).toEqual([true, []]);
      }),
      { numRuns: 25 },
    );
  });

  test('cuts no word off at its edges', () => {
    fc.assert(
      fc.property(chart, (of) => {
        const outside = texts(svgOf(of, look, 'what is drawn')).filter(
          ({ from, to }) => from < -1 || to > WIDTHS[look] + 1,
        );
        expect(outside).toEqual([]);
      }),
    );
  });
});

const widths = (svg: string) => [...svg.matchAll(/<rect [^>]*?width="([\d.]+)"/g)].map(([, width]) => Number(width));

test('bars are as long as their amounts', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 8 }), (amounts) => {
      const rows = amounts.map((each, index) => ({ name: String(index), amount: each, shown: '$1' }));
      const drawn = widths(svgOf({ kind: 'bars', rows }, 'wide', 'bars'));
      const most = Math.max(...amounts);
      const longest = Math.max(...drawn);
      for (const [index, width] of drawn.entries())
        expect(width / longest).toBeCloseTo((amounts[index] ?? 0) / most, 2);
    }),
  );
});

test('a waterfall ends where its last total is, whatever is taken off between', () => {
  const svg = svgOf(
    {
      kind: 'steps',
      steps: [
        { name: 'before', amount: 100, shown: '$100', total: true },
        { name: 'off', amount: 30, shown: '-$30', total: false },
        { name: 'on', amount: -10, shown: '+$10', total: false },
        { name: 'after', amount: 80, shown: '$80', total: true },
      ],
    },
    'wide',
    'waterfall',
  );
  const rects = [...svg.matchAll(/<rect [^>]*>/g)].map(([rect]) => {
    const of = (key: string) => Number(new RegExp(` ${key}="([\\d.]+)"`).exec(rect)?.[1]);
    return [of('x'), of('x') + of('width')] as const;
  });
  const [before, off, on, after] = rects;
  expect(off?.[1]).toBeCloseTo(before?.[1] ?? 0, 1);
  expect(on?.[0]).toBeCloseTo(off?.[0] ?? 0, 1);
  expect(on?.[1]).toBeCloseTo(after?.[1] ?? 0, 1);
});

/** What one sees first in each report, in the words over its pictures. */
const SEEN: Readonly<Record<string, readonly RegExp[]>> = {
  estimate: [
    /^93\.8% of the cheapest bill is output \(TokenMart: claimed by a seller and not checked\)$/,
    /^The lever that takes off most is batch: \$20,000 a month \(50% of its list bill\), at the illustrated levels$/,
    /^TokenMart is the cheapest at today's volume, direct from 1\.25x of it on \(TokenMart: claimed by a seller and not checked; direct: hoped for, which nobody has offered\)$/,
  ],
  portfolio: [
    /^assistant takes 58\.8% of \$108,900\.00 a month \(direct: hoped for/,
    /lever/,
    /^If all goes one way, list price/,
  ],
  months: [
    /output/,
    /lever/,
    /volume/,
    /^A month rises from \$34,000\.00 to \$40,841\.01; 6 months come to \$228,712\.47$/,
  ],
  decide: [
    /^assistant takes 58\.8% of the \$108,900\.00 that a month costs \(direct: hoped for/,
    /^46\.3% of the \$36,100\.00 that the plan saves rests on what is hoped for/,
    /volume/,
    /^Anthropic: .* is the best choice, \$69,105 a month/,
    /^Volume moves a month the most \(0\.7x: \$76,230; 1\.3x: \$141,570\), and 4 ends would change the decision$/,
  ],
  term: [
    /^79\.1% of the \$10,684\.05 that the plan saves rests on what is claimed/,
    /volume/,
    /commitment/,
    /Volume moves/,
    /^A month goes from \$38,250 to \$55,420 over 12 months/,
  ],
  compare: [/^claude-haiku-5\.5 costs least, \$800\.00 a month as bought/],
  brief: [
    /^20% off \(hoped for: nobody has offered it\) is worth \$1,068 a month over no contract \(a seller's claim, not checked\)$/,
  ],
  check: [
    /^whole profile is furthest over its limit: \$50,666\.63 \[101\.3%\] of \$50,000\.00$/,
    /^ticket-replies takes 60\.7% of \$50,666\.63 a month$/,
  ],
  diff: [
    /^-\$4,651\.13 \(-9\.2%\) a month in all; the most by workloads that are gone: -\$14,816\.00$/,
    /^voice-assistant \(removed\) moves it most, by -\$14,816\.00 a month, of 5 workloads that moved$/,
  ],
  audit: [/^The largest difference, \+\$10\.65: billed in another mode; \$15\.19 too much in all$/],
  track: [/^Anthropic: 59\.4% of \$30,000 used by 2026-10-18; at this rate \$30,876 by 2026-10-31$/],
};

/** The pictures of a document; its script holds the words for others. */
const figures = (text: string) =>
  [...text.replace(/<script[\s\S]*?<\/script>/g, '').matchAll(/<figure>([\s\S]*?)<\/figure>/g)].map(
    ([, inner = '']) => inner,
  );

describe.each(Object.entries(SEEN))('the report of %s', (key, titles) => {
  const line = (REPORTS as Readonly<Record<string, string>>)[key] ?? '';

  test('has its pictures, each with its finding, an alternative in both sizes, and its figures', async () => {
    const { stdout } = await run([...line.split(' '), '--format', 'html', '--quiet']);
    const found = figures(stdout);
    expect(found).toHaveLength(titles.length);
    for (const [index, figure] of found.entries()) {
      expect(/<figcaption>(.*?)<\/figcaption>/.exec(figure)?.[1]?.replaceAll('&apos;', "'")).toMatch(
        titles[index] ?? /^$/,
      );
      expect(figure.match(/role="img"/g)).toHaveLength(2);
      expect(figure).toMatch(/<details[^>]*><summary>Its figures<\/summary>[\s\S]*<tbody><tr>/);
    }
  });

  test('shows a screen none of them', async () => {
    const { stdout } = await run([...line.split(' '), '--quiet']);
    expect(stdout).not.toMatch(/At a glance|svg/);
  });
});

test('Markdown has the figures of a picture that the page does not say otherwise', async () => {
  const { stdout } = await run([...REPORTS.term.split(' '), '--format', 'markdown', '--quiet']);
  expect(stdout).toContain('| month | expected cost | due in any case |');
  expect(stdout).not.toContain('| commitment | expected cost | P10 | P90 |');
});

test('a limit that a later month breaks is drawn by that month, and one that is kept by the one nearest to it', async () => {
  const titleAt = async (max: string) => {
    const { stdout } = await run(
      ['check', '--profile', 'fixtures/profiles/growing-ten.yaml', '--max', max, '--as-of', '2026-11-27'].concat(
        '--format',
        'html',
        '--quiet',
      ),
    );
    return /<figcaption>(.*?)<\/figcaption>/.exec(stdout)?.[1];
  };
  expect(await titleAt('12k')).toBe('whole profile is over its limit: 2027-04 $12,884.08 [107.4%] of $12,000.00');
  expect(await titleAt('25k')).toBe('whole profile is nearest to its limit: 2027-10 $22,824.93 [91.3%] of $25,000.00');
});
