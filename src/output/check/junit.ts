import type { Check } from '../../domain/check.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { visible } from '../../domain/line-text.ts';
import { xmlAttributes, xmlText } from '../render/xml.ts';
import { noteTexts } from '../words/note-list.ts';
import { provenanceText } from '../words/provenance-text.ts';
import { type CheckFinding, findingsOf } from './findings.ts';
import { groundTexts } from './ground-words.ts';
import { checkTitle, verdictText } from './words.ts';

type Outcome = 'passed' | 'failure' | 'error';

/** What only warns passes; what cannot be told is an error, as a test that could not be run. */
function outcomeOf({ level, verdict }: CheckFinding): Outcome {
  if (level === 'warn' || verdict === 'within') return 'passed';
  return verdict === 'over' ? 'failure' : 'error';
}

function placeText({ place }: CheckFinding): string {
  return place === undefined ? '' : `${place.file}:${place.line}:${place.column} `;
}

function testcase(finding: CheckFinding): string {
  const outcome = outcomeOf(finding);
  const head = `    <testcase${xmlAttributes({ classname: `tokencost.check.${finding.group}`, name: finding.name, time: 0 })}`;
  if (outcome === 'passed') return `${head}/>`;
  const attributes = xmlAttributes({ message: finding.text, type: `${finding.verdict}.${finding.kind}` });
  return `${head}>\n      <${outcome}${attributes}>${xmlText(placeText(finding) + finding.text)}</${outcome}>\n    </testcase>`;
}

/** What the tests themselves do not say: warnings of both kinds, and what the answer was computed from. */
function output(check: Check, findings: readonly CheckFinding[], provenance: Provenance): string {
  const warned = findings.filter(({ level, verdict }) => level === 'warn' && verdict !== 'within');
  return [
    verdictText(check, provenance.providerName),
    ...warned.map((finding) => `warning: ${placeText(finding)}${finding.text}`),
    ...groundTexts(check.since),
    ...noteTexts(check.warnings, provenance.providerName).map((text) => `warning: ${text}`),
    provenanceText(provenance),
  ].join('\n');
}

/** What the answer can be reproduced from, and whose limits and baseline count; Jenkins takes no empty list of properties. */
function properties({ since }: Check, { asOf, card }: Provenance): string[] {
  const judges = (since?.taken ?? []).filter(({ what }) => what === 'limits' || what === 'baseline');
  const known: [string, string][] = [
    ['asOf', asOf],
    ['cardId', card.id],
    ['cardVersion', card.version],
    ['cardSha256', card.sha256],
    ...judges.map(({ what, file, from }): [string, string] => [
      `${what}Of`,
      visible(`${file} of ${from === undefined ? 'this change' : `${from.revision}, ${from.commit}`}`),
    ]),
  ];
  return known.map(([name, value]) => `      <property${xmlAttributes({ name, value })}/>`);
}

/**
 * JUnit XML that fits both Ant's schema and Jenkins's: a test for each limit and rule. The
 * time of day is not known to an answer, so the stamp is the start of the day priced.
 */
export function checkJunit(check: Check, provenance: Provenance): string {
  const findings = findingsOf(check, provenance);
  const count = (outcome: Outcome) => findings.filter((each) => outcomeOf(each) === outcome).length;
  const suite = xmlAttributes({
    name: checkTitle(check),
    package: 'tokencost',
    id: 0,
    timestamp: `${provenance.asOf}T00:00:00`,
    hostname: 'localhost',
    tests: findings.length,
    failures: count('failure'),
    errors: count('error'),
    time: 0,
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite${suite}>`,
    '    <properties>',
    ...properties(check, provenance),
    '    </properties>',
    ...findings.map(testcase),
    `    <system-out>${xmlText(output(check, findings, provenance))}</system-out>`,
    '    <system-err/>',
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}
