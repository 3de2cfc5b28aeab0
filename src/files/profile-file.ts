import { cacheFault } from '../domain/cache-fit.ts';
import { parseMonth } from '../domain/day.ts';
import { compare, isZero, numeral } from '../domain/exact.ts';
import { US_DOLLAR } from '../domain/exchange-rate.ts';
import { modeOfWord } from '../domain/meter.ts';
import { NO_TREND, type PriceTrend } from '../domain/price-trend.ts';
import type { PromptsOver } from '../domain/prompt-length.ts';
import { tokensFault } from '../domain/quantity-text.ts';
import { type Tokens, times } from '../domain/units.ts';
import type { Profile, Units, WorkingProfile, Workload } from '../domain/workload.ts';
import { currencyFaults, moneyReader, readExchangeRate } from './currency.ts';
import { readDemand } from './demand.ts';
import { readDocument } from './document.ts';
import { readOperation } from './operation.ts';
import { parseYaml } from './parse-yaml.ts';
import { type Complain, readVolume } from './profile-volume.ts';
import {
  optional,
  readFactor,
  readHours,
  readMinutes,
  readShare,
  readTokens,
  readUnitCount,
  readYearlyChange,
} from './read-value.ts';
import {
  MOST_WORKLOADS,
  type ProfileDocument,
  profileSchema,
  type WorkloadDocument,
} from './schemas/profile-schema.ts';
import { type Fault, invalidFile, type YamlFile } from './yaml-file.ts';

const KIND = 'profile';

/** Lever statements that contradict each other or the volume. */
function checkLevers(workload: Workload, complain: Complain): void {
  const { cacheHitRatio, readsPerWrite, measuredCache } = workload;
  if (cacheHitRatio !== undefined && measuredCache !== undefined) {
    complain(['cacheHitRatio'], 'the tokens are counted by cache class already; leave cacheHitRatio out');
  }
  for (const key of ['readsPerWrite', 'cacheTtl'] as const) {
    if (workload[key] !== undefined && measuredCache !== undefined)
      complain([key], `the tokens are counted by cache class already; count writes too, and leave ${key} out`);
  }
  const held = workload.storedTokenHours;
  const tooMuch = held === undefined ? undefined : tokensFault(held, 'tokens times hours is');
  if (tooMuch !== undefined) complain(['cacheStorage'], tooMuch);
  const fault =
    cacheHitRatio === undefined || readsPerWrite === undefined ? undefined : cacheFault(cacheHitRatio, readsPerWrite);
  if (fault !== undefined) complain(['readsPerWrite'], fault);
}

/** Tokens of explicit caches, times the hours they are held. */
function readStored({ tokens, hours, minutes = '0' }: NonNullable<WorkloadDocument['cacheStorage']>): Tokens {
  return times(readTokens(tokens), hours === undefined ? readMinutes(minutes) : readHours(hours));
}

function readPromptsOver(document: NonNullable<WorkloadDocument['promptsOver']>): PromptsOver {
  const stated = Object.entries(document).map(([over, part]) => ({ over: readTokens(over), share: readShare(part) }));
  return stated.sort((a, b) => compare(a.over, b.over));
}

function readUnits({ name, count }: NonNullable<WorkloadDocument['units']>): Units {
  return { name, count: readUnitCount(count) };
}

/** Lengths of prompts that contradict each other: what is over a length is over every shorter one too. */
function checkLengths({ longContextShare, promptsOver = [] }: Workload, complain: Complain): void {
  if (promptsOver.length > 0 && longContextShare !== undefined) {
    complain(['longContextShare'], 'promptsOver says how long the prompts are; leave longContextShare out');
  }
  for (const [index, { over, share }] of promptsOver.entries()) {
    const shorter = promptsOver[index - 1];
    if (shorter === undefined) continue;
    if (compare(shorter.over, over) === 0) complain(['promptsOver'], 'two keys are one length; keep one');
    else if (compare(shorter.share, share) < 0)
      complain(
        ['promptsOver'],
        `what is over ${numeral(over)} tokens is over ${numeral(shorter.over)} too: its share is no larger; they add up to no more than is over the shorter length`,
      );
  }
}

function readWorkload(name: string, document: WorkloadDocument, complain: Complain): Workload {
  const volume = readVolume(document, complain);
  const { model, cacheTtl, region, channels, channel, alternatives } = document;
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
    ...given('promptsOver', optional(document.promptsOver, readPromptsOver)),
    ...given('peakShare', optional(document.peakShare, readShare)),
    ...given('serviceMode', optional(document.serviceMode, modeOfWord)),
    ...given('storedTokenHours', optional(document.cacheStorage, readStored)),
    ...given('region', region),
    ...given('latencyBudgetMs', optional(document.latencyBudgetMs, Number)),
    ...given('channels', channels),
    ...given('channel', channel),
    ...(document.divisible === 'true' ? { divisible: true } : {}),
    ...readDemand(document, complain),
    alternatives: (alternatives ?? []).map((each) => ({
      model: each.model,
      tokenFactor: optional(each.tokenFactor, readFactor),
    })),
    ...readOperation(document, complain),
    tags: new Map(Object.entries(document.tags ?? {})),
    ...given('units', optional(document.units, readUnits)),
  };
  checkLevers(workload, complain);
  checkLengths(workload, complain);
  return workload;
}

function tiersOf(stated: ProfileDocument['qualityTiers']): ReadonlyMap<string, number> {
  return new Map(Object.entries(stated ?? {}).map(([model, tier]) => [model, Number(tier)]));
}

