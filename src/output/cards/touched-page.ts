import type { Day } from '../../domain/day.ts';
import { visible } from '../../domain/line-text.ts';
import type { Touched } from '../../domain/touched.ts';
import { type Page, text } from '../page.ts';

function lineOf({ model, from, was, checked, url, wasUrl, file, line }: Touched): string {
  const moved = wasUrl === undefined ? '' : `, which was ${wasUrl}`;
  return visible(`${model} from ${from} (${file}:${line}): looked at ${was}, again on ${checked} at ${url}${moved}.`);
}

/** What was written down about pages that were read again, or would be. */
export function touchedPage(
  { touched, versionWas }: { readonly touched: readonly Touched[]; readonly versionWas: Day | undefined },
  dry: boolean,
): Page {
  const now = touched[0]?.checked;
  const version = versionWas === undefined ? [] : [`The card was of ${versionWas}; it is of ${now} now.`];
  const nothing = dry ? ['Nothing was written: this is what would be.'] : [];
  return [
    {
      blocks: [
        { kind: 'items', items: touched.map(lineOf) },
        ...[...version, ...nothing].map((sentence) => text(sentence)),
      ],
    },
  ];
}
