import type { ContractBand } from '../../domain/contract.ts';
import { float, usd } from '../numerals.ts';
import type { Written, Z } from '../schema.ts';

/** What is due of a commitment in which months. */
export const stages = (z: Z) =>
  z
    .array(
      z.strictObject({
        commitment: usd(z, 'of a month'),
        fromMonth: float(z, 'of the term, from 1'),
        toMonth: float(z, 'the last of the stage'),
      }),
    )
    .describe('where the commitment ramps: what is due when; empty where it is the same in every month');

export const stagesOf = ({ stages: of = [] }: Pick<ContractBand, 'stages'>): Written<typeof stages> =>
  of.map(({ commitment, from, to }) => ({ commitment, fromMonth: from, toMonth: to }));
