import type { Context } from '../decision/estimate/estimate.ts';
import { ageNotes, shownIn } from '../decision/estimate/shown-in.ts';
import type { PriceBook } from '../decision/usage/measure.ts';
import type { ContractTerms } from '../domain/contract.ts';
import type { Provenance } from '../domain/estimate.ts';
import { visible } from '../domain/line-text.ts';
import { problem } from '../domain/problem.ts';
import type { Proposal } from '../domain/proposal.ts';
import { readSizingDefaults } from '../files/contract-terms.ts';
import { loadProposal } from '../files/proposal-file.ts';
import { shippedPricing } from '../files/shipped.ts';
import { readText } from '../files/text-file.ts';
import { noteTexts } from '../output/words/note-list.ts';
import { warn } from './emit.ts';
import type { OutputOptions } from './options.ts';
import { READS } from './paths.ts';
import type { Shell } from './shell.ts';

/**
 * The contracts of --contract, one a provider. Throws what reading throws, and `badValue` for a proposal that was not
 * signed and for two contracts with one provider.
 */
export function contractsOf(files: readonly string[], shell: Shell): Proposal[] {
  const contracts = files.map((file) => {
    const text = file === '-' ? shell.readInput() : readText(file, READS.contract.expected);
    return loadProposal(text, file === '-' ? 'standard input' : file);
  });
  for (const [index, { provider, file, signed }] of contracts.entries()) {
    if (signed === false) {
      const fault = 'it says signed: false, and what was only proposed binds nobody; change it once it is signed';
      throw problem('badValue', `--contract ${file}`, fault);
    }
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

/** Warns of contracts that do not say whether they were signed. */
export function warnUnsigned(
  contracts: readonly Proposal[],
  options: Pick<OutputOptions, 'quiet'>,
  shell: Shell,
): void {
  const unsaid = contracts.filter(({ signed }) => signed === undefined);
  const texts = unsaid.map(({ file }) => `${file} does not say signed: true; its terms are taken as if it did.`);
  warn(texts.map(visible), options, shell);
}

/** Terms that a contract does not state, as they usually are. */
export const usualTerms = (shell: Shell): ContractTerms =>
  readSizingDefaults(shippedPricing(shell.pricingFolder).commitment()).terms;

/** Throws `badValue` for a discount of a model that the card does not have, or that another provider makes. */
export function refuseUnknownModels(
  contracts: readonly Proposal[],
  { find }: Pick<PriceBook, 'find'>,
  flag: '--contract' | '--proposal' = '--contract',
): void {
  for (const { file, provider, clauses } of contracts) {
    for (const name of clauses.discounts.keys()) {
      const model = find(name);
      if (model?.provider === provider && model.id === name) continue;
      const fault =
        model === undefined
          ? `its discounts name "${name}", and the card has no model of that name`
          : model.provider === provider
            ? `its discounts name "${name}"; write ${model.id}, its id on the card`
            : `its discounts name ${name}, which ${model.provider} makes and not ${provider}`;
      throw problem('badValue', `${flag} ${file}`, fault);
    }
  }
}

/** A context in the currency that the contracts are written in. Throws `differentRates`. */
export function inCurrencyOf(contracts: readonly Proposal[], context: Context): Context {
  return shownIn(
    context,
    contracts.map(({ exchange }) => exchange),
  );
}

/** Says on standard error what there is to say of the day of that rate. */
export function warnOfRate(
  context: Context,
  { providerName }: Provenance,
  options: Pick<OutputOptions, 'quiet'>,
  shell: Shell,
): void {
  warn(noteTexts(ageNotes(context.exchange, context), providerName).map(visible), options, shell);
}