/** What holds for a workload by what the profile says of all: its channels, and the tiers of its models. */
function bound(
  { channels, qualityTiers }: ProfileDocument,
  entry: WorkloadDocument,
  complain: Complain,
): Pick<Workload, 'channels' | 'quality'> {
  const inherited = entry.channels === undefined && channels !== undefined ? { channels } : {};
  if (entry.minQualityTier === undefined) return inherited;
  const tiers = tiersOf(qualityTiers);
  const models = [entry.model, ...(entry.alternatives ?? []).map(({ model }) => model)];
  for (const model of models.filter((each) => !tiers.has(each)))
    complain(['minQualityTier'], `the profile gives ${model} no tier; add it under qualityTiers`);
  return { ...inherited, quality: { minimum: Number(entry.minQualityTier), tiers } };
}

function readTrend(stated: NonNullable<ProfileDocument['listPriceChange']>): PriceTrend {
  if (typeof stated === 'string') return { ...NO_TREND, all: readYearlyChange(stated) };
  return { ...NO_TREND, by: new Map(Object.entries(stated).map(([name, text]) => [name, readYearlyChange(text)])) };
}

/** Throws `invalidFile` for more workloads than are priced at once, before each of them is looked at. */
function refuseTooMany(file: YamlFile): void {
  const { workloads } = Object(file.content) as { workloads?: unknown };
  if (!Array.isArray(workloads) || workloads.length <= MOST_WORKLOADS) return;
  const message = `there are ${workloads.length} workloads; a profile holds ${MOST_WORKLOADS} at most: split it, or write work of one model with the same levers as one`;
  throw invalidFile(file, KIND, [{ place: file.place(['workloads', MOST_WORKLOADS]), message }]);
}

/** What a workload says that its surroundings do not bear out, with the key that says it. */
export interface WorkloadFault {
  readonly key: string;
  readonly index?: number;
  readonly message: string;
}

type FaultsOf = (workload: Workload) => readonly WorkloadFault[];

/** `mayRest` where no work, or work of no tokens, costs nothing and is no mistake. */
function readProfile(text: string, path: string, faultsOf: FaultsOf, mayRest: boolean): Profile {
  const file = parseYaml(text, path, KIND);
  refuseTooMany(file);
  const document = readDocument(file, { profileSchema }, KIND);
  const faults: Fault[] = [];
  const names = new Set<string>();
  const workloads = document.workloads.map((entry, index) => {
    const complain: Complain = (at, message) =>
      faults.push({ place: file.place(['workloads', index, ...at]), message });
    const before = faults.length;
    const alone = document.workloads.length === 1;
    if (entry.name === undefined && !alone)
      complain([], 'the key "name" is missing; only a workload that is alone goes by its model');
    const name = entry.name ?? entry.model;
    const workload = { ...readWorkload(name, entry, complain), ...bound(document, entry, complain) };
    if (entry.name !== undefined && names.has(name)) complain(['name'], `a second workload is called "${name}"`);
    names.add(name);
    if (
      !mayRest &&
      faults.length === before &&
      isZero(workload.input) &&
      isZero(workload.output) &&
      workload.others === undefined
    ) {
      complain(['tokens'], 'it has no tokens; at least one of input and output must be above 0');
    }
    for (const { key, index: item, message } of faultsOf(workload)) {
      const at = item === undefined ? [key] : [key, item];
      if (key !== 'channels' || entry.channels !== undefined) complain(at, message);
      else if (!faults.some((fault) => fault.message === message)) faults.push({ place: file.place(at), message });
    }
    return { ...workload, place: { file: path, ...file.place(['workloads', index]) } };
  });
  const common = readDemand(document, (at, message) => faults.push({ place: file.place(at), message }));
  const correlation = optional(document.correlation, readShare);
  const { start, months } = document;
  const month = optional(start, parseMonth);
  const horizon =
    month === undefined && months === undefined
      ? undefined
      : {
          ...(month === undefined ? {} : { start: month }),
          ...(months === undefined ? {} : { months: Number(months) }),
        };
  if (workloads.length === 0 && !mayRest)
    faults.push({ place: file.place(['workloads']), message: 'a profile needs at least one workload' });
  for (const [at, message] of currencyFaults(document, undefined)) faults.push({ place: file.place(at), message });
  if (faults.length > 0) throw invalidFile(file, KIND, faults);
  const exchange = readExchangeRate(document, path, undefined);
  const single = document.singleChannel === 'true' ? { singleChannel: true as const } : {};
  return {
    name: document.name,
    horizon,
    ...(document.listPriceChange === undefined ? {} : { priceTrend: readTrend(document.listPriceChange) }),
    common: { ...common, ...(correlation === undefined ? {} : { correlation }) },
    ...single,
    ...(exchange === undefined ? {} : { exchange }),
    ...(document.currency === US_DOLLAR ? { inDollars: true as const } : {}),
    ...(document.qualityTiers === undefined ? {} : { tiers: tiersOf(document.qualityTiers) }),
    workloads: workloads.map((workload, index) => {
      const switchingCost = optional(document.workloads[index]?.switchingCost, moneyReader(exchange));
      return switchingCost === undefined ? workload : { ...workload, switchingCost };
    }),
  };
}

/**
 * A profile from its text. `faultsOf` looks at each workload in the light of the card and the offers.
 * Throws `invalidFile` with every fault at its place.
 */
export function loadProfile(text: string, path: string, faultsOf: FaultsOf = () => []): WorkingProfile {
  const profile = readProfile(text, path, faultsOf, false);
  const [first, ...rest] = profile.workloads;
  if (first === undefined) throw new Error('a profile without work was not refused');
  return { ...profile, workloads: [first, ...rest] };
}

/** The same of a profile whose work may all be retired, or of no tokens: it costs nothing. */
export function loadRestingProfile(text: string, path: string, faultsOf: FaultsOf): Profile {
  return readProfile(text, path, faultsOf, true);
}
