import { problem } from '../domain/problem.ts';
import type { Proposal } from '../domain/proposal.ts';
import { loadProposal } from '../files/proposal-file.ts';
import { readText } from '../files/text-file.ts';
import { READS } from './paths.ts';
import type { Shell } from './shell.ts';

/** The contracts of --contract, one a provider. Throws what reading throws, and `badValue` for two with one provider. */
export function contractsOf(files: readonly string[], shell: Shell): Proposal[] {
  const contracts = files.map((file) => {
    const text = file === '-' ? shell.readInput() : readText(file, READS.contract.expected);
    return loadProposal(text, file === '-' ? 'standard input' : file);
  });
  for (const [index, { provider, file }] of contracts.entries()) {
    const before = contracts.slice(0, index).find((each) => each.provider === provider);
    if (before !== undefined) {
      throw problem(
        'badValue',
        `--contract ${file}`,
        `${before.file} is a contract with ${provider} already; give one`,
      );
    }
  }
  return contracts;
}
