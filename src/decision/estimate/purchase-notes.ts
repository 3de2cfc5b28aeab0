import type { WorkloadEstimate } from '../../domain/estimate.ts';
import type { Leaning, Note } from '../../domain/note.ts';
import type { Obstacle } from '../../domain/obstacle.ts';

/** A workload whose every allowed channel is closed to it: priced, and not to be had. */
export function purchaseNotes({ workload, configurations, cheapest }: WorkloadEstimate): Note[] {
  const asIs = configurations.filter(({ levers }) => levers === 'asIs');
  const unknown = configurations.some((row) => row.basis === 'stated' && row.obstacle?.code === 'unpriced');
  if (cheapest !== undefined || unknown) return [];
  const obstacles = asIs.flatMap(({ obstacle }): Obstacle[] => (obstacle === undefined ? [] : [obstacle]));
  const telling = obstacles.filter(({ code }) => code !== 'channelExcluded');
  return [{ code: 'noChannelOpen', workload: workload.name, obstacles: telling.length > 0 ? telling : obstacles }];
}

/** Cheapest rows that are no purchase together. */
export function leaningNotes(leanings: readonly Leaning[]): Note[] {
  return leanings.map((leaning) => ({ code: 'directLeansOn', ...leaning }));
}
