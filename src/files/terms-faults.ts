import { isZero } from '../domain/exact.ts';
import { rampFault } from './ramp.ts';
import { readRampPart } from './read-value.ts';
import type { TermsDocument } from './schemas/terms-schema.ts';
import type { Path } from './yaml-file.ts';

/** Terms of a commitment that do not go together, by the key that has to change. */
export function commitmentTermFaults({ ramp, termMonths }: TermsDocument): readonly (readonly [Path, string])[] {
  if (ramp === undefined) return [];
  const faults: (readonly [Path, string])[] = [];
  const shapeless = rampFault(ramp);
  if (ramp.every((part) => isZero(readRampPart(part)))) faults.push([['ramp'], 'a ramp to nothing is no commitment']);
  else if (shapeless !== undefined) faults.push([['ramp'], shapeless]);
  if (termMonths === undefined)
    faults.push([['ramp'], 'a ramp needs termMonths: its shares are of equal parts of the term']);
  else if (Number(termMonths) % ramp.length !== 0)
    faults.push([['ramp'], `${ramp.length} shares do not divide ${termMonths} months into equal parts`]);
  return faults;
}
