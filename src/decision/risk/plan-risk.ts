import type { Risk } from '../../domain/risk.ts';
import { exactOf } from '../../domain/statistic.ts';
import { factor } from '../../domain/units.ts';
import { factorAt, type Streams, streamsOf } from '../chance/streams.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';
import type { Solve } from '../plan/break-even.ts';
import type { Market, Stated } from '../plan/driver-path.ts';
import { choicesAtVolume } from '../plan/options.ts';
import type { Outcome } from '../plan/outcome.ts';
import { MANY } from '../plan/replan.ts';
import type { TermModel } from '../term/term-model.ts';
import { riskOf } from './risk-of.ts';

/** Percentiles of demand whose best plans are among the alternatives; fewer where each has many workloads to plan. */
const LOOKED_AT = [1, 10, 30, 70, 90, 99];
const LOOKED_AT_IN_MANY = [10, 90];

const PLACES = 6;

/** The market when every workload is at a percentile of its own demand. */
function marketAt({ priced, choices, terms }: Stated, { all, of }: Streams, z: number): Market {
  const there = priced.map((each, index) => {
    const stream = all[of[index] ?? 0];
    const by = factor(exactOf(stream === undefined ? 1 : factorAt(stream, z), PLACES));
    return choicesAtVolume(choices[index], each, by, terms.offers);
  });
  return { choices: there, terms };
}

/** The market when one provider offers no contract. */
function marketWithout({ choices, terms }: Stated, provider: string): Market {
  const { offers } = terms;
  const contractOf: typeof offers.contractOf = (id) => (id === provider ? 'notOffered' : offers.contractOf(id));
  return { choices, terms: { ...terms, offers: { ...offers, contractOf } } };
}

/**
 * How likely the plan is to be right, against the plans that are the best somewhere: at the ends of the drivers, at
 * percentiles of demand, and without each of its contracts.
 */
export async function planRisk(
  stated: Stated,
  tried: readonly Outcome[],
  sizing: Sizing,
  replan: Solve,
  model?: TermModel,
): Promise<Risk> {
  if (model !== undefined) return riskOf(stated, tried, sizing, model);
  const { base, priced } = stated;
  const streams = streamsOf(
    priced.map(({ workload }) => workload),
    sizing,
  );
  const percents = priced.length < MANY ? LOOKED_AT : LOOKED_AT_IN_MANY;
  const markets = [
    ...percents.map((percent) => marketAt(stated, streams, sizing.normal.quantile(percent / 100))),
    ...base.contracts.map(({ provider }) => marketWithout(stated, provider)),
  ];
  const others: Outcome[] = [];
  for (const market of markets) {
    const outcome = await replan(market);
    if (outcome !== undefined) others.push(outcome);
  }
  return riskOf(stated, [...others, ...tried], sizing);
}
