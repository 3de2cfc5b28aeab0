import type { Belief, Decision } from '../../domain/decision.ts';
import { isZero } from '../../domain/exact.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Reservation } from '../../domain/reservation.ts';
import { claimedBySellers } from '../../domain/savings-by-ground.ts';
import { dollars, multiple, percent } from '../render/numbers.ts';
import { channelName } from '../words/channel-name.ts';
import { allOf } from '../words/some-of.ts';

/** The last days on which what vendors propose can be signed, the earliest first. */
export function dueTexts({ proposals }: Pick<Decision, 'proposals'>): string[] {
  const open = proposals.flatMap(({ proposal: { file, validUntil }, verdict }) =>
    validUntil === undefined || verdict === 'decline'
      ? []
      : [{ file: verdict === 'counter' ? `${file} with the counter above` : file, validUntil }],
  );
  return open
    .sort((a, b) => (a.validUntil < b.validUntil ? -1 : 1))
    .map(({ file, validUntil }) => `Purchasing: answer ${file} by ${validUntil}, the last day it can be signed.`);
}

/** What has to be tried before work moves to a seller whose prices are its own claim. */
export function trialTexts(decision: Pick<Decision, 'plan' | 'belief' | 'evidence'>): string[] {
  const { plan, belief } = decision;
  const claims = plan.workloads.filter(({ channel, ground }) => ground === 'claimed' && channel.kind !== 'reserved');
  const sellers = claims.map(({ channel }) => channelName(channel));
  if (sellers.length === 0) return [];
  const claimed = claimedBySellers(decision);
  const over = plan.term === undefined ? '' : ' on average over the term';
  const rests = claimed === undefined ? '' : `; ${dollars(claimed)} a month${over} rests on its word`;
  const pinned = claims.flatMap(({ workload: { name, region } }) =>
    region !== undefined ? [`${name} stays in ${region}`] : [],
  );
  const stays = pinned.length === 0 ? '' : `, and have it say in writing that ${allOf(pinned)}`;
  return [
    `Engineering, before any work moves to ${allOf([...new Set(sellers)])}: run a small part of it there for a month and compare the invoice. Purchasing, before that: check whom the contract is with${stays}${rests}.${beliefText(belief)}`,
  ];
}

/** From what belief a claim pays, and what it costs where it is false. */
function beliefText(belief: Belief | undefined): string {
  if (belief === undefined) return '';
  const { loss, breakEven, insteadHoped } = belief;
  if (isZero(breakEven)) return ' Where its claim is false and it bills list price, you lose nothing.';
  return ` It pays if you believe the claim with more than ${percent(breakEven)}: where it is false and list price is billed, it costs ${dollars(loss)} a month more than the best plan without it${insteadHoped ? ', which counts on a discount that nobody has offered' : ''}.`;
}

/** Use of a cloud is worth what it takes off the commitment only where the cloud counts it. */
export function drawdownSteps({ clouds }: Plan): string[] {
  return clouds.flatMap(({ commitment: { cloud }, marketplaces, avoidedShortfall }) =>
    isZero(avoidedShortfall)
      ? []
      : [
          `Purchasing, before work moves: have ${cloud} confirm in writing that ${allOf(marketplaces)} counts toward what you owe it; ${dollars(avoidedShortfall)} a month rests on that.`,
        ],
  );
}

/** What a stated peak asks of whoever serves the work: a plan counts months, and a limit is of a minute. */
export function peakTexts(reservations: readonly Reservation[]): string[] {
  const stated = reservations.filter(({ loadBasis }) => loadBasis === 'stated');
  const peaks = new Map(stated.map(({ model, peakToAverage }) => [model, peakToAverage]));
  return [...peaks].map(
    ([model, peak]) =>
      `${model}: its busiest minutes are stated at ${multiple(peak)} the average. The costs are of months; whether a rate limit carries that peak nobody has said: have the seller confirm it.`,
  );
}
