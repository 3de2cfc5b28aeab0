import { cardsDriftAnswerOf } from '../answers/cards-drift.ts';
import { driftOf } from '../decision/cards/drift.ts';
import type { Day } from '../domain/day.ts';
import { parseDay } from '../domain/day.ts';
import type { ListedModel } from '../domain/drift.ts';
import { jsonText } from '../domain/json.ts';
import { problem } from '../domain/problem.ts';
import type { RateCard } from '../domain/rate-card.ts';
import { acceptedOf } from '../files/accepted-drift.ts';
import { readCard } from '../files/card.ts';
import { readDocument } from '../files/document.ts';
import type { ImportedModel, LeftOut } from '../files/imports/imported.ts';
import { priceListKind, readPriceList } from '../files/imports/kinds.ts';
import type { PriceListKind } from '../files/imports/price-list-kinds.ts';
import { priceListRules, providerOfRow, type RulesOf } from '../files/imports/price-list-rules.ts';
import { readOffers } from '../files/offers.ts';
import { parseYaml } from '../files/parse-yaml.ts';
import { cardNamed } from '../files/pricing.ts';
import { acceptedDriftSchema } from '../files/schemas/accepted-drift-schema.ts';
import { type ShippedPricing, shippedPricing } from '../files/shipped.ts';
import { readText } from '../files/text-file.ts';
import { driftPage } from '../output/cards/drift-page.ts';
import { dayOf } from './context.ts';
import { emit, screenFor } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, optionalFlag, parseImportKind, parseJsonOrPage } from './flags.ts';
import { DEFAULT_CARD, type InputOptions, type OutputOptions } from './options.ts';
import { rendered } from './page-formats.ts';
import type { Shell } from './shell.ts';
import { TOOL } from './tool.ts';

/** Flags of `cards drift`. */
export type DriftOptions = Pick<OutputOptions, 'output' | 'format'> &
  Pick<InputOptions, 'card' | 'asOf'> & { readonly from?: string; readonly accept?: string };

const MOST_MEGABYTES = 100;

/** The rows of every file, which are all of one price base. */
function rowsOf(
  paths: readonly string[],
  said: PriceListKind | undefined,
  day: Day,
  rulesOf: RulesOf,
): { readonly base: PriceListKind; readonly rows: readonly ImportedModel[]; readonly unread: readonly LeftOut[] } {
  let base = said;
  const lists = paths.map((path) => {
    const text = readText(path, 'a price list', MOST_MEGABYTES);
    base = priceListKind(text, path, base);
    return readPriceList(base, text, { path, day, wants: () => true, rulesOf });
  });
  if (base === undefined) throw problem('usage', 'No price list was named.', 'Give the files of a public price base.');
  return { base, rows: lists.flatMap(({ models }) => models), unread: lists.flatMap(({ unread }) => unread) };
}

const NO_NAMES: string[] = [];

/** Each row as the model of a card; a card of all of them holds each under a name of its own. */
function listedOf(rows: readonly ImportedModel[], day: Day, rulesOf: RulesOf): ListedModel[] {
  const models = rows.flatMap(({ document }, index) =>
    document === undefined ? [] : [[String(index), { ...document, aliases: NO_NAMES }] as const],
  );
  const theirs = readCard({
    document: { id: 'theirs', version: day, models: Object.fromEntries(models) },
    sha256: '',
  });
  return rows.map(({ id, provider, document, released, leftOut }, index) => ({
    id,
    names: [id, ...(document?.aliases ?? [])],
    provider: providerOfRow(provider, id),
    model: document === undefined ? undefined : theirs.find(String(index)),
    unread: leftOut.find(({ whole }) => whole)?.reason,
    released: released === undefined ? undefined : parseDay(released),
    writesAreStorage: rulesOf(provider, id).writeBesideInput,
  }));
}

/** Rows that are held against the card: those of the providers themselves; without any, of a gateway that sells at their prices. */
function comparable(rows: readonly ImportedModel[], card: RateCard, shipped: ShippedPricing) {
  const direct = rows.filter(
    ({ provider, id }) => card.providers.has(providerOfRow(provider, '')) && !id.includes('/'),
  );
  if (direct.length > 0) {
    return { compared: direct, catalogues: new Set(direct.map(({ provider }) => providerOfRow(provider, ''))) };
  }
  const gateways = readOffers(shipped.offers()).aggregators;
  const atList = rows.filter(({ provider, id }) => {
    const sells = gateways.find((gateway) => gateway.id === provider)?.sells;
    return Array.isArray(sells) && sells.includes(providerOfRow(provider, id));
  });
  return { compared: atList, catalogues: new Set<string>() };
}

/** What was looked at: of the card that ships by those who keep it, of any other by whoever gives a file. */
function acceptedIn(options: DriftOptions, base: string, card: RateCard, shipped: ShippedPricing) {
  if (options.accept === undefined) {
    const isKept = card.sha256 === shipped.card(DEFAULT_CARD)?.sha256;
    return isKept ? acceptedOf(shipped.acceptedDrift(), base) : [];
  }
  const kind = 'file of accepted differences';
  const file = parseYaml(readText(options.accept, `a ${kind}`), options.accept, kind);
  return acceptedOf(readDocument(file, { acceptedDriftSchema }, kind), base);
}

/** `tokencost cards drift FILE...`: a card held against a public price base; 3 where something differs that nobody accepted. */
export async function runCardsDrift(paths: readonly string[], options: DriftOptions, shell: Shell): Promise<number> {
  const format = flag('--format', options.format, parseJsonOrPage);
  const said = optionalFlag('--from', options.from, parseImportKind);
  const day = dayOf(options, shell);
  const shipped = shippedPricing(shell.pricingFolder);
  const card = await cardNamed(options.card, shipped, shell.readInput);
  const rulesOf = priceListRules(shipped.priceLists());
  const { base, rows, unread } = rowsOf(paths, said, day, rulesOf);
  const { compared, catalogues } = comparable(rows, card, shipped);
  const drift = driftOf({
    card,
    day,
    listed: listedOf(compared, day, rulesOf),
    notCompared: rows.length - compared.length,
    unread: unread.map(({ model, reason }) => ({ listedAs: model, reason })),
    catalogues,
    accepted: acceptedIn(options, base, card, shipped),
  });
  const text =
    format === 'json'
      ? jsonText(cardsDriftAnswerOf(drift, base, card, TOOL))
      : await rendered(
          driftPage(drift, base, card),
          format,
          screenFor(options, shell),
          'The card against a public price base',
        );
  emit(text, options, shell);
  return drift.fresh.length > 0 ? EXIT.checkFailed : EXIT.fine;
}
