import { compare, isZero } from '../../domain/exact.ts';
import { pulled } from '../../domain/levers.ts';
import { lessThan } from '../../domain/units.ts';
import { settled } from '../contract/settle.ts';
import { type Candidate, candidate, listSpends } from './candidate.ts';
import type { DirectOption, Instance } from './instance.ts';

const leversOn = ({ usage }: DirectOption) => pulled(usage.levers).length;

/** The same purchase with more of its levers on, which its contract counts less of. */
function cheaperTwins(own: DirectOption, options: readonly DirectOption[]): DirectOption[] {
  return options
    .filter(
      (each) =>
        each.provider === own.provider &&
        each.usage.of.model === own.usage.of.model &&
        each.channel === own.channel &&
        leversOn(each) > leversOn(own) &&
        lessThan(each.counted, own.counted),
    )
    .sort((a, b) => compare(a.counted, b.counted));
}

/**
 * A plan with every lever on that costs it nothing: under a commitment that is not used up, a stream costs the same with
 * and without them, until there is more of it. Where all of that still fits the contracts, the plan costs the same now and
 * less in every larger month.
 */
export function withLeversOn(instance: Instance, best: Candidate): Candidate {
  let kept = best;
  const spends = listSpends(instance, best.assignment);
  const unused = best.state.map((band, provider) => {
    const spend = spends[provider];
    return band !== undefined && spend !== undefined && !isZero(settled(band, spend).shortfall);
  });
  for (const [index, options] of instance.direct.entries()) {
    const own = kept.assignment[index];
    if (own === undefined || unused[own.provider] !== true) continue;
    for (const twin of cheaperTwins(own, options)) {
      const found = candidate(instance, kept.state, kept.assignment.with(index, twin));
      if (found === undefined || compare(found.cost, kept.cost) !== 0) continue;
      kept = found;
      break;
    }
  }
  return kept;
}
