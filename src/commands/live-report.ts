import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../decision/estimate/estimate.ts';
import type { Estimate, Provenance } from '../domain/estimate.ts';
import type { Note } from '../domain/note.ts';
import type { Profile } from '../domain/workload.ts';
import type { Live, Still } from '../output/render/html.ts';
import { type GivenFlag, type Recorder, totalText } from '../report/held.ts';
import { whatIfOf } from '../report/inputs.ts';
import { plainText } from '../report/plain-text.ts';
import { DEFAULT_CARD, type EstimateOptions } from './options.ts';
import type { Shell } from './shell.ts';

/** Work that a browser prices again at every key without a wait. */
const MOST_WORKLOADS = 50;

/** The script of reports, beside the pricing. */
const scriptIn = ({ pricingFolder }: Shell) => readFileSync(join(pricingFolder, '..', 'report.js'), 'utf8');

/** The flags that an answer depends on, as they were given; the day always, since a report is read on another. */
function flagsOf(options: EstimateOptions, { day }: Context): GivenFlag[] {
  const one = (flag: string, value: string | undefined): GivenFlag[] => (value === undefined ? [] : [[flag, value]]);
  return [
    ...one('--profile', options.profile),
    ...one('--in', options.in),
    ...one('--out', options.out),
    ...one('--model', options.model),
    ...one('--cache-hit', options.cacheHit),
    ...one('--reads-per-write', options.readsPerWrite),
    ...one('--cache-ttl', options.cacheTtl),
    ...one('--batch', options.batch === true ? '100%' : options.batch),
    ...one('--discount', options.discount),
    ...one('--floor', options.floor),
    ...(options.card === DEFAULT_CARD ? [] : one('--card', options.card)),
    ...(options.offers ?? []).flatMap((file) => one('--offers', file)),
    ...one('--via', options.via),
    ...one('--prepay', options.prepay),
    ...one('--as-of', day),
    ...(options.explain === true ? [['--explain'] as const] : []),
  ];
}

/** An estimate that was made with everything it looks up written down. */
export interface Recorded {
  readonly profile: Profile;
  readonly recorder: Recorder;
  readonly answer: Estimate;
  /** Assumptions that the command added to those of the answer. */
  readonly added: readonly Note[];
}

/**
 * What makes the report of an estimate answer back: the engine, and all that this answer and its pictures were made from.
 * A reason in its place where it is told apart by something else than workloads, and for more work than a browser prices in
 * a moment.
 */
export function liveEstimate(
  { profile, recorder, answer, added }: Recorded,
  provenance: Provenance,
  options: EstimateOptions,
  about: string | undefined,
  shell: Shell,
): Live | Still {
  if (options.by !== undefined)
    return { why: 'Told apart by something else than workloads, this report has no fields to change numbers in.' };
  if (profile.workloads.length > MOST_WORKLOADS) {
    return {
      why: `A browser would take long to price ${profile.workloads.length} workloads at every key: to change a number, change the profile and run the command again.`,
    };
  }
  const held = recorder.held({
    profile,
    provenance,
    about,
    added,
    total: totalText(answer),
    explain: options.explain === true,
    flags: flagsOf(options, recorder.context),
  });
  const script = scriptIn(shell);
  const hash = `sha256-${createHash('sha256').update(script).digest('base64')}`;
  return { script, hash, held: plainText(held), whatIf: whatIfOf(held) };
}
