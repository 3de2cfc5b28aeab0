import type { Check } from '../../domain/check.ts';
import type { Provenance } from '../../domain/estimate.ts';
import type { JsonValue } from '../../domain/json.ts';
import { visible } from '../../domain/line-text.ts';
import type { FilePlace } from '../../domain/place.ts';
import { uriText } from '../render/safe-text.ts';
import { type CheckFinding, findingsOf } from './findings.ts';
import { groundTexts } from './ground-words.ts';

const PRICES_TOO_OLD = 'The oldest price used was looked at no more than so many days before the day priced.';

/** One per kind of limit and rule; the ids are stable, since who dismisses an alert dismisses its id. */
const RULES: readonly { readonly id: string; readonly name: string; readonly text: string }[] = [
  { id: 'max', name: 'AmountOverLimit', text: 'Projected spend a month is at most the limit of the budget.' },
  { id: 'maxIncrease', name: 'IncreaseOverLimit', text: 'Projected spend a month grows by at most so many dollars.' },
  { id: 'maxGrowth', name: 'GrowthOverLimit', text: 'Projected spend a month grows by at most this share.' },
  { id: 'floorCrossed', name: 'FloorCrossed', text: 'List spend with a provider stays on its side of the floor.' },
  { id: 'priceAge', name: 'PricesTooOld', text: PRICES_TOO_OLD },
  { id: 'cardAge', name: 'CardTooOld', text: PRICES_TOO_OLD },
];

/** A path as a URI: relative to the top of the repository, with what a URI cannot hold escaped. */
function artifactUri(file: string): { [key: string]: JsonValue } {
  const path = file
    .split('/')
    .filter((part) => part !== '.')
    .map(uriText)
    .join('/');
  return path.startsWith('/') ? { uri: `file://${path}` } : { uri: path, uriBaseId: '%SRCROOT%' };
}

function location(place: FilePlace): { [key: string]: JsonValue } {
  const region = { startLine: place.line, startColumn: place.column };
  return { physicalLocation: { artifactLocation: artifactUri(place.file), region } };
}

const ruleIndex = (kind: string) => RULES.findIndex(({ id }) => id === kind);

/** What a finding says, whichever list it stands in. */
function said({ level, verdict, text }: CheckFinding) {
  return {
    level: level === 'fail' ? 'error' : 'warning',
    message: { text: visible(`${verdict}: ${text}`) },
    properties: { verdict },
  } as const;
}

function resultJson(finding: CheckFinding, place: FilePlace): JsonValue {
  const { kind, group, name, level, limitPlace } = finding;
  return {
    ruleId: kind,
    ruleIndex: ruleIndex(kind),
    ...said(finding),
    locations: [location(place)],
    ...(limitPlace === undefined
      ? {}
      : { relatedLocations: [{ id: 0, ...location(limitPlace), message: { text: 'The limit.' } }] }),
    partialFingerprints: { 'limit/v1': visible([kind, group, name, level].join(' | ')) },
  };
}

/** A finding of a limit that stands in no file, such as --max. */
function notificationJson(finding: CheckFinding): JsonValue {
  return { associatedRule: { id: finding.kind, index: ruleIndex(finding.kind) }, ...said(finding) };
}

/**
 * What GitHub takes of one run, and what it shows of it
 * (https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support, "Limits"). A run with more
 * results is refused whole.
 */
const MOST_RESULTS = 25_000;
const MOST_SHOWN = 5_000;

/** What GitHub makes of so many results, said where somebody would look for one that is not there. */
function limitNotes(count: number): JsonValue[] {
  if (count <= MOST_SHOWN) return [];
  const left = count - MOST_RESULTS;
  const text =
    left > 0
      ? `${count} limits and rules are not kept; ${MOST_RESULTS} of them are results here, since GitHub refuses more, and ${left} are left out: those that only warn go first. GitHub shows ${MOST_SHOWN}. The JSON answer has all of them.`
      : `${count} limits and rules are not kept. GitHub shows ${MOST_SHOWN} of the results.`;
  return [{ level: 'warning', message: { text } }];
}

/** What has a place, those that fail first: what GitHub leaves out, it leaves out from the end. */
function placedResults(findings: readonly CheckFinding[]): JsonValue[] {
  const failing = findings.filter(({ level }) => level === 'fail');
  const warning = findings.filter(({ level }) => level === 'warn');
  const ordered = findings.length > MOST_SHOWN ? [...failing, ...warning] : findings;
  return ordered
    .flatMap((each) => (each.place === undefined ? [] : [resultJson(each, each.place)]))
    .slice(0, MOST_RESULTS);
}

/**
 * What tells the run from another of the same commit: GitHub reads a category up to the last slash. Without a name there
 * is none, since with an id of ours `upload-sarif` leaves the category of the workflow unused.
 */
function automationOf({ name }: Check): { [key: string]: JsonValue } {
  return name === undefined ? {} : { automationDetails: { id: `tokencost/${visible(name)}/` } };
}

/**
 * SARIF 2.1.0: a result for each limit and rule that is not within, at the line of the workload or of the limit. GitHub
 * refuses a whole file for one result without a location, so what has no place in a file is a notification of the run.
 */
export function checkSarif(check: Check, provenance: Provenance): JsonValue {
  const { tool, asOf, card } = provenance;
  const findings = findingsOf(check, provenance).filter(({ verdict }) => verdict !== 'within');
  const unplaced = findings.filter(({ place }) => place === undefined);
  const ground = groundTexts(check.since).map((text) => ({ level: 'note', message: { text: visible(text) } }));
  const notifications = [
    ...ground,
    ...limitNotes(findings.length - unplaced.length),
    ...unplaced.map(notificationJson),
  ];
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            version: tool.version,
            rules: RULES.map(({ id, name, text }) => ({ id, name, shortDescription: { text } })),
          },
        },
        ...automationOf(check),
        invocations: [
          {
            executionSuccessful: true,
            ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: placedResults(findings),
        properties: { verdict: check.verdict, asOf, card },
      },
    ],
  };
}
