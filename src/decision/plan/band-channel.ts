import type { Channel } from '../../domain/channel.ts';
import { bandGround, type ContractBand } from '../../domain/contract.ts';
import type { Terms } from '../../domain/line-item.ts';

/** The direct channel at the terms of one band. */
export function bandChannel(band: Pick<ContractBand, 'discount' | 'ground'>, { coversCalls }: Terms = {}): Channel {
  const { discount } = band;
  const ground = bandGround(band);
  return { kind: 'direct', id: 'direct', discount, shallowest: discount, deepest: discount, coversCalls, ground };
}
