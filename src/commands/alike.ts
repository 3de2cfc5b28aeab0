import type { PriceBook } from '../decision/usage/measure.ts';
import { alike, type Held } from '../decision/usage/overlap.ts';
import { isZero } from '../domain/exact.ts';
import { problem } from '../domain/problem.ts';
import { allTokens, TOKEN_CLASSES } from '../domain/usage.ts';
import type { FileBill } from '../usage/bills/read-bills.ts';
import type { FileUsage } from '../usage/read-files.ts';

function refuse(files: readonly Held[]): void {
  const twice = alike(files);
  if (twice === undefined) return;
  const [one, other] = twice.files;
  throw problem(
    'usage',
    `${one} and ${other} hold the same rows of ${twice.day}.`,
    'They are one export, or two that overlap. Name one of them, or leave the days out that both hold: the same rows would count twice.',
  );
}

/** Throws `usage` for files of usage that hold a day alike, to the last token. */
export function refuseAlikeUsage(files: readonly FileUsage[], { find }: PriceBook): void {
  refuse(
    files.map(({ file, daily }) => ({
      file,
      rows: daily
        .filter(({ tokens }) => allTokens(tokens) > 0n)
        .map(({ day, model, mode, band, tokens }) => ({
          day,
          text: [find(model, day)?.id ?? model, mode, band, ...TOKEN_CLASSES.map((each) => tokens[each])].join(' '),
        })),
    })),
  );
}

/** Throws `usage` for bills that hold a day alike, line for line. */
export function refuseAlikeBills(bills: readonly FileBill[]): void {
  refuse(
    bills.map(({ file, lines }) => ({
      file,
      rows: lines
        .filter(({ amount }) => !isZero(amount))
        .map(({ day, label, mode, amount }) => ({
          day,
          text: [label, mode, amount.coefficient, amount.scale].join(' '),
        })),
    })),
  );
}
