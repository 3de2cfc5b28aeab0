import type { Exact } from '../domain/exact.ts';
import { type ExchangeRate, inDollars, US_DOLLAR } from '../domain/exchange-rate.ts';
import { didYouMean, nearest } from '../domain/near.ts';
import { type Usd, usd } from '../domain/units.ts';
import { readDay, readRate, readUsd } from './read-value.ts';
import type { CurrencyDocument } from './schemas/currency-schema.ts';
import type { Path } from './yaml-file.ts';

type Fault = readonly [Path, string];

/** What is wrong with the code of a currency; undefined for one that ISO 4217 has and somebody pays in. */
function codeFault(code: string): string | undefined {
  const known = Intl.supportedValuesOf('currency');
  if (known.includes(code)) return undefined;
  const hint = didYouMean(...nearest(code.toUpperCase(), known).slice(0, 1)) ?? 'write three letters such as EUR';
  return `"${code}" is not the ISO 4217 code of a currency that is paid in; ${hint}`;
}

/** What is wrong with the currency of a file. `known` is the rate of the profile, which may stand in for its own. */
export function currencyFaults({ currency, fxRate }: CurrencyDocument, known: ExchangeRate | undefined): Fault[] {
  if (currency === undefined)
    return fxRate === undefined ? [] : [[['fxRate'], 'it is the rate of no currency; add currency, such as EUR']];
  const wrong = codeFault(currency);
  if (wrong !== undefined) return [[['currency'], wrong]];
  if (currency === US_DOLLAR)
    return fxRate === undefined ? [] : [[['fxRate'], 'US dollars need no rate; leave fxRate out']];
  if (fxRate !== undefined || known?.currency === currency) return [];
  const example = `fxRate: { rate: <${currency} that one US dollar costs>, source: <who says so>, day: <YYYY-MM-DD> }`;
  return [[['currency'], `no rate of ${currency} is known here, and none is assumed; add ${example}`]];
}

/** The rate of a file whose currency has no faults; undefined where its amounts are US dollars. */
export function readExchangeRate(
  { currency, fxRate }: CurrencyDocument,
  file: string,
  known: ExchangeRate | undefined,
): ExchangeRate | undefined {
  if (currency === undefined || currency === US_DOLLAR) return undefined;
  if (fxRate === undefined) return known?.currency === currency ? known : undefined;
  return { currency, rate: readRate(fxRate.rate), source: fxRate.source, day: readDay(fxRate.day), file };
}

/** Reads an amount of a file as exact US dollars. */
export function moneyReader(rate: ExchangeRate | undefined): (text: string) => Usd {
  return (text) => {
    const amount: Exact = readUsd(text);
    return rate === undefined ? usd(amount) : inDollars(amount, rate);
  };
}
