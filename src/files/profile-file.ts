import { cacheFault } from '../domain/cache-fit.ts';
import { parseMonth } from '../domain/day.ts';
import { isZero } from '../domain/exact.ts';
import { CACHE_TTLS, type CacheTtl } from '../domain/meter.ts';
import { NO_TOKENS, plus, sum, type Tokens, times, UNCHANGED } from '../domain/units.ts';
import type { MeasuredCache, Profile, RequestShape, Workload } from '../domain/workload.ts';
import { optional, readCount, readFactor, readShare, readTokens } from './read-value.ts';
import { profileSchema, type TokensDocument, type WorkloadDocument } from './schemas/profile-schema.ts';
import { validate } from './validate.ts';
import { type Fault, invalidFile, type Path, parseYaml } from './yaml-file.ts';

const KIND = 'profile';

type Complain = (path: Path, message: string) => void;
type Volume = Pick<Workload, 'input' | 'output' | 'measuredCache' | 'request'>;

const tokensOf = (text: string | undefined): Tokens => optional(text, readTokens) ?? NO_TOKENS;

/** Counts that were measured: the classes are disjoint and add up to the input. */
function readMeasured(document: TokensDocument): MeasuredCache | undefined {
  const writes = new Map<CacheTtl, Tokens>();
  for (const ttl of CACHE_TTLS) {
    const written = document[`cacheWrite${ttl}`];
    if (written !== undefined) writes.set(ttl, readTokens(written));
  }
  const counted = document.cacheRead !== undefined || writes.size > 0;
  return counted ? { read: tokensOf(document.cacheRead), writes } : undefined;
}

function readMonthly(document: TokensDocument, complain: Complain): Volume {
  const { input, output, ...counts } = document;
  const measured = Object.keys(counts);
  if (input !== undefined && measured.length > 0) {
    complain(
      ['tokens', measured[0] ?? ''],
      `input and ${measured.join(', ')} count the same tokens twice; give input with a cacheHitRatio, or the classes alone`,
    );
  }
  const measuredCache = readMeasured(document);
  const classes = [
    tokensOf(document.uncachedInput),
    measuredCache?.read ?? NO_TOKENS,
    ...(measuredCache?.writes.values() ?? []),
  ];
  return {
    input: input === undefined ? sum(classes) : readTokens(input),
    output: tokensOf(output),
    ...(measuredCache === undefined ? {} : { measuredCache }),
  };
}

function readRequests(document: WorkloadDocument, complain: Complain): Volume {
  const { requests, perRequest } = document;
  if (requests === undefined || perRequest === undefined) {
    const missing = requests === undefined ? 'requests (a month)' : 'perRequest';
    complain(['requests'], `${missing} is missing; requests and perRequest go together`);
    return { input: NO_TOKENS, output: NO_TOKENS };
  }
  const request: RequestShape = {
    prefix: tokensOf(perRequest.prefix),
    input: readTokens(perRequest.input),
    output: readTokens(perRequest.output),
  };
  const count = readCount(requests);
  const input = times(plus(request.prefix, request.input), count);
  return { input, output: times(request.output, count), request };
}

function readVolume(document: WorkloadDocument, complain: Complain): Volume {
  const byRequest = document.requests !== undefined || document.perRequest !== undefined;
  if (document.tokens !== undefined && byRequest) {
    complain(['requests'], 'tokens a month and requests were both given; give one of them');
  }
  if (document.tokens !== undefined) return readMonthly(document.tokens, complain);
  if (byRequest) return readRequests(document, complain);
  complain([], 'it has no volume; give tokens: { input, output } a month, or requests with perRequest');
  return { input: NO_TOKENS, output: NO_TOKENS };
}

/** Lever statements that contradict each other or the volume. */
function checkLevers(workload: Workload, complain: Complain): void {
  const { cacheHitRatio, readsPerWrite, measuredCache } = workload;
  if (cacheHitRatio !== undefined && measuredCache !== undefined) {
    complain(['cacheHitRatio'], 'the tokens are counted by cache class already; leave cacheHitRatio out');
  }
  const fault =
    cacheHitRatio === undefined || readsPerWrite === undefined ? undefined : cacheFault(cacheHitRatio, readsPerWrite);
  if (fault !== undefined) complain(['readsPerWrite'], fault);
}

function readWorkload(document: WorkloadDocument, complain: Complain): Workload {
  const volume = readVolume(document, complain);
  const { name, model, cacheTtl, region, channels, channel, alternatives } = document;
  const given = <Key extends string, Value>(key: Key, value: Value | undefined) =>
    (value === undefined ? {} : { [key]: value }) as { [key in Key]?: Value };
  const workload: Workload = {
    name,
    model,
    ...volume,
    ...given('cacheHitRatio', optional(document.cacheHitRatio, readShare)),
    ...given('readsPerWrite', optional(document.readsPerWrite, readFactor)),
    ...given('cacheTtl', cacheTtl),
    ...given('batchEligible', optional(document.batchEligible, readShare)),
    ...given('longContextShare', optional(document.longContextShare, readShare)),
    ...given('peakShare', optional(document.peakShare, readShare)),
    ...given('serviceMode', document.serviceMode),
    ...given(
      'storedTokenHours',
      optional(document.cacheStorage, ({ tokens, hours }) => times(readTokens(tokens), readCount(hours))),
    ),
    ...given('region', region),
    ...given('latencyBudgetMs', optional(document.latencyBudgetMs, Number)),
    ...given('channels', channels),
    ...given('channel', channel),
    alternatives: (alternatives ?? []).map((each) => ({
      model: each.model,
      tokenFactor: optional(each.tokenFactor, readFactor) ?? UNCHANGED,
    })),
    tags: new Map(Object.entries(document.tags ?? {})),
  };
  checkLevers(workload, complain);
  return workload;
}

/** What a workload says that its surroundings do not bear out, with the key that says it. */
export interface WorkloadFault {
  readonly key: string;
  readonly message: string;
}

/**
 * A profile from its text. `faultsOf` looks at each workload in the light of the card and the offers.
 * Throws `invalidFile` with every fault at its place.
 */
export function loadProfile(
  text: string,
  path: string,
  faultsOf: (workload: Workload) => readonly WorkloadFault[] = () => [],
): Profile {
  const file = parseYaml(text, path, KIND);
  const document = validate(file, profileSchema, KIND);
  const faults: Fault[] = [];
  const names = new Set<string>();
  const workloads = document.workloads.map((entry, index) => {
    const complain: Complain = (at, message) =>
      faults.push({ place: file.place(['workloads', index, ...at]), message });
    const before = faults.length;
    const workload = readWorkload(entry, complain);
    if (names.has(entry.name)) complain(['name'], `a second workload is called "${entry.name}"`);
    names.add(entry.name);
    if (faults.length === before && isZero(workload.input) && isZero(workload.output)) {
      complain(['tokens'], 'it has no tokens; at least one of input and output must be above 0');
    }
    for (const { key, message } of faultsOf(workload)) complain([key], message);
    return workload;
  });
  const { start, months } = document;
  if ((start === undefined) !== (months === undefined)) {
    const given = start === undefined ? 'months' : 'start';
    faults.push({ place: file.place([given], 'key'), message: 'start and months go together' });
  }
  const month = optional(start, parseMonth);
  const horizon = month === undefined || months === undefined ? undefined : { start: month, months: Number(months) };
  const [first, ...rest] = workloads;
  if (faults.length > 0 || first === undefined) throw invalidFile(file, KIND, faults);
  return { name: document.name, horizon, workloads: [first, ...rest] };
}
