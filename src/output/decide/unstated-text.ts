import type { Decision, UnstatedLever } from '../../domain/decision.ts';
import { LEVER_KEYS } from '../../domain/levers.ts';
import { dollars, percent } from '../render/numbers.ts';
import { allOf, someOf } from '../words/some-of.ts';

type Lever = UnstatedLever['lever'];

/** What nobody says of some workloads. */
const SILENT: Readonly<Record<Lever, (workloads: string) => string>> = {
  cache: (workloads) => `how much input of ${workloads} is read from cache`,
  batch: (workloads) => `how much of ${workloads} can wait 24 hours for batch`,
};

/** Batch and caching that nobody stated: neither needs a contract, and only the buyer's own people can say how much there is. */
export function unstatedLeverTexts({ unstatedLevers, plan }: Pick<Decision, 'unstatedLevers' | 'plan'>): string[] {
  if (unstatedLevers.length === 0) return [];
  const over = plan.term === undefined ? '' : ' on average over the term';
  const said = unstatedLevers.map(
    ({ lever, workloads, level, cost, saving }) =>
      `${SILENT[lever](someOf(workloads))} (at ${percent(level)} everything costs ${dollars(cost)} a month${over}, ${dollars(saving)} less)`,
  );
  const keys = allOf(unstatedLevers.map(({ lever }) => LEVER_KEYS[lever]));
  const [free, them] = said.length === 1 ? ['It needs no contract', 'it'] : ['Neither needs a contract', 'both'];
  return [
    `Engineering: nobody says ${said.join(', nor ')}. ${free}: measure ${them} and state ${keys}, 0% where there is none.`,
  ];
}
