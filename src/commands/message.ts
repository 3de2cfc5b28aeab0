import { visible } from '../domain/line-text.ts';

/** What is longer is a value that was pasted by mistake; it would hide what is said of it. */
const LONGEST_LINE = 1_000;

/** What a message quotes cannot steer a terminal, nor fill it. */
export function safeMessage(message: string): string {
  return message
    .split('\n')
    .map((line) => {
      const cut =
        line.length > LONGEST_LINE
          ? `${line.slice(0, LONGEST_LINE / 2)} \u2026 ${line.slice(-LONGEST_LINE / 2)}`
          : line;
      return cut.split('\t').map(visible).join('\t');
    })
    .join('\n');
}
