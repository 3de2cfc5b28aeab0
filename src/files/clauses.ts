import type { ContractClauses, NewerModels } from '../domain/clauses.ts';
import { compare } from '../domain/exact.ts';
import { NONE, type Usd } from '../domain/units.ts';
import { optional, readDiscount, readShare } from './read-value.ts';
import type { ClausesDocument } from './schemas/clauses-schema.ts';
import type { Path } from './yaml-file.ts';

const readDays = (text: string) => Number(text.replaceAll('_', ''));

/** What newer models get. */
export function newerOf(text: ClausesDocument['newerModels']): NewerModels | undefined {
  if (text === undefined || text === 'included') return text;
  return text === 'excluded' ? NONE : readDiscount(text);
}

/** What a contract says beside its commitment; `readMoney` reads its amounts as US dollars. */
export function readClauses(document: ClausesDocument, readMoney: (text: string) => Usd): ContractClauses {
  const { uptime } = document;
  return {
    discounts: new Map(Object.entries(document.discounts ?? {}).map(([model, text]) => [model, readDiscount(text)])),
    newerModels: newerOf(document.newerModels),
    credits: (document.credits ?? []).map(({ amount, per = 'once', expiresAfterDays }) => ({
      amount: readMoney(amount),
      per,
      expiresAfterDays: optional(expiresAfterDays, readDays),
    })),
    priceProtection: document.priceProtection === 'true',
    mostFavoured: document.mostFavoured === 'true',
    failedFree: document.failedRequests === 'free',
    uptime:
      uptime === undefined
        ? undefined
        : {
            target: readShare(uptime.target),
            credits: uptime.credits.map(({ below, credit }) => ({
              below: readShare(below),
              credit: readShare(credit),
              probability: undefined,
            })),
            claimDays: optional(uptime.claimDays, readDays),
          },
    autoRenew: document.autoRenew === 'true',
    noticeDays: optional(document.noticeDays, readDays),
    priceIncrease: optional(document.priceIncrease, readShare),
    through: document.through,
  };
}

/** Clauses that do not go together, by the key that has to change. */
export function clauseFaults({ uptime }: ClausesDocument): readonly (readonly [Path, string])[] {
  const levels = (uptime?.credits ?? []).map(({ below }) => readShare(below));
  return levels.flatMap((below, index) => {
    const before = levels[index - 1];
    return before === undefined || compare(below, before) < 0
      ? []
      : [[['uptime', 'credits', index, 'below'], 'levels go from the highest availability down'] as const];
  });
}
