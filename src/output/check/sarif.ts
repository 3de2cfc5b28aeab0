import type { Check } from '../../domain/check.ts';
import type { Provenance } from '../../domain/estimate.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { FilePlace } from '../../domain/place.ts';
import { visible } from '../render/safe-text.ts';
import { type CheckFinding, findingsOf } from './findings.ts';

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
export function artifactUri(file: string): { [key: string]: JsonValue } {
  const path = file
    .replace(/\p{Cs}/gu, '\u{fffd}')
    .split('/')
    .filter((part) => part !== '.')
    .map(encodeURIComponent)
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
 * SARIF 2.1.0: a result for each limit and rule that is not within, at the line of the workload or of the limit. GitHub
 * refuses a whole file for one result without a location, so what has no place in a file is a notification of the run.
 * There is no `automationDetails`: with an id of ours, `upload-sarif` would leave the category of the workflow unused.
 */
export function checkSarif(check: Check, provenance: Provenance): JsonValue {
  const { tool, asOf, card } = provenance;
  const findings = findingsOf(check, provenance).filter(({ verdict }) => verdict !== 'within');
  const unplaced = findings.filter(({ place }) => place === undefined);
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
        invocations: [
          {
            executionSuccessful: true,
            ...(unplaced.length === 0 ? {} : { toolExecutionNotifications: unplaced.map(notificationJson) }),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: findings.flatMap((each) => (each.place === undefined ? [] : [resultJson(each, each.place)])),
        properties: { verdict: check.verdict, asOf, card },
      },
    ],
  };
}
