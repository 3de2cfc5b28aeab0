import { overVolume } from '../decision/estimate/over-volume.ts';
import { estimateProfile } from '../decision/estimate/profile-estimate.ts';
import { cacheFault } from '../domain/cache-fit.ts';
import type { Estimate } from '../domain/estimate.ts';
import { isZero } from '../domain/exact.ts';
import { parseFloor } from '../domain/floor-text.ts';
import { type Parsed, parseDiscount, parseShare, parseTokens } from '../domain/quantity-text.ts';
import { atVolume } from '../domain/scaled.ts';
import { withLevers } from '../domain/what-if.ts';
import type { Workload } from '../domain/workload.ts';
import { estimatePage } from '../output/estimate/page.ts';
import { estimatePictures } from '../output/estimate/pictures.ts';
import { drawn } from '../output/pictures/draw.ts';
import { mainText } from '../output/render/html.ts';
import { contextOf, type Held, provenanceOf, totalText } from './held.ts';
import { parseVolume, whatIfOf } from './inputs.ts';

/** What was changed: the text of a field by its id, without those that are as they were stated. */
export type Changes = ReadonlyMap<string, string>;

/** What a report answers to changes: the page anew, or what is wrong with a field. */
export type Answered =
  | { readonly main: string; readonly total: string }
  | { readonly faults: ReadonlyMap<string, string> };

/** Texts that differ from what was stated. */
export function changesIn(held: Held, texts: ReadonlyMap<string, string>): Changes {
  const stated = whatIfOf(held).groups.flatMap(({ fields }) => fields.map(({ id, value }) => [id, value] as const));
  const moved = stated.filter(([id, value]) => (texts.get(id) ?? value).trim() !== value);
  return new Map(moved.map(([id]) => [id, (texts.get(id) ?? '').trim()]));
}

class Reader {
  readonly faults = new Map<string, string>();
  private readonly changes: Changes;

  constructor(changes: Changes) {
    this.changes = changes;
  }

  /** The value of a field that was changed; undefined where it was not, or was emptied. */
  read<Value>(id: string, parse: (text: string) => Parsed<Value>): Value | undefined {
    const text = this.changes.get(id);
    if (text === undefined || text === '') return undefined;
    const parsed = parse(text);
    if ('value' in parsed) return parsed.value;
    this.faults.set(id, parsed.fault);
    return undefined;
  }

  isEmptied(id: string): boolean {
    return this.changes.get(id) === '';
  }

  levers(of: string) {
    const cacheHitRatio = this.read(`${of}.cacheHit`, parseShare);
    const batchEligible = this.read(`${of}.batch`, parseShare);
    return {
      ...(cacheHitRatio === undefined ? {} : { cacheHitRatio }),
      ...(batchEligible === undefined ? {} : { batchEligible }),
    };
  }

  volume(of: string) {
    return this.read(`${of}.volume`, parseVolume);
  }
}

function without(workload: Workload, reader: Reader, of: string): Workload {
  const { cacheHitRatio, batchEligible, ...rest } = workload;
  return {
    ...rest,
    ...(cacheHitRatio === undefined || reader.isEmptied(`${of}.cacheHit`) ? {} : { cacheHitRatio }),
    ...(batchEligible === undefined || reader.isEmptied(`${of}.batch`) ? {} : { batchEligible }),
  };
}

function changed(stated: Workload, of: string, reader: Reader): Workload {
  const volumes = ['all', of].map((each) => reader.volume(each));
  const levers = withLevers(withLevers(without(stated, reader, of), reader.levers('all')), reader.levers(of));
  const workload = volumes.reduce((each, by) => (by === undefined ? each : atVolume(each, by)), levers);
  const input = reader.read(`${of}.input`, parseTokens) ?? workload.input;
  const output = reader.read(`${of}.output`, parseTokens) ?? workload.output;
  const { cacheHitRatio, readsPerWrite } = workload;
  const fault =
    cacheHitRatio === undefined || readsPerWrite === undefined ? undefined : cacheFault(cacheHitRatio, readsPerWrite);
  if (fault !== undefined) reader.faults.set(`${of}.cacheHit`, fault);
  if (isZero(input) && isZero(output)) reader.faults.set(`${of}.output`, 'nothing is left of the work');
  return { ...workload, input, output };
}

/** The profile and the quote with what was changed. */
function stated(held: Held, reader: Reader): Held {
  const { profile, context } = held;
  const workloads = profile.workloads.map((each, index) => changed(each, String(index), reader));
  const discount = reader.isEmptied('quote.discount')
    ? undefined
    : (reader.read('quote.discount', parseDiscount) ?? context.quote.discount);
  const floor = reader.isEmptied('quote.floor')
    ? undefined
    : (reader.read('quote.floor', parseFloor) ?? context.quote.floor);
  const quote = { ...(discount === undefined ? {} : { discount }), ...(floor === undefined ? {} : { floor }) };
  return { ...held, profile: { ...profile, workloads }, context: { ...context, quote } };
}

function pageOf(held: Held): { answer: Estimate; main: string } {
  const context = contextOf(held);
  const { profile, added, explain, about } = held;
  const found = estimateProfile(profile, context);
  const answer = { ...found, assumptions: [...found.assumptions, ...added] };
  const over = overVolume(answer, profile.workloads, context);
  const page = estimatePage(answer, provenanceOf(held), explain, [], {
    pictures: estimatePictures(answer, over),
    opens: true,
  });
  return { answer, main: mainText(page, about, drawn) };
}

/** The page of the report with what was changed, by the engine that the command line has. */
export function answered(held: Held, changes: Changes): Answered {
  const reader = new Reader(changes);
  const asked = stated(held, reader);
  if (reader.faults.size > 0) return { faults: reader.faults };
  const { answer, main } = pageOf(asked);
  return { main, total: totalText(answer) };
}
