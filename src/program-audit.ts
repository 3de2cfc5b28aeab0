import { Command } from 'commander';
import type { AuditOptions } from './commands/audit.ts';
import { AUDIT_FORMATS, DEFAULT_CARD, TRACK_FORMATS } from './commands/options.ts';
import type { TrackOptions } from './commands/track.ts';
import { CONFIG_REF, collect, examples, NO_CONFIG, path, type Run, withOutputs } from './program-options.ts';

/** `audit`: a bill held against the price of what was used. */
export function auditCommand(run: Run): Command {
  const command = new Command('audit')
    .description(
      'does the bill follow the price: what was billed against what was used, each difference with its cause',
    )
    .addHelpText(
      'before',
      examples([
        'tokencost audit --usage completions_usage.csv --bill cost.csv',
        'tokencost audit --usage usage.csv --bill cost.csv --contract anthropic.yaml',
        'tokencost audit --usage usage.json --bill focus.csv --format csv --output claims.csv',
        'tokencost audit --usage usage.csv --bill cost.csv --format xlsx --output audit.xlsx',
      ]),
    )
    .option('--usage <files...>', 'usage exports and logs, as import reads them')
    .option('--bill <files...>', 'what was billed: cost exports, cost reports, FOCUS charges')
    .option('--contract <files...>', 'what was signed: a proposal file with signed: true, one a provider')
    .option('--offers <file>', 'offers of your own: a contract with one band counts as agreed (repeatable)', collect)
    .option('--since <day>', 'first day that counts, UTC (default: the first in the files)')
    .option('--until <day>', 'last day that counts, UTC (default: the last in the files)')
    .option(
      '--tolerance <usd>',
      'US dollars that may stay open without exit code 3: all that is open added up, too much and too little alike (default: 0)',
    )
    .option('--card <card>', 'rate card: the id of one that ships, or a file or folder', path, DEFAULT_CARD)
    .option('--as-of <day>', 'day that is printed as that of the card (default: today, UTC)')
    .option(...NO_CONFIG)
    .option(...CONFIG_REF);
  return withOutputs(command, AUDIT_FORMATS).action(async (options: AuditOptions) => {
    run.exitCode = await (await import('./commands/audit.ts')).runAudit(options, run.shell);
  });
}

/** `track`: contracts held against what was used. */
export function trackCommand(run: Run): Command {
  const command = new Command('track')
    .description(
      'does the use follow the contract: used to date, where the window ends, shortfall and overage with odds',
    )
    .addHelpText(
      'before',
      examples([
        'tokencost track --contract anthropic.yaml --usage usage.csv',
        'tokencost track --contract anthropic.yaml openai.yaml --usage usage.csv --fail-on shortfall --fail-on "utilisation<80%"',
        'tokencost track --offers clouds.yaml --usage bedrock.jsonl',
        'tokencost track --contract anthropic.yaml --usage usage.csv --format focus --output contract-commitment.csv',
      ]),
    )
    .option('--contract <files...>', 'what was signed: a proposal file with signed: true and start, one a provider')
    .option('--usage <files...>', 'usage exports and logs, as import reads them')
    .option(
      '--offers <file>',
      'offers of your own: cloudCommitments in it are tracked, floors shown (repeatable)',
      collect,
    )
    .option('--fail-on <rule>', 'exit 3 on shortfall, overage or utilisation<80% (repeatable)', collect)
    .option(
      '--by <key>',
      'who used it: provider, model or channel; as its source tells tag:NAME, key, project, user or route',
    )
    .option('--shared <rule>', 'who bears what nobody used of an ended window: drawdown (default), even or unallocated')
    .option('--focus-version <version>', 'with --format focus: 1.3 (default) or 1.4, which say what was committed to')
    .option('--card <card>', 'rate card: the id of one that ships, or a file or folder', path, DEFAULT_CARD)
    .option('--as-of <day>', 'day up to which usage counts (default: today, UTC)')
    .option(...NO_CONFIG)
    .option(...CONFIG_REF);
  return withOutputs(command, TRACK_FORMATS).action(async (options: TrackOptions) => {
    run.exitCode = await (await import('./commands/track.ts')).runTrack(options, run.shell);
  });
}
