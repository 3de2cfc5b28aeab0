import type { AppliedContract } from '../../domain/charge.ts';
import { jsonLine } from '../../domain/json.ts';
import { decimalText } from './decimal.ts';

/**
 * What of a charge counts toward a commitment. Source: FOCUS_Spec 1.3, columns/contractapplied, with the keys of its
 * errata #3 and all five of them as #5 says; 1.4 puts the same in a JSON schema (schemas/contractappliedobjectschema). A
 * commitment of dollars has no quantity and no unit.
 */
export function contractApplied({ contractId, commitmentId, applied }: AppliedContract): string {
  const element = {
    ContractId: contractId,
    ContractCommitmentId: commitmentId,
    ContractCommitmentAppliedCost: applied,
    ContractCommitmentAppliedQuantity: null,
    ContractCommitmentAppliedUnit: null,
  };
  return jsonLine({ Elements: [element] }, decimalText);
}
