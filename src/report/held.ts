import type { Context } from '../decision/estimate/estimate.ts';
import type { Contract } from '../domain/contract.ts';
import type { Day } from '../domain/day.ts';
import type { Estimate, Provenance } from '../domain/estimate.ts';
import type { Note } from '../domain/note.ts';
import type { Model, RateCard } from '../domain/rate-card.ts';
import type { Profile } from '../domain/workload.ts';
import { bounded, dollars } from '../output/render/numbers.ts';

/** A flag as it was given, in the order of the command line; one without a value stands alone. */
export type GivenFlag = readonly [flag: string, value?: string];

/** All that an answer was made from, without what nobody asked for: a report carries it to answer again. */
export interface Held {
  readonly profile: Profile;
  readonly context: Omit<Context, 'card' | 'offers' | 'elsewhere'>;
  readonly card: Omit<RateCard, 'find' | 'ids'>;
  /** What was found on the card, by the name and the day that were asked for. */
  readonly found: ReadonlyMap<string, Model>;
  readonly offers: Omit<Context['offers'], 'contractOf'>;
  readonly contracts: ReadonlyMap<string, Contract | 'notOffered'>;
  readonly provenance: Omit<Provenance, 'providerName'>;
  /** Assumptions that the command adds, after those of the answer. */
  readonly added: readonly Note[];
  readonly about: string | undefined;
  /** The cheapest as it was computed, in words. */
  readonly total: string;
  readonly explain: boolean;
  readonly flags: readonly GivenFlag[];
}

/** The cheapest of an answer, in words. */
export const totalText = ({ totals }: Pick<Estimate, 'totals'>) =>
  bounded(dollars(totals.cheapest), totals.cheapestBound);

const keyOf = (name: string, day: Day | undefined) => (day === undefined ? name : `${name}\n${day}`);

/** A context that notes what is looked up in it. */
export class Recorder {
  readonly context: Context;
  readonly found = new Map<string, Model>();
  readonly contracts = new Map<string, Contract | 'notOffered'>();

  constructor(context: Context) {
    const { card, offers } = context;
    this.context = {
      ...context,
      card: {
        ...card,
        find: (name, day) => {
          const model = card.find(name, day);
          if (model !== undefined) this.found.set(keyOf(name, day), model);
          return model;
        },
      },
      offers: {
        ...offers,
        contractOf: (provider) => {
          const contract = offers.contractOf(provider);
          this.contracts.set(provider, contract);
          return contract;
        },
      },
    };
  }

  /** What was looked up, with the rest of the context. */
  held(rest: Pick<Held, 'profile' | 'provenance' | 'added' | 'about' | 'total' | 'explain' | 'flags'>): Held {
    const { card, offers, elsewhere: _, ...context } = this.context;
    const { find: __, ids: ___, ...ofCard } = card;
    const { contractOf: ____, ...ofOffers } = offers;
    const { providerName: _____, ...provenance } = rest.provenance as Provenance;
    return {
      ...rest,
      provenance,
      context,
      card: ofCard,
      offers: ofOffers,
      found: this.found,
      contracts: this.contracts,
    };
  }
}

/** The context that an answer was made in. */
export function contextOf({ context, card, found, offers, contracts }: Held): Context {
  return {
    ...context,
    card: {
      ...card,
      ids: [...new Set([...found.values()].map(({ id }) => id))],
      find: (name, day) => found.get(keyOf(name, day)),
    },
    offers: { ...offers, contractOf: (provider) => contracts.get(provider) ?? 'notOffered' },
    elsewhere: () => '',
  };
}

/** What an answer says it was made from. */
export function provenanceOf({ provenance, card }: Held): Provenance {
  return { ...provenance, providerName: (provider) => card.providers.get(provider) ?? provider };
}
