import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCardFile } from './card-file.ts';
import { loadClaims } from './claims-file.ts';
import { loadOffers } from './offers-file.ts';
import { packed } from './packed-card.ts';
import { parseYaml } from './parse-yaml.ts';
import { acceptedDriftSchema } from './schemas/accepted-drift-schema.ts';
import { acceptedFindingsSchema } from './schemas/accepted-findings-schema.ts';
import { commitmentSchema } from './schemas/commitment-schema.ts';
import { leversSchema } from './schemas/levers-schema.ts';
import { lintSchema } from './schemas/lint-schema.ts';
import { assumptionsSchema } from './schemas/offers-schema.ts';
import { priceListRulesSchema } from './schemas/price-lists-schema.ts';
import {
  ACCEPTED_DRIFT_FILE,
  ACCEPTED_FINDINGS_FILE,
  ASSUMPTIONS_FILE,
  CARD_ENDING,
  CARDS_FOLDER,
  CLAIMS_FILE,
  COMMITMENT_FILE,
  LEVERS_FILE,
  LINT_FILE,
  OFFERS_FILE,
  PRICE_LISTS_FILE,
} from './shipped.ts';
import { readText } from './text-file.ts';
import { validate } from './validate.ts';

/** The shipped pricing as one JSON text per compiled file, by its name below the target folder. */
export function compilePricing(folder: string): Map<string, string> {
  const texts = new Map<string, string>();
  const put = (name: string, content: unknown) => texts.set(name, `${JSON.stringify(content)}\n`);
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (!existsSync(join(path, 'card.yaml'))) continue;
    const card = loadCardFile(path);
    texts.set(`${CARDS_FOLDER}/${card.document.id}${CARD_ENDING}`, packed(card));
  }
  const offers = readdirSync(join(folder, 'offers')).sort();
  put(
    OFFERS_FILE,
    offers.map((name) => loadOffers(readText(join(folder, 'offers', name), 'a file'), join(folder, 'offers', name))),
  );
  const parse = (name: string) => parseYaml(readText(join(folder, name), 'a file'), join(folder, name), name);
  put(ASSUMPTIONS_FILE, validate(parse('assumptions.yaml'), assumptionsSchema, 'assumptions file'));
  put(LEVERS_FILE, validate(parse('levers.yaml'), leversSchema, 'file of levers'));
  put(COMMITMENT_FILE, validate(parse('commitment.yaml'), commitmentSchema, 'file of defaults'));
  put(
    ACCEPTED_FINDINGS_FILE,
    validate(parse('accepted-findings.yaml'), acceptedFindingsSchema, 'file of accepted findings'),
  );
  put(PRICE_LISTS_FILE, validate(parse('price-lists.yaml'), priceListRulesSchema, 'file of rules'));
  put(ACCEPTED_DRIFT_FILE, validate(parse('accepted-drift.yaml'), acceptedDriftSchema, 'file of accepted differences'));
  put(LINT_FILE, validate(parse('lint.yaml'), lintSchema, 'file of bounds'));
  const claims = join(folder, 'article-claims.yaml');
  put(CLAIMS_FILE, loadClaims(readText(claims, 'a file'), claims));
  return texts;
}

/** Writes the compiled pricing below `target`. */
export function writeCompiled(texts: ReadonlyMap<string, string>, target: string): void {
  mkdirSync(join(target, CARDS_FOLDER), { recursive: true });
  for (const [name, text] of texts) writeFileSync(join(target, name), text);
}
