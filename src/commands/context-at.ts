import type { Context } from '../decision/estimate/estimate.ts';
import { type Revision, withFilesAt } from '../files/revision.ts';
import { shippedPricing } from '../files/shipped.ts';
import { contextOf } from './context.ts';
import type { InputOptions } from './options.ts';
import type { Shell } from './shell.ts';

/** The file of prices of one's own; undefined for a shipped card and for one through a pipe. */
export const ownCard = (options: InputOptions, shell: Shell) =>
  shippedPricing(shell.pricingFolder).cardIds().includes(options.card) || options.card === '-'
    ? undefined
    : options.card;

/** All that an answer depends on, with the card and the offers as a revision has them; its own where it has none. */
export async function contextAt<Result>(
  revision: Revision,
  options: InputOptions,
  shell: Shell,
  use: (then: Context, notThere: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const card = ownCard(options, shell);
  const offers = (options.offers ?? []).filter((path) => path !== '-');
  return withFilesAt(revision, { card, offers }, async (at) => {
    const notThere = [
      ...(card !== undefined && at.card === undefined ? [card] : []),
      ...offers.filter((_, index) => at.offers[index] === undefined),
    ];
    const laid = at.offers.filter((path) => path !== undefined);
    return use(await contextOf({ ...options, card: at.card ?? options.card, offers: laid }, shell), notThere);
  });
}
