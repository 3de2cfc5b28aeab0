import type { Channel } from '../../domain/channel.ts';
import { discountNamed } from '../../domain/clauses.ts';
import { bandGround, type ContractBand } from '../../domain/contract.ts';
import type { Terms } from '../../domain/line-item.ts';
import type { Model } from '../../domain/rate-card.ts';

/** The direct channel at the terms of one band: for a model that it names, at the discount that it names. */
export function bandChannel(
  band: Pick<ContractBand, 'discount' | 'ground' | 'prices'>,
  { coversCalls }: Terms = {},
  model?: Pick<Model, 'id'>,
): Channel {
  const discount = (model && discountNamed(band, model.id)) ?? band.discount;
  const ground = bandGround(band);
  return { kind: 'direct', id: 'direct', discount, shallowest: discount, deepest: discount, coversCalls, ground };
}
