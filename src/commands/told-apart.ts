import type { AllocationTerms } from '../decision/allocate/allocate.ts';
import type { Allocation } from '../domain/allocation.ts';
import { tagOf } from '../domain/allocation.ts';
import type { Charge } from '../domain/charge.ts';
import type { Provenance } from '../domain/estimate.ts';
import { nearest } from '../domain/near.ts';
import type { Note } from '../domain/note.ts';
import type { Profile } from '../domain/workload.ts';
import type { Page } from '../output/page.ts';
import type { InputOptions, OutputOptions } from './options.ts';
import { withTaken } from './taken.ts';

type ApartOptions = Pick<InputOptions, 'by' | 'shared'> &
  OutputOptions & { readonly rows?: string; readonly focusVersion?: string };
type Showback = typeof import('./showback.ts');

/** A cost by who causes it, in the forms that answers take. */
export interface ToldApart {
  readonly parts: (provenance: Provenance) => Page;
  readonly csv: (provenance: Provenance) => Iterable<string>;
  /** FOCUS charges, what is of no single workload in parts. */
  readonly charges: (all: readonly Charge[]) => Charge[];
  readonly json: () => { readonly allocation: ReturnType<Showback['showback']['json']> };
}

const isAsked = ({ by, shared }: ApartOptions) => (by ?? shared) !== undefined;

/** Throws for a --by or a --shared that is none or does not fit, before anything is computed. */
export async function refuseApart(options: ApartOptions, formats?: readonly string[]): Promise<void> {
  if (isAsked(options)) (await import('./showback.ts')).showbackTerms(options, formats);
}

/** What --by asks for; undefined where it does not stand. */
export async function toldApart(
  options: ApartOptions,
  allocated: (terms: AllocationTerms, showback: Showback) => Allocation,
): Promise<ToldApart | undefined> {
  if (!isAsked(options)) return undefined;
  const all = await import('./showback.ts');
  const allocation = allocated(all.showbackTerms(options), all);
  return {
    parts: (provenance) => [all.showback.part(allocation, provenance)],
    csv: (provenance) => all.showback.csv(allocation, provenance, options),
    charges: (charges) => all.showback.charges(charges, allocation),
    json: () => ({ allocation: all.showback.json(allocation) }),
  };
}

/** That no workload has a tag that costs are told apart by. */
export function tagUnmet({ by }: Pick<InputOptions, 'by'>, { workloads }: Pick<Profile, 'workloads'>): Note[] {
  const tag = by === undefined ? undefined : tagOf(by);
  if (tag === undefined || workloads.length === 0 || workloads.some(({ tags }) => tags.has(tag))) return [];
  const known = [...new Set(workloads.flatMap(({ tags }) => [...tags.keys()]))];
  const near = nearest(tag, known);
  return [{ code: 'tagUnmet', tag, known, near }];
}

/** An answer that says what was taken for flags that nobody gave, and of stated units that --by does not ask about. */
export function withAskedNotes<
  Answer extends { readonly assumptions: readonly Note[]; readonly warnings: readonly Note[] },
>(answer: Answer, { workloads }: Pick<Profile, 'workloads'>, options: Pick<InputOptions, 'by' | 'taken'>): Answer {
  const { by } = options;
  const unasked = by === undefined && workloads.some(({ units }) => units !== undefined);
  const told: readonly Note[] = unasked ? [{ code: 'unitsWithoutBy' }] : [];
  const found = withTaken(answer, options);
  const warnings = [...found.warnings, ...tagUnmet(options, { workloads })];
  return { ...found, assumptions: [...found.assumptions, ...told], warnings };
}
