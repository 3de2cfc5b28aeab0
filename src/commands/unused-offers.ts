import type { Context } from '../decision/estimate/estimate.ts';
import type { Asker } from '../decision/stated/users.ts';
import type { Note } from '../domain/note.ts';
import type { Workload } from '../domain/workload.ts';

/** An answer that says what it does not use of the user's own offers; the rules are loaded where there are some. */
export async function withUnusedOffers<Found extends { readonly assumptions: readonly Note[] }>(
  found: Found,
  workloads: readonly Workload[],
  context: Context,
  asker: Asker,
): Promise<Found> {
  if ((context.ownOffers ?? []).length === 0) return found;
  const { idleOffers } = await import('../decision/stated/offers.ts');
  return { ...found, assumptions: [...found.assumptions, ...idleOffers(workloads, context, asker)] };
}
