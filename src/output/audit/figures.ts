import type { Audit } from '../../domain/audit.ts';
import type { Figure } from '../words/currency-part.ts';

/** What an audit is remembered by: both sums, and what lies between them. */
export const auditFigures = ({ billed, expected, difference }: Audit): Figure[] => [
  { what: 'billed', amount: billed },
  { what: 'what was used costs', amount: expected },
  { what: 'difference', amount: difference },
];
