import type { PricedApart } from '../../domain/priced-apart.ts';
import type { UnpricedUsage } from '../../domain/usage-answer.ts';
import { percent } from '../render/numbers.ts';

const APART: Readonly<Record<PricedApart['kind'], (of: string, mark: string) => string>> = {
  fineTuned: (of) =>
    `A tuned model has prices of its own, which are not those of ${of}: write it as a model, with them.`,
  batch: (of) =>
    `It is ${of} in a batch, which costs less: an alias would price it without the batch. Name ${of} in the rows, with the mode batch, or write it as a model, with its batch prices.`,
  priority: (of, mark) =>
    `"${mark}" is a faster mode of ${of} or a model beside it, at prices of its own. Where it is the mode, name ${of} in the rows, with the mode priority; else write it as a model, with its rate.`,
  flex: (of) =>
    `It is ${of} in flex mode, which costs less: an alias would price it as standard. Name ${of} in the rows, with the mode flex, or write it as a model, with its flex prices.`,
  free: (of) => `It is a route to ${of} that costs nothing: write it as a model whose prices are free.`,
  variant: (of, mark) =>
    `"${mark}" is another way to ${of}, by a host or with a service of its own price: write it as a model, with what it costs there.`,
  version: (of, mark) =>
    `The card has ${of} and no version "${mark}" of it. Where the provider sells that version at the same price, write the name among the aliases of ${of}.`,
};

const THE_MODEL = 'the model it was made of';

function nearText({ apart, near }: UnpricedUsage): string {
  if (apart !== undefined) return ` ${APART[apart.kind](apart.of ?? THE_MODEL, apart.mark)}`;
  if (near.length === 0) return '';
  return ` Named like it: ${near.join(', ')}. Where it is one of them, write the name among its aliases.`;
}

/** Usage without a price: why, and what is true of its name. */
export function unpricedText(usage: UnpricedUsage): string {
  const { modelAsWritten, reason, share } = usage;
  return `${modelAsWritten}: ${reason}${share === undefined ? '' : `; ${percent(share)} of all tokens`}.${nearText(usage)}`;
}

/** How names that the card does not have get a price. */
export function unpricedRemedy(unpriced: readonly UnpricedUsage[]): string {
  const mayBeAliases = unpriced.some(({ apart }) => apart === undefined || apart.kind === 'version');
  const alias = mayBeAliases ? ', or the name among the aliases of one that has the same' : '';
  return `To price what has no price, write it into a card of your own: extends: published, the model with its rate${alias}; then --card my-card.yaml.`;
}
