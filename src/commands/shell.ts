import type { Day } from '../domain/day.ts';

/** The world as a command sees it. Tests hand in one of their own; nothing else touches the process. */
export interface Shell {
  /** Writes a result to standard output; nowhere once its reader has left. Throws `writeFailed`. */
  readonly write: (text: string) => void;
  /** Writes a message to standard error. */
  readonly say: (text: string) => void;
  /** Shows how far long work is, in place of what was shown before; nothing where standard error is no terminal. '' takes it away. */
  readonly progress?: (text: string) => void;
  /** Told before work that takes far longer than a start, so that the process may get ready for it. */
  readonly expectWork?: () => Promise<void>;
  /** All of standard input, of up to so many megabytes: those of a file when none are named. Throws as `readOpen`. */
  readonly readInput: (mostMegabytes?: number) => string;
  /** A variable of the environment. */
  readonly variable?: (name: string) => string | undefined;
  /** Today in UTC. */
  readonly today: () => Day;
  /** The columns of what shows standard output, whether it shows ASCII alone, and whether it is a terminal. */
  readonly screen?: () => { readonly width: number; readonly ascii: boolean; readonly terminal?: boolean };
  /** True when standard output is a terminal that takes colour. */
  readonly colour: () => boolean;
  /** Folder of the compiled pricing. */
  readonly pricingFolder: string;
}
