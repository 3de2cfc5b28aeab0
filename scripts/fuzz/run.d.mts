import type { main } from '../../src/main.ts';

export interface Finding {
  readonly at: number;
  readonly line: readonly string[];
  readonly broken: readonly string[];
  readonly stderr: string;
}

export function fuzz(options: {
  readonly main: typeof main;
  readonly program?: string;
  readonly seed: number;
  readonly runs: number;
  readonly binary?: number;
  readonly signal?: AbortSignal;
  readonly say?: (text: string) => void;
}): Promise<Finding[]>;
