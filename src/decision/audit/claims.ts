import { CLAUSE_OF, type Claim, type Difference, type UptimeCredit } from '../../domain/audit.ts';
import { compare } from '../../domain/exact.ts';
import { lessThan, NO_USD, plus } from '../../domain/units.ts';
import { uptimeClaim } from './uptime.ts';

/** A claim that a difference belongs to; undefined where nothing was billed too much, or nothing says so. */
function claimOf({ day, subject, cause, text, rows, amount }: Difference): Claim | undefined {
  const clause = CLAUSE_OF[cause];
  if (clause === undefined || !lessThan(NO_USD, amount)) return undefined;
  return { subject, what: text, clause, from: day, until: day, days: 1, rows, amount };
}

/** What to take up with the vendor: what was billed too much, one claim for the same thing of a model, the largest first. */
export function claimsOf(differences: readonly Difference[], uptime: readonly UptimeCredit[] = []): Claim[] {
  const found = new Map<string, Claim>();
  for (const difference of differences) {
    const claim = claimOf(difference);
    if (claim === undefined) continue;
    const key = JSON.stringify([claim.subject, claim.what]);
    const before = found.get(key);
    found.set(
      key,
      before === undefined
        ? claim
        : {
            ...before,
            until: claim.until,
            days: before.days + (before.until === claim.until ? 0 : 1),
            rows: before.rows + claim.rows,
            amount: plus(before.amount, claim.amount),
          },
    );
  }
  return [...found.values(), ...uptime.map(uptimeClaim)].sort((a, b) => compare(b.amount, a.amount));
}
