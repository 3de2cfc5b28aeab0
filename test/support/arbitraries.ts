import type { Levers } from '../../src/domain/levers.ts';
import { discountFactor } from '../../src/domain/units.ts';
import type { Workload } from '../../src/domain/workload.ts';
import fc from './laws.ts';
import { multiple, part } from './values.ts';
import { measured, workload } from './workloads.ts';

/** Models of the round card whose every meter has a price, with 5-minute writes. */
export const priced = fc.constantFrom(
  'flat',
  'rate-wins',
  'no-cached',
  'printed-cell',
  'no-premium',
  'long-at',
  'regional',
  'minimum-prefix',
  'dated',
);

export const column = fc.constantFrom<Levers>('asIs', 'cache', 'batch', 'both');

/** Whole tokens, small and very large. */
export const tokensText = fc.oneof(fc.bigInt(0n, 1000n), fc.bigInt(0n, 10n ** 15n)).map(String);

/** A share in hundredths of a percent. */
export const share = fc.nat(10_000).map((points) => part(`${points / 100}%`));

/** Reads per write that divide into ends, so that the oracle can follow them. */
const readsPerWrite = fc.constantFrom('0.5', '1', '2', '4', '5', '8', '10', '20').map(multiple);

const levers = fc.record(
  { cacheHitRatio: share, readsPerWrite, batchEligible: share, longContextShare: share },
  { requiredKeys: [] },
);

/** A workload with any of the levers; reads and writes that are more than the input are capped. */
export const workloads: fc.Arbitrary<Workload> = fc
  .tuple(priced, tokensText, tokensText, levers)
  .map(([model, input, output, stated]) => workload(model, input, output, stated));

/** Tokens of each class: uncached, read, written, output. */
export const counted = fc.tuple(tokensText, tokensText, tokensText, tokensText);

export function measuredWorkload(
  model: string,
  [uncached, read, written, output]: readonly [string, string, string, string],
  batchEligible = part('0'),
): Workload {
  const input = String(BigInt(uncached) + BigInt(read) + BigInt(written));
  return { ...workload(model, input, output, measured(read, { '5m': written })), batchEligible };
}

/** The terms of a channel at a discount. */
export const termsAt = (discount: string) => [{ name: 'a channel', factor: discountFactor(part(discount)) }];
