import { Command } from 'commander';
import type { CompareOptions } from './commands/compare.ts';
import { examples, type Run, withInputs, withOutputs } from './program-options.ts';

/** `compare`: one amount of work on several models. */
export function compareCommand(run: Run): Command {
  const command = new Command('compare')
    .description('one workload or profile on several models: list, levers, the cheapest way to buy each, its floor')
    .addHelpText(
      'before',
      examples([
        'tokencost compare --in 500M --out 1.5B --models claude-opus-4.7,gpt-5.4,gemini-3.1-pro',
        'tokencost compare --in 500M --out 1.5B --model claude-opus-4.7 --provider anthropic',
        'tokencost compare --profile profile.yaml --format csv --output models.csv',
        'tokencost compare --spend 40k --in-out 1:3 --models claude-opus-4.7,gpt-5.4',
      ]),
    )
    .option('--models <ids>', 'models to put side by side, a,b,c (default: all of the card that fit)')
    .option('--provider <id>', 'all models of one provider that fit')
    .option('--tier <n>', 'least tier of a model, of the qualityTiers of the profile')
    .option('--min-context <tokens>', 'least context window of a model: 200k')
    .option('--spend <usd>', 'dollars a month in place of tokens: what they buy of --model, and cost elsewhere')
    .option('--in-out <ratio>', 'input to output tokens of --spend: 1:3');
  return withOutputs(withInputs(command)).action(async (options: CompareOptions) => {
    run.exitCode = await (await import('./commands/compare.ts')).runCompare(options, run.shell);
  });
}
