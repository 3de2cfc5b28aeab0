import type { Context } from '../decision/estimate/estimate.ts';
import { workloadFaults } from '../decision/estimate/workload-faults.ts';
import { cacheFault } from '../domain/cache-fit.ts';
import { isZero } from '../domain/exact.ts';
import { problem } from '../domain/problem.ts';
import { parseFactor, parseShare, parseTokens } from '../domain/quantity-text.ts';
import { ALL, NO_TOKENS } from '../domain/units.ts';
import { type StatedLevers, withLevers } from '../domain/what-if.ts';
import type { Profile, Workload } from '../domain/workload.ts';
import { readText } from '../files/text-file.ts';
import { optionalFlag, parseCacheTtl } from './flags.ts';
import type { InputOptions } from './options.ts';
import { READS } from './paths.ts';
import type { Shell } from './shell.ts';

/** The lever flags that were given, as parts of a workload. */
function leverFlags(options: InputOptions): StatedLevers {
  const hit = optionalFlag('--cache-hit', options.cacheHit, parseShare);
  const readsPerWrite = optionalFlag('--reads-per-write', options.readsPerWrite, parseFactor);
  const ttl = optionalFlag('--cache-ttl', options.cacheTtl, parseCacheTtl);
  const batch = options.batch === true ? ALL : optionalFlag('--batch', options.batch, parseShare);
  return {
    ...(hit === undefined ? {} : { cacheHitRatio: hit }),
    ...(readsPerWrite === undefined ? {} : { readsPerWrite }),
    ...(ttl === undefined ? {} : { cacheTtl: ttl }),
    ...(batch === undefined ? {} : { batchEligible: batch }),
  };
}

/** The lever flags that were given, as they are written. */
export function leverFlagsGiven(options: InputOptions): string[] {
  const written = {
    cacheHit: '--cache-hit',
    readsPerWrite: '--reads-per-write',
    cacheTtl: '--cache-ttl',
    batch: '--batch',
  };
  const keys = Object.keys(written) as (keyof typeof written)[];
  return keys.filter((key) => options[key] !== undefined).map((key) => written[key]);
}

/** Refuses reads and writes that together are more than the input. */
function fitting(workload: Workload): Workload {
  const { cacheHitRatio, readsPerWrite } = workload;
  if (cacheHitRatio === undefined || readsPerWrite === undefined) return workload;
  const fault = cacheFault(cacheHitRatio, readsPerWrite);
  if (fault !== undefined) throw problem('cacheDoesNotFit', workload.name, fault);
  return workload;
}

/** One model at a time: several side by side are another question. Throws `usage`. */
export function refuseSeveral(model: string): void {
  if (!model.includes(',')) return;
  const what = `--model ${model} names several models.`;
  throw problem('usage', what, `Put them side by side: tokencost compare --models ${model} with the same flags.`);
}

function fromFlags(options: InputOptions): Profile {
  const given = options.in !== undefined || options.out !== undefined;
  if (!given && options.model === undefined) throw problem('missingInput');
  if (options.model === undefined) throw problem('missingModel');
  refuseSeveral(options.model);
  const input = optionalFlag('--in', options.in, parseTokens) ?? NO_TOKENS;
  const output = optionalFlag('--out', options.out, parseTokens) ?? NO_TOKENS;
  if (isZero(input) && isZero(output))
    throw problem('noTokens', given ? 'The workload' : `The workload of ${options.model}`);
  const workload: Workload = {
    name: options.model,
    model: options.model,
    input,
    output,
    ...leverFlags(options),
    alternatives: [],
    tags: new Map(),
  };
  return { name: undefined, horizon: undefined, workloads: [fitting(workload)] };
}

/** A profile that names no currency is shown in that of the project. */
function withExchange(profile: Profile, { exchange }: InputOptions): Profile {
  const names = profile.exchange !== undefined || profile.inDollars === true;
  return names || exchange === undefined ? profile : { ...profile, exchange };
}

/** Characters of a profile from which on a command takes several times as long as its start: some 50 workloads. */
const LONG_PROFILE = 8_000;

/** A profile names its own tokens and models. */
function refuseBoth(options: InputOptions): void {
  const both = (['in', 'out', 'model'] as const).filter((name) => options[name] !== undefined);
  if (both.length > 0) throw problem('conflictingInput', both.map((name) => `--${name}`).join(', '));
}

/**
 * The workloads of the flags, or of `--profile` with the lever flags laid over them. `mayRest` where a profile without
 * work is no mistake.
 */
export async function workloadsOf(
  options: InputOptions,
  context: Context,
  shell: Shell,
  { mayRest = false }: { readonly mayRest?: boolean } = {},
): Promise<Profile> {
  if (options.profile === undefined) return withExchange(fromFlags(options), options);
  refuseBoth(options);
  const levers = leverFlags(options);
  const fromStdin = options.profile === '-';
  const text = fromStdin ? shell.readInput() : readText(options.profile, READS.profile.expected);
  if (text.length > LONG_PROFILE) await shell.expectWork?.();
  const { loadProfile, loadRestingProfile } = await import('../files/profile-file.ts');
  const load = mayRest ? loadRestingProfile : loadProfile;
  const path = fromStdin ? 'standard input' : options.profile;
  const profile = load(text, path, (workload) => workloadFaults(workload, context));
  return withExchange(
    { ...profile, workloads: profile.workloads.map((each) => fitting(withLevers(each, levers))) },
    options,
  );
}
