import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { priceListRules } from '../../src/files/imports/price-list-rules.ts';
import { priceListRulesSchema } from '../../src/files/schemas/price-lists-schema.ts';
import { repositoryPath } from './pricing.ts';

const text = readFileSync(repositoryPath('pricing/price-lists.yaml'), 'utf8');

/** What public price bases mean, as it ships. */
export const RULES_OF = priceListRules(priceListRulesSchema.parse(parse(text, { schema: 'failsafe' })));
