import type { Context } from '../decision/estimate/estimate.ts';
import type { Provenance } from '../domain/estimate.ts';
import { TOOL } from './tool.ts';

/** What the answer to a command carries so that it can be reproduced. */
export function provenanceOf(
  command: string,
  { card, day, exchange }: Pick<Context, 'card' | 'day' | 'exchange'>,
): Provenance {
  const { id, version, sha256 } = card;
  return {
    tool: TOOL,
    command,
    asOf: day,
    card: { id, version, sha256 },
    providerName: (provider) => card.providers.get(provider) ?? provider,
    ...(exchange === undefined ? {} : { exchange }),
  };
}
