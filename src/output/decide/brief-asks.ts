import { isZero } from '../../domain/exact.ts';
import type { Ground } from '../../domain/ground.ts';
import { capital } from '../../domain/line-text.ts';
import type { Ask, AskBasis, Talk } from '../../domain/negotiation.ts';
import type { Source } from '../../domain/rate-card.ts';
import type { Usd } from '../../domain/units.ts';
import type { PagePart } from '../page.ts';
import { percent, plainDollars } from '../render/numbers.ts';
import { confidenceText } from '../words/contract-text.ts';
import { expected } from '../words/expected-text.ts';
import { GROUND_WORDS } from '../words/ground-words.ts';
import { discountUp } from './proposal-text.ts';

type NameOf = (provider: string) => string;

const sourceText = (source: Source | undefined) =>
  source === undefined ? '' : `, ${confidenceText(source.confidence)}`;

/** Whose figure it is. */
function basisText(basis: AskBasis, ground: Ground, nameOf: NameOf): string {
  switch (basis.kind) {
    case 'range':
      return `the deep end of what such a spend is said to get${sourceText(basis.source)}; nobody has offered it`;
    case 'rival':
      return `quoted to you by ${nameOf(basis.provider)}`;
    case 'reseller':
      return `what ${basis.name} claims to take off ${basis.model}, not checked`;
    case 'offer':
      return ground === 'hoped'
        ? `the middle of what such a spend is said to get${sourceText(basis.source)}; nobody has offered it`
        : GROUND_WORDS[ground];
    case 'proposal':
      return 'proposed to you in writing';
    case 'counter':
      return ground === 'quoted' ? 'a band on offer' : 'your counter: asked for, and not offered';
  }
}

const commitmentText = (commitment: Usd) => (isZero(commitment) ? 'none' : `${plainDollars(commitment)} a month`);

interface AskRow {
  readonly cells: readonly string[];
  /** Whose figure it is. */
  readonly rests: string;
}

const askRow = (name: string, ask: Ask, nameOf: NameOf): AskRow => ({
  cells: [name, percent(ask.discount), commitmentText(ask.commitment), expected(ask.plan.expectedCost)],
  rests: basisText(ask.basis, ask.ground, nameOf),
});

/** The discount from which something pays; at 0 every one does. */
const fromText = (discount: number) => (discount === 0 ? 'any' : discountUp(discount));

function walkAwayRow({ walkAway, target, audit, alternativeGround }: Talk): AskRow {
  const at = walkAway === undefined ? 'no discount does' : fromText(walkAway);
  const rests =
    alternativeGround === 'published'
      ? 'everything then costs what it does without a contract'
      : `everything then costs what it does without a contract, which rests on ${GROUND_WORDS[alternativeGround]}`;
  const cost = expected(audit.plans.unsigned.expectedCost);
  return { cells: ['walk away under', at, commitmentText(target.commitment), cost], rests };
}

/** What to open with, to aim for and to walk away at, each with whose figure it is. */
export function asksPart(talk: Talk, nameOf: NameOf): PagePart {
  const { opening, target, audit } = talk;
  const rows = [askRow('open with', opening, nameOf), askRow('aim for', target, nameOf), walkAwayRow(talk)];
  const same =
    opening === target ? ['Nobody is known to get more: open with what you aim for, and ask for terms.'] : [];
  return {
    heading: 'What to ask for',
    table: { head: ['', 'off list', 'commitment', 'all then costs'], rows: rows.map(({ cells }) => cells) },
    items: [
      ...rows.map(({ cells: [name = ''], rests }) => `${capital(name)}: ${rests}.`),
      `All then costs: everything you buy, in dollars of an average month over ${audit.terms.terms.termMonths} months, expected over the demand there may be.`,
      ...same,
    ],
  };
}

/** The discount that each commitment needs, so that one can be traded for the other. */
export function curvePart({ audit, proposed }: Talk): PagePart {
  const proposal = proposed ? ['as good as proposed from'] : [];
  const rows = audit.walkAway.map(({ commitment, discount, asProposed }) => [
    isZero(commitment) ? 'nothing' : `${plainDollars(commitment)} a month`,
    discount === undefined ? 'never' : fromText(discount),
    ...(proposed ? [asProposed === undefined ? 'never' : fromText(asProposed)] : []),
  ]);
  return {
    heading: 'How much discount each commitment needs',
    table: { head: ['you commit to', 'worth signing from', ...proposal], rows },
    items: [
      ...(proposed ? ['Each at the other terms of the proposal.'] : []),
      'Below these you are better off without the contract, in expectation. A commitment that a thin month does not use up needs more discount, not less.',
    ],
  };
}
