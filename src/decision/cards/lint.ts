import type { CardPath, Finding, FindingCode, LintBounds } from '../../domain/card-finding.ts';
import type { Day } from '../../domain/day.ts';
import type { Model, Rate, RateCard } from '../../domain/rate-card.ts';
import { claimFindings, nameFindings, successorFindings } from './lint-claims.ts';
import { dateFindings } from './lint-dates.ts';
import { priceFindings } from './lint-prices.ts';

/** A rate in its model, on its card: what a rule looks at. */
export interface LintSubject {
  readonly card: RateCard;
  readonly model: Model;
  readonly rate: Rate;
  /** The day the card is judged on: that of --as-of, else the card's own version. */
  readonly day: Day;
  /** The day on which somebody looks, after which nothing can have been checked. */
  readonly today: Day;
  readonly bounds: LintBounds;
}

/** Records what a rule finds at a path below the rate, or below the model where the rule reads that. */
export type Complain = (code: FindingCode, path: CardPath, text: string) => void;

/** What a maintainer should look at in one model of a card: in the order of its entries, by path from the card's root. */
export function lintModel(model: Model, context: Omit<LintSubject, 'model' | 'rate'>): Finding[] {
  const findings: Finding[] = [];
  const complainOfModel: Complain = (code, path, text) => {
    findings.push({ code, path: ['models', model.id, ...path], text: `${model.id}: ${text}` });
  };
  nameFindings(model, complainOfModel);
  successorFindings(model, context.card, complainOfModel);
  for (const [index, rate] of model.rates.entries()) {
    const complain: Complain = (code, path, text) => {
      const at = ['models', model.id, 'rates', index, ...path];
      findings.push({ code, path: at, text: `${model.id} from ${rate.from}: ${text}` });
    };
    const subject = { ...context, model, rate };
    claimFindings(rate, complain);
    priceFindings(subject, complain);
    dateFindings(subject, complain);
  }
  return findings;
}
