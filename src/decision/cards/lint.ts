import type { Finding } from '../../domain/card-finding.ts';
import type { Model } from '../../domain/rate-card.ts';
import { claimFindings, nameFindings, successorFindings } from './lint-claims.ts';
import { dateFindings } from './lint-dates.ts';
import { priceFindings } from './lint-prices.ts';
import type { Complain, LintSubject } from './lint-subject.ts';

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
