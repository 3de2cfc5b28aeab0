import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadClaims } from '../../src/files/claims-file.ts';

const PATH = 'pricing/article-claims.yaml';
const SHIPPED = readFileSync(PATH, 'utf8');

/** The shipped claims with one piece of text replaced everywhere. */
function loadWith(from: string, to: string) {
  expect(SHIPPED).toContain(from);
  return () => loadClaims(SHIPPED.replaceAll(from, to), PATH);
}

test('the shipped claims are sound', () => {
  expect(loadClaims(SHIPPED, PATH).tables.flatMap((table) => table.claims)).toHaveLength(80);
});

describe('a fault is told at its place', () => {
  test.each([
    ['a job nobody describes', 'job: opus-small,', 'job: opus-tiny,', 'there is no job "opus-tiny"'],
    ['a column the table lacks', 'column: a year', 'column: a decade', 'the table has no column "a decade"'],
    ['an id that is taken', 'id: gpt-cost,', 'id: opus-cost,', 'a second "opus-cost"'],
    ['a place that is taken', 'row: 2B / 6B', 'row: 50M / 150M', 'a second claim at "50M / 150M", "gpt-5.4"'],
    ['a note without its figure', '{opus-to-floor}', 'some', 'the figure opus-to-floor is not shown'],
    ['a figure that is not there', '{deepest}', '{deep}', '{deep} is no figure of this list'],
    ['a print that is no number', '"$40,000"', '"$40K or so"', '"$40K or so" is not a printed number'],
    ['a kind that does not exist', 'kind: meterShare', 'kind: meterPart', 'kind'],
    ['a share above the whole', 'share: 1%', 'share: 101%', '"101%" is more than the whole'],
  ])('%s', (_, from, to, message) => {
    expect(loadWith(from, to)).toThrow(message);
    expect(loadWith(from, to)).toThrow(/article-claims\.yaml:\d+:\d+ /);
  });
});
