import type { Context } from '../decision/estimate/estimate.ts';
import { didYouMean, nearest } from '../domain/near.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Profile, Workload } from '../domain/workload.ts';
import { readText } from '../files/text-file.ts';
import { READS } from './paths.ts';
import type { Shell } from './shell.ts';

/** Providers of the models that a profile names, alternatives among them. */
function providersOf(workloads: readonly Workload[], { card }: Context): string[] {
  const models = workloads.flatMap(({ model, alternatives }) => [model, ...alternatives.map((each) => each.model)]);
  return [...new Set(models.flatMap((model) => card.find(model)?.provider ?? []))];
}

/** What is wrong with the provider of a proposal, in the light of a profile. */
export function strangerIn(workloads: readonly Workload[], context: Context): (provider: string) => string | undefined {
  const providers = providersOf(workloads, context);
  return (provider) => strangerText(provider, providers);
}

/** What is wrong with the provider of a proposal: nothing where the profile buys from it. */
function strangerText(provider: string, providers: readonly string[]): string | undefined {
  if (providers.includes(provider)) return undefined;
  const hint = didYouMean(...nearest(provider, providers).slice(0, 1)) ?? `it buys from ${providers.join(', ')}`;
  return `the profile buys nothing from "${provider}"; ${hint}`;
}

/**
 * The proposals of --proposal, in the order given; `-` is standard input. Throws `invalidFile`, or the problem of a file
 * that cannot be read.
 */
export async function proposalsOf(
  paths: readonly string[],
  { workloads, exchange }: Profile,
  context: Context,
  shell: Shell,
): Promise<Proposal[]> {
  if (paths.length === 0) return [];
  const { loadProposal } = await import('../files/proposal-file.ts');
  const stranger = strangerIn(workloads, context);
  return paths.map((path) => {
    const fromStdin = path === '-';
    const text = fromStdin ? shell.readInput() : readText(path, READS.proposal.expected);
    return loadProposal(text, fromStdin ? 'standard input' : path, stranger, exchange);
  });
}
