import type { Channel } from '../../domain/channel.ts';
import type { Contract, Settlement } from '../../domain/contract.ts';
import type { Fee } from '../../domain/fee.ts';
import type { Spend } from '../estimate/spend.ts';
import { bestBand, directChannel } from './band.ts';
import { contractFees } from './contract-fees.ts';

/** A provider's contract for everything of a month that is bought under it. */
export interface Deal {
  readonly contract: Contract;
  readonly spend: Spend;
  readonly settlement: Settlement;
  readonly channel: Channel;
  /** What it costs beside the discounted tokens. */
  readonly fees: readonly Fee[];
}

/** The contract at the band that costs a list spend least. */
export function dealFor(contract: Contract, spend: Spend): Deal {
  const settlement = bestBand(contract, spend.amount);
  const channel = directChannel(contract, settlement);
  return { contract, spend, settlement, channel, fees: contractFees(contract, settlement) };
}
