import type { Silence } from '../../domain/negotiation.ts';
import { percent, plainDollars } from '../render/numbers.ts';
import { expected } from '../words/expected-text.ts';

/** Why a provider is left alone. */
export function silenceText(silence: Silence, name: string): string {
  switch (silence.reason) {
    case 'notOffered':
      return `Your offers say that ${name} gives no contract.`;
    case 'nothingDirect':
      return `Nothing of the profile may or would be bought direct from ${name} under what is on offer.`;
    case 'underFloor':
      return `The list spend there falls ${plainDollars(silence.short)} a month short of the floor of ${plainDollars(silence.floor)}: a rate card is not opened for it.`;
    case 'neverBetter':
      return `Even ${percent(silence.deepest)} off, the most there is evidence for, leaves everything you buy at ${expected(silence.signed.expectedCost)} a month; without a contract with ${name} it is ${expected(silence.unsigned.expectedCost)}.`;
  }
}
