import { MONTHS_PER_YEAR } from '../domain/day.ts';
import { whole } from '../domain/exact.ts';
import type { ExchangeRate } from '../domain/exchange-rate.ts';
import type { CommitmentPeriod, Proposal } from '../domain/proposal.ts';
import { factor, per as over, times, type Usd } from '../domain/units.ts';
import { clauseFaults, readClauses } from './clauses.ts';
import { readTerms } from './contract-terms.ts';
import { currencyFaults, moneyReader, readExchangeRate } from './currency.ts';
import { readDocument } from './document.ts';
import { parseYaml } from './parse-yaml.ts';
import { readRamp } from './ramp.ts';
import { optional, readDay, readDiscount } from './read-value.ts';
import { type ProposalDocument, proposalSchema } from './schemas/proposal-schema.ts';
import { commitmentTermFaults } from './terms-faults.ts';
import { type Fault, invalidFile, type Path } from './yaml-file.ts';

const KIND = 'proposal';

/** Nothing where the profile buys from a provider of that name; else what is wrong with it. */
export type ProviderFault = (provider: string) => string | undefined;

/** Terms that contradict each other, by the key that has to change. */
function termFaults(document: ProposalDocument): (readonly [Path, string])[] {
  const { per, termMonths, date, validUntil } = document;
  const faults: (readonly [Path, string])[] = [...commitmentTermFaults(document), ...clauseFaults(document)];
  if (per === 'term' && termMonths === undefined)
    faults.push([['per'], 'an amount of the whole term needs termMonths, the months that it runs']);
  if (per === 'year' && termMonths !== undefined && Number(termMonths) < MONTHS_PER_YEAR)
    faults.push([['per'], `${termMonths} months are no year; write per: term, or per: month with a month's amount`]);
  if (date !== undefined && validUntil !== undefined && validUntil < date)
    faults.push([['validUntil'], `it ends before it is made, on ${date}`]);
  return faults;
}

const MONTHS: Readonly<Record<CommitmentPeriod, (termMonths: number) => number>> = {
  month: () => 1,
  year: () => MONTHS_PER_YEAR,
  term: (termMonths) => termMonths,
};

/** The full commitment of a month, at the top of any ramp. */
function monthly(amount: Usd, { per, termMonths, ramp }: ProposalDocument): Usd {
  const month = over(amount, factor(whole(BigInt(MONTHS[per](Number(termMonths))))));
  return ramp === undefined ? month : times(month, readRamp(ramp, per === 'term').full);
}

/**
 * A vendor's proposal from its text. `faultOf` says what is wrong with its provider in the light of the profile, whose
 * exchange rate is `known`.
 * Throws `invalidFile` with every fault at its place.
 */
export function loadProposal(
  text: string,
  path: string,
  faultOf: ProviderFault = () => undefined,
  known?: ExchangeRate,
): Proposal {
  const file = parseYaml(text, path, KIND);
  const document = readDocument(file, { proposalSchema }, KIND);
  const wrong = [...currencyFaults(document, known), ...termFaults(document)];
  const faults: Fault[] = wrong.map(([at, message]) => ({ place: file.place(at), message }));
  const stranger = faultOf(document.provider);
  if (stranger !== undefined) faults.push({ place: file.place(['provider']), message: stranger });
  if (faults.length > 0) throw invalidFile(file, KIND, faults);
  const { provider, per, note } = document;
  const exchange = readExchangeRate(document, path, known);
  const readMoney = moneyReader(exchange);
  const amount = readMoney(document.commitment);
  return {
    provider,
    commitment: monthly(amount, document),
    discount: readDiscount(document.discount),
    terms: readTerms(document),
    clauses: readClauses(document, readMoney),
    written: { amount, per },
    date: optional(document.date, readDay),
    validUntil: optional(document.validUntil, readDay),
    note,
    signed: optional(document.signed, (text) => text === 'true'),
    start: optional(document.start, readDay),
    file: path,
    ...(exchange === undefined ? {} : { exchange }),
  };
}
