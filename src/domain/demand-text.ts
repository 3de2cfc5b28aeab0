import type { Overage } from './contract.ts';
import { compare, type Exact, negate, ONE, parseExact, shift } from './exact.ts';
import { bounded, type Parsed, parseFactor } from './quantity-text.ts';
import { type Factor, factor } from './units.ts';

/** A multiple above 0, written `138%` or `1.38`. */
export const parseMultiple = bounded((text: string): Parsed<Factor> => {
  const forms = 'write a multiple above 0 such as 138% or 1.38';
  const parsed = parseFactor(text.endsWith('%') ? text.slice(0, -1) : text);
  if ('fault' in parsed) return { fault: `"${text}" is not a multiple; ${forms}` };
  return text.endsWith('%') ? { value: factor(shift(parsed.value, 2)) } : parsed;
});

/** What stands where a change above -100% and at most 100% is none. */
interface ChangeWords {
  readonly forms: string;
  readonly what: string;
  readonly nothing: string;
  readonly tooMuch: string;
}

const parseChange = ({ forms, what, nothing, tooMuch }: ChangeWords) =>
  bounded((text: string): Parsed<Exact> => {
    const percent = text.endsWith('%');
    const number = parseExact(percent ? text.slice(0, -1) : text);
    if (number === undefined) return { fault: `"${text}" is not a ${what}; ${forms}` };
    const value = percent ? shift(number, 2) : number;
    if (compare(value, negate(ONE)) <= 0) return { fault: `"${text}" ${nothing}; ${forms}` };
    if (compare(value, ONE) > 0) return { fault: `"${text}" is ${tooMuch}; ${forms}` };
    return { value };
  });

/** A change a month, above -100% and at most 100%, written `4%`, `0.04` or `-2%`. */
export const parseMonthlyGrowth = parseChange({
  forms: 'write the growth of a month such as 4%, 0.04 or -2%',
  what: 'growth',
  nothing: 'a month would leave nothing',
  tooMuch: 'more than twice as much each month',
});

/** A change of prices a year, above -100% and at most 100%, written `-20%`, `-0.2` or `5%`. */
export const parseYearlyChange = parseChange({
  forms: 'write the change of a year such as -20%, -0.2 or 5%',
  what: 'change',
  nothing: 'a year would leave no price',
  tooMuch: 'more than twice the price each year',
});

/** What usage over a commitment costs: `list`, `contract`, or a multiple of list. */
export const parseOverage = bounded((text: string): Parsed<Overage> => {
  if (text === 'list' || text === 'contract') return { value: text };
  const parsed = parseFactor(text);
  return 'value' in parsed
    ? parsed
    : { fault: `"${text}" is not a price of overage; write list, contract, or a multiple of list such as 1.1` };
});
