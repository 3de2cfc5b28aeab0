import { Chalk } from 'chalk';

/** How words are set off: colour on a terminal, nothing anywhere else. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly good: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly bad: (text: string) => string;
}

const chalk = new Chalk({ level: 1 });

/** Colour. Loaded only when standard output takes it. */
export const colours: Paint = { strong: chalk.bold, good: chalk.green, faint: chalk.dim, bad: chalk.red };
