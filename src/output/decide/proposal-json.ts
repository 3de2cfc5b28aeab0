import type { JsonValue } from '../../domain/json.ts';
import type { ProposalAudit } from '../../domain/proposal.ts';
import {
  clauseJson,
  demandJson,
  expectedJson,
  flipJson,
  maybe,
  poolingJson,
  probability,
  rounded,
  sourceJson,
  statedJson,
  termsJson,
} from './expected-json.ts';
import { proposalTexts, verdictText } from './proposal-text.ts';

function calibrationJson({ firstProposal, unusedAtAnniversary }: ProposalAudit['calibration']): JsonValue {
  const [low, high] = firstProposal.value;
  return {
    firstProposal: { low, high, source: sourceJson(firstProposal.source) },
    unusedAtAnniversary: { share: unusedAtAnniversary.value, source: sourceJson(unusedAtAnniversary.source) },
  };
}

/** An audited proposal with the keys that scripts rely on; expectations are statistics, to the cent. */
export function proposalJson(audit: ProposalAudit, nameOf: (provider: string) => string): JsonValue {
  const { proposal, counter, alternative, flips } = audit;
  const { written, date, validUntil, note, file } = proposal;
  return {
    provider: proposal.provider,
    file,
    date: date ?? null,
    validUntil: validUntil ?? null,
    note: note ?? null,
    written: { commitment: written.amount, per: written.per },
    commitment: proposal.commitment,
    discount: proposal.discount,
    terms: termsJson(audit.terms),
    verdict: audit.verdict,
    listSpend: audit.listSpend,
    demand: demandJson(audit.demand),
    allowance: audit.allowance,
    runRateMultiple: audit.runRateMultiple,
    termDue: audit.termDue,
    atStatedVolume: statedJson(audit.atStatedVolume),
    ...expectedJson(audit.expected),
    termShortfall: rounded(audit.termShortfall),
    withoutContract: {
      id: alternative.id,
      label: alternative.label,
      cost: alternative.cost,
      expectedCost: rounded(audit.alternativeCost),
    },
    breakEvenUtilisation: audit.breakEvenUtilisation,
    breakEvenVersusList: audit.breakEvenVersusList,
    discountToMatch: maybe(audit.discountToMatch, probability),
    counter: {
      kind: counter.kind,
      commitment: counter.signed.commitment,
      discount: counter.signed.discount,
      ...expectedJson(counter.expected),
      discountToMatch: maybe(counter.discountToMatch, probability),
      clauses: counter.clauses.map(clauseJson),
    },
    offerSource: audit.offerSource === undefined ? null : sourceJson(audit.offerSource),
    flips: { realised: flipJson(flips.realised), p50: flipJson(flips.p50) },
    choices: audit.choices.map(({ kind, signed, expected, available }) => ({
      kind,
      commitment: signed?.commitment ?? null,
      discount: signed?.discount ?? null,
      available,
      ...expectedJson(expected),
    })),
    pooling: poolingJson(audit.pooling),
    clauses: audit.clauses.map(clauseJson),
    clearsFloor: audit.clearsFloor,
    calibration: calibrationJson(audit.calibration),
    answer: verdictText(audit, nameOf(proposal.provider)),
    texts: proposalTexts(audit),
  };
}
