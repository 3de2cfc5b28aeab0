import type { Day } from './day.ts';
import type { Model, Rate, RateCard } from './rate-card.ts';

/** Whether somebody could know of a price on a day: the end of a promotion is known with the promotion. */
const isKnown = ({ announced }: Rate, before: Rate | undefined, day: Day) =>
  announced === undefined || announced <= day || before?.until !== undefined;

/** A model without what was announced after a day: the same object where that is nothing. */
function modelKnown(model: Model, day: Day): Model {
  const { retired, rates } = model;
  const [first, ...later] = rates;
  const known = later.filter((rate, index) => isKnown(rate, rates[index], day));
  const isOpen = retired?.announced !== undefined && retired.announced > day;
  if (known.length === later.length && !isOpen) return model;
  return { ...model, retired: isOpen ? undefined : retired, rates: [first, ...known] };
}

/**
 * A card as it was known on a day: prices and ends that were announced later are not on it, whatever day is priced, and a
 * name that moves means what it meant then, but for the days before; of no day it is what it meant then or else last.
 */
export function knownOn(card: RateCard, day: Day): RateCard {
  const known = new Map<Model, Model>();
  const { id, calledBy, version, sha256, title, providers, tokenizers, defaults } = card;
  return {
    ...{ id, calledBy, version, sha256, title, providers, tokenizers, defaults },
    // Read when they are asked for, as on the card itself: a start needs neither.
    get ids() {
      return card.ids;
    },
    get movingNames() {
      return card.movingNames;
    },
    find(name, on) {
      const then = card.find(name, on === undefined || on > day ? day : on);
      const model = on === undefined ? (then ?? card.find(name)) : then;
      if (model === undefined) return undefined;
      const found = known.get(model) ?? modelKnown(model, day);
      known.set(model, found);
      return found;
    },
  };
}
