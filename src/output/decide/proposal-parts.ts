import { isZero } from '../../domain/exact.ts';
import type { ProposalAudit, ProposalChoice } from '../../domain/proposal.ts';
import type { PagePart } from '../page.ts';
import { clausePart } from './commitment-parts.ts';
import { comparison, legendText } from './commitment-table.ts';
import { proposalTexts, vendorText } from './proposal-text.ts';

type NameOf = (provider: string) => string;

const KIND: Readonly<Record<ProposalChoice['kind'], string>> = {
  proposal: 'as proposed',
  counter: 'counter-offer',
  list: 'list, unsigned',
  alternative: '',
  band: 'band on offer',
};

/** The least expected cost of the choices that can be had, the earlier of two. */
function cheapestOf(choices: readonly ProposalChoice[]): ProposalChoice | undefined {
  return choices
    .filter(({ available }) => available)
    .reduce<ProposalChoice | undefined>(
      (best, each) => (best === undefined || each.expected.cost < best.expected.cost ? each : best),
      undefined,
    );
}

/** A proposal beside everything else that can be signed or left unsigned, and what its clauses are worth. */
export function proposalParts(audit: ProposalAudit, all: readonly ProposalAudit[], nameOf: NameOf): PagePart[] {
  const { proposal, choices, alternative, clauses } = audit;
  const who = vendorText(audit, all, nameOf);
  const best = cheapestOf(choices);
  const { fulfilment } = audit.terms.terms;
  const anyOutOfReach = choices.some(({ available }) => !available);
  const named = ({ kind }: ProposalChoice) => {
    if (kind === 'alternative') return `${alternative.label}, unsigned`;
    return kind === 'band' && audit.offerSource !== undefined ? 'usual terms' : KIND[kind];
  };
  const table = comparison(
    choices.map((choice) => ({
      ...choice,
      name: named(choice),
      best: choice === best,
    })),
  );
  return [
    {
      heading: `The proposal of ${who}`,
      table,
      items: [
        ...proposalTexts(audit),
        legendText({ fulfilment, anyOutOfReach, names: false, anyHardlyCheaper: false }),
      ],
    },
    ...(isZero(proposal.commitment) ? [] : [clausePart(`${who} as proposed`, proposal, clauses)]),
  ];
}
