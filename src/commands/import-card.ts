import { jsonText } from '../domain/json.ts';
import { visible } from '../domain/line-text.ts';
import { nearest } from '../domain/near.ts';
import { problem } from '../domain/problem.ts';
import type { LeftOut, PriceList } from '../files/imports/imported.ts';
import type { ImportResult } from '../files/imports/overlay-text.ts';
import { readLintBounds } from '../files/lint.ts';
import { cardDocumentNamed } from '../files/pricing.ts';
import { shippedPricing } from '../files/shipped.ts';
import { readText } from '../files/text-file.ts';
import { dayOf } from './context.ts';
import { emit } from './emit.ts';
import { EXIT } from './exit.ts';
import { optionalFlag, parseImportKind } from './flags.ts';
import type { InputOptions, OutputOptions } from './options.ts';
import type { Shell } from './shell.ts';
import { strictModel } from './strict-model.ts';
import { writeFile } from './write-file.ts';

export interface ImportOptions extends Pick<InputOptions, 'asOf'>, Pick<OutputOptions, 'output'> {
  readonly from?: string;
  readonly provider: readonly string[];
  readonly models?: string;
  readonly extends?: string;
  readonly report?: string;
}

/** Refuses a provider or a model that was named and is not in the file. */
function refuseUnknown(path: string, options: ImportOptions, list: PriceList, named: ReadonlySet<string>): void {
  const providers = [...list.providers.keys()];
  const provider = options.provider.find((each) => !list.providers.has(each));
  if (provider !== undefined) throw problem('notInPriceList', path, 'provider', provider, nearest(provider, providers));
  const ids = list.models.map((model) => model.id);
  const model = [...named].find((each) => !ids.includes(each));
  if (model !== undefined) throw problem('notInPriceList', path, 'model', model, nearest(model, ids));
}

function countText({ imported, leftOut }: Pick<ImportResult, 'imported' | 'leftOut'>): string {
  const refused = leftOut.filter((each) => each.whole).length;
  const part = new Set(leftOut.filter((each) => !each.whole).map((each) => each.model));
  return `models imported: ${imported} (${part.size} in part), left out: ${refused}\n`;
}

function leftOutText(path: string, { model, place, reason, whole }: LeftOut): string {
  return `${visible(path)}:${place.line}:${place.column} ${visible(model)}: ${whole ? 'left out' : 'in part'}: ${visible(reason)}\n`;
}

function reportJson({ imported, leftOut }: ImportResult): string {
  return jsonText({
    imported,
    leftOut: leftOut.map(({ model, place, reason, whole }) => ({
      model,
      line: place.line,
      column: place.column,
      reason,
      whole,
    })),
  });
}

function targetPath({ output }: ImportOptions): string {
  return output === undefined || output === '-' ? 'standard output' : output;
}

/** `tokencost cards import FILE`: an overlay from a price list, loaded again before it is written. */
export async function runImport(path: string, options: ImportOptions, shell: Shell): Promise<number> {
  const said = optionalFlag('--from', options.from, parseImportKind);
  if (options.report === '-') {
    throw problem('usage', 'The report and the overlay cannot share standard output.', 'Give --report a file.');
  }
  const day = dayOf(options, shell);
  const named = new Set((options.models ?? '').split(',').filter((id) => id !== ''));
  const shipped = shippedPricing(shell.pricingFolder);
  const base = options.extends === undefined ? undefined : await cardDocumentNamed(options.extends, shipped);
  const text = path === '-' ? shell.readInput() : readText(path, 'a price list');
  const { priceListKind, readPriceList } = await import('../files/imports/kinds.ts');
  const { priceListRules } = await import('../files/imports/price-list-rules.ts');
  const kind = priceListKind(text, path, said);
  // Every model of the providers is read: a model that is named and missing gets a suggestion.
  const list = readPriceList(kind, text, {
    path,
    day,
    wants: (provider) => options.provider.includes(provider),
    rulesOf: priceListRules(shipped.priceLists()),
  });
  refuseUnknown(path, options, list, named);
  const judge = { day, today: shell.today(), bounds: readLintBounds(shipped.lint()) };
  const models = list.models.filter((model) => named.size === 0 || named.has(model.id));
  const wanted = { ...list, models: models.map((model) => strictModel(model, judge)) };
  const { overlayText } = await import('../files/imports/overlay-text.ts');
  const origin = `${path === '-' ? 'standard input' : path} (${kind})`;
  const result = overlayText(wanted, { id: kind, day, base, named, origin, extendsName: options.extends });
  if (options.report !== undefined) writeFile(options.report, reportJson(result));
  const reasons =
    options.report === undefined
      ? result.leftOut.map((each) => leftOutText(path, each)).join('')
      : `What was left out is in ${options.report}.\n`;
  if (result.imported === 0) throw problem('nothingImported', path, countText(result).trim(), reasons.trim());
  const { loadCardText } = await import('../files/card-file.ts');
  loadCardText(result.text, targetPath(options), shipped);
  emit(result.text, options, shell);
  shell.say(`${reasons}${visible(path)} is of ${kind}; ${countText(result)}`);
  return EXIT.fine;
}
