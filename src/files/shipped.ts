import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CompiledCard, unpacked } from './packed-card.ts';
import type { AcceptedDriftDocument } from './schemas/accepted-drift-schema.ts';
import type { AcceptedFindingsDocument } from './schemas/accepted-findings-schema.ts';
import type { CommitmentDocument } from './schemas/commitment-schema.ts';
import type { LeversDocument } from './schemas/levers-schema.ts';
import type { LintDocument } from './schemas/lint-schema.ts';
import type { AssumptionsDocument, OffersDocument } from './schemas/offers-schema.ts';
import type { PriceListRulesDocument } from './schemas/price-lists-schema.ts';

/** Where the build puts compiled pricing, below the folder of the program. */
export const CARDS_FOLDER = 'cards';
export const CARD_ENDING = '.jsonl';
export const OFFERS_FILE = 'offers.json';
export const ASSUMPTIONS_FILE = 'assumptions.json';
export const LEVERS_FILE = 'levers.json';
export const COMMITMENT_FILE = 'commitment.json';
export const ACCEPTED_FINDINGS_FILE = 'accepted-findings.json';
export const PRICE_LISTS_FILE = 'price-lists.json';
export const ACCEPTED_DRIFT_FILE = 'accepted-drift.json';
export const LINT_FILE = 'lint.json';
export const CLAIMS_FILE = 'claims.json';

/** The pricing that ships: YAML compiled to data when the program was built, so that no start parses YAML. */
export interface ShippedPricing {
  cardIds(): string[];
  card(id: string): CompiledCard | undefined;
  offers(): OffersDocument[];
  assumptions(): AssumptionsDocument;
  levers(): LeversDocument;
  commitment(): CommitmentDocument;
  lint(): LintDocument;
  acceptedDrift(): AcceptedDriftDocument;
  priceLists(): PriceListRulesDocument;
  acceptedFindings(): AcceptedFindingsDocument;
  claims(): unknown;
}

export function shippedPricing(folder: string): ShippedPricing {
  // Bytes that become text afterwards are read in one piece, and not in pieces of 8 kB.
  const text = (...path: string[]) => readFileSync(join(folder, ...path)).toString();
  const read = (name: string) => JSON.parse(text(name)) as unknown;
  const cardIds = () =>
    readdirSync(join(folder, CARDS_FOLDER))
      .filter((name) => name.endsWith(CARD_ENDING))
      .map((name) => name.slice(0, -CARD_ENDING.length))
      .sort();
  return {
    cardIds,
    card: (id) => {
      const isId = /^[a-z0-9][a-z0-9.-]*$/.test(id);
      return isId && cardIds().includes(id) ? unpacked(text(CARDS_FOLDER, `${id}${CARD_ENDING}`)) : undefined;
    },
    offers: () => read(OFFERS_FILE) as OffersDocument[],
    assumptions: () => read(ASSUMPTIONS_FILE) as AssumptionsDocument,
    levers: () => read(LEVERS_FILE) as LeversDocument,
    commitment: () => read(COMMITMENT_FILE) as CommitmentDocument,
    acceptedFindings: () => read(ACCEPTED_FINDINGS_FILE) as AcceptedFindingsDocument,
    priceLists: () => read(PRICE_LISTS_FILE) as PriceListRulesDocument,
    acceptedDrift: () => read(ACCEPTED_DRIFT_FILE) as AcceptedDriftDocument,
    lint: () => read(LINT_FILE) as LintDocument,
    claims: () => read(CLAIMS_FILE),
  };
}
