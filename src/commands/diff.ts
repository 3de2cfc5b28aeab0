import { diffCards, type Side, sideOf } from '../decision/card-diff.ts';
import { diffCosts } from '../decision/card-diff-costs.ts';
import type { Context } from '../decision/estimate.ts';
import { workloadFaults } from '../decision/workload-faults.ts';
import type { CardDiff, DiffCosts } from '../domain/card-diff.ts';
import { problem } from '../domain/problem.ts';
import type { Workload } from '../domain/workload.ts';
import { readText } from '../files/text-file.ts';
import { contextOf, dayOf } from './context.ts';
import { emit, paintFor } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, optionalFlag, parseAsOf, parseFormat } from './flags.ts';
import type { InputOptions, OutputOptions } from './options.ts';
import type { Shell } from './shell.ts';
import { TOOL } from './tool.ts';

export interface DiffOptions extends Pick<InputOptions, 'asOf' | 'profile'>, OutputOptions {
  /** The day of the newer side, where it is not that of the older. */
  readonly to?: string;
}

async function render(answer: CardDiff, options: DiffOptions, shell: Shell): Promise<string> {
  const { cardDiffMarkdown, cardDiffTable } = await import('../output/card-diff-table.ts');
  const { cardDiffCsv, cardDiffJson } = await import('../output/card-diff-data.ts');
  switch (flag('--format', options.format, parseFormat)) {
    case 'table':
      return cardDiffTable(answer, await paintFor(options, shell));
    case 'markdown':
      return cardDiffMarkdown(answer);
    case 'csv':
      return cardDiffCsv(answer);
    case 'json':
      return (await import('../output/json.ts')).jsonText(cardDiffJson(answer, TOOL));
  }
}

/** A model has to be on one of the two cards; what only the other lacks is unpriced there. */
async function workloadsOf(path: string, before: Context, after: Context, shell: Shell): Promise<readonly Workload[]> {
  const { loadProfile } = await import('../files/profile-file.ts');
  const text = path === '-' ? shell.readInput() : readText(path, 'a profile: a YAML file of workloads');
  const { workloads } = loadProfile(text, path === '-' ? 'standard input' : path, (workload) => {
    const faults = workloadFaults(workload, after);
    return faults.length > 0 && workloadFaults(workload, before).length === 0 ? [] : faults;
  });
  return workloads;
}

function anyUnpriced(costs: DiffCosts | undefined): boolean {
  return costs !== undefined && costs.total.old.unpriced.length + costs.total.new.unpriced.length > 0;
}

/**
 * `tokencost diff A B`: what two cards say differently, or one card on two days, and what that does to a profile.
 * 0, or 4 when a workload has no price on one of the sides.
 */
export async function runDiff(cards: readonly string[], options: DiffOptions, shell: Shell): Promise<number> {
  flag('--format', options.format, parseFormat);
  const [older, newer, ...more] = cards;
  if (older === undefined || newer === undefined || more.length > 0) {
    throw problem('usage', 'Two cards are needed.', 'Give the older one first: tokencost diff published mine.yaml');
  }
  const oldDay = dayOf(options, shell);
  const newDay = optionalFlag('--to', options.to, parseAsOf) ?? oldDay;
  const before: Context = await contextOf({ card: older, asOf: oldDay }, shell);
  const after: Context = await contextOf({ card: newer, asOf: newDay }, shell);
  const onDays = options.asOf !== undefined || options.to !== undefined;
  const side = ({ card, day }: Context): Side => ({ card, day: onDays ? day : undefined });
  const answer: CardDiff = {
    old: sideOf(side(before)),
    new: sideOf(side(after)),
    models: diffCards(side(before), side(after)),
    costs:
      options.profile === undefined
        ? undefined
        : diffCosts(await workloadsOf(options.profile, before, after, shell), before, after),
  };
  emit(await render(answer, options, shell), options, shell);
  return anyUnpriced(answer.costs) ? EXIT.cannotTell : EXIT.fine;
}
