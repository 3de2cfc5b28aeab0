import type { Decision } from '../../domain/decision.ts';
import type { Plan } from '../../domain/plan.ts';
import { savingsByGround } from '../../domain/savings-by-ground.ts';
import { dollars } from '../render/numbers.ts';
import { channelName } from '../words/channel-name.ts';
import { allOf } from '../words/some-of.ts';

/** The last days on which what vendors propose can be signed, the earliest first. */
export function dueTexts({ proposals }: Pick<Decision, 'proposals'>): string[] {
  const open = proposals.flatMap(({ proposal: { file, validUntil }, verdict }) =>
    validUntil === undefined || verdict === 'decline' ? [] : [{ file, validUntil }],
  );
  return open
    .sort((a, b) => (a.validUntil < b.validUntil ? -1 : 1))
    .map(({ file, validUntil }) => `Answer ${file} by ${validUntil}, the last day it can be signed.`);
}

/** What has to be tried before work moves to a seller whose prices are its own claim. */
export function trialTexts(plan: Plan): string[] {
  const sellers = plan.workloads.flatMap(({ channel, ground }) => (ground === 'claimed' ? [channelName(channel)] : []));
  if (sellers.length === 0) return [];
  const { claimed } = savingsByGround(plan);
  return [
    `Before any work moves to ${allOf([...new Set(sellers)])}: have engineering run a small part of it there for a month and compare the invoice, and have purchasing check whom the contract is with; ${dollars(claimed)} a month rests on its word.`,
  ];
}
