import type { PlanChannel } from '../../domain/channel.ts';
import type { Splitting } from '../../domain/decision.ts';
import type { Plan } from '../../domain/plan.ts';
import { dollars, percent } from '../render/numbers.ts';
import { channelName } from '../words/channel-name.ts';
import { allOf } from '../words/some-of.ts';

function wayOf(channel: PlanChannel): string {
  if (channel.kind === 'list') return 'at list';
  if (channel.kind === 'reserved') return `by units of ${channelName(channel)}`;
  return channel.kind === 'direct' ? 'direct' : `through ${channelName(channel)}`;
}

/** Streams that a plan buys in parts, each with what is bought where. */
export function partsTexts({ workloads }: Plan): string[] {
  const found = new Map<string, string[]>();
  const served = new Set<string>();
  for (const { workload, channel } of workloads) {
    if (workload.partOf === undefined) continue;
    const { workload: name, share } = workload.partOf;
    if (channel.kind === 'reserved') served.add(name);
    found.set(name, [...(found.get(name) ?? []), `${percent(share)} of it ${wayOf(channel)}`]);
  }
  return [...found].map(([name, parts]) =>
    served.has(name)
      ? `${name} is served in parts: ${allOf(parts)}.`
      : `${name} may be divided and is bought in parts: ${allOf(parts)}.`,
  );
}

/** What buying in parts would save, where nothing says that a stream may be divided. */
export function splittingText({ workloads, saving }: Splitting): string {
  const several = workloads.length > 1;
  return `Splitting ${allOf(workloads)} between channels would save ${dollars(saving)} a month: where ${several ? 'they' : 'it'} can be divided, say \`divisible: true\` of ${several ? 'each' : 'it'}.`;
}
