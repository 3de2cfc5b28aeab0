import type { Futures } from '../chance/futures.ts';
import { tied } from '../plan/candidate.ts';
import type { Band, Instance } from '../plan/instance.ts';
import { beginningsOf } from './beginnings.ts';
import type { TermModel } from './term-model.ts';
import { type ByMonth, meanCost, type TermCosts, termCosts } from './term-part.ts';
import type { Signature, TermScene } from './term-scene.ts';

/** What may be signed with a provider of an instance: a band, or nothing. */
type Choosing = (provider: Instance['providers'][number]) => readonly (Band | undefined)[];

/** Whatever is on offer, nothing first; what is signed already stays. */
const anything: Choosing = ({ bands, signed }) => (signed ? bands : [undefined, ...bands]);

/** Every signature of a part, one contract after the other, each for the months it may be worth signing for. */
function signaturesOf(scene: TermScene, choosing: Choosing): Signature[] {
  let found: Signature[] = [{ state: [], begins: [] }];
  for (const [provider, of] of scene.instance.providers.entries()) {
    const choices = choosing(of).flatMap((band) =>
      (band === undefined ? [0] : beginningsOf(scene, provider, band)).map((begins) => ({ band, begins })),
    );
    found = found.flatMap(({ state, begins }) =>
      choices.map((each) => ({ state: [...state, each.band], begins: [...begins, each.begins] })),
    );
  }
  return found;
}

/** A part at its best signature. */
export interface BestSignature {
  readonly scene: TermScene;
  readonly signature: Signature;
  readonly term: TermCosts;
  /** Dollars of an average month. */
  readonly cost: number;
  readonly looked: number;
}

/** Signatures whose cost at few points is within this share of the least are judged at all of them. */
const NEAR = 1 / 50;

/** Costs that differ by a smaller share are the same. */
const SAME = 1e-9;

/** The signature of a part that is expected to cost least; undefined where none serves every workload. */
export function bestSignature(scene: TermScene, { futures, coarse }: TermModel): BestSignature | undefined {
  const all = signaturesOf(scene, anything);
  const rough =
    coarse === undefined
      ? []
      : all.flatMap((signature) => {
          const term = termCosts(scene, signature, coarse);
          return term === undefined ? [] : [{ signature, cost: meanCost(term.costs) }];
        });
  const least = Math.min(...rough.map(({ cost }) => cost));
  const near =
    coarse === undefined
      ? all
      : rough.filter(({ cost }) => cost <= least * (1 + NEAR)).map(({ signature }) => signature);
  let best: BestSignature | undefined;
  for (const signature of near) {
    const term = termCosts(scene, signature, futures);
    if (term === undefined) continue;
    const found = { scene, signature, term, cost: meanCost(term.costs), looked: all.length };
    if (best === undefined || isBefore(found, best)) best = found;
  }
  return best;
}

function isBefore(a: BestSignature, b: BestSignature): boolean {
  if (Math.abs(a.cost - b.cost) > SAME * Math.abs(b.cost)) return a.cost < b.cost;
  const bought = ({ signature: { state }, term: { usual } }: BestSignature) => ({ state, assignment: usual });
  return tied(a.scene.instance, bought(a), bought(b)) < 0;
}

/** A part of the portfolio under a set of contracts. */
export type SignedPart = Pick<BestSignature, 'scene' | 'signature' | 'term'>;

/** Each part under a set of contracts over other futures; undefined where it cannot be signed or does not serve everything. */
export function partsUnder(
  { scenes }: TermModel,
  bandOf: (provider: string) => string | undefined,
  futures: Futures,
): SignedPart[] | undefined {
  const given: Choosing = ({ id, kind, bands, signed }) => [
    kind === 'pool' ? (signed ? bands[0] : undefined) : bands.find((each) => each.band.id === bandOf(id)),
  ];
  const found: SignedPart[] = [];
  for (const scene of scenes) {
    let best: (SignedPart & { readonly cost: number }) | undefined;
    for (const signature of signaturesOf(scene, given)) {
      const term = termCosts(scene, signature, futures);
      if (term === undefined) continue;
      const cost = meanCost(term.costs);
      if (best === undefined || cost < best.cost - SAME * Math.abs(best.cost)) best = { scene, signature, term, cost };
    }
    if (best === undefined) return undefined;
    found.push(best);
  }
  return found;
}

/** What a set of contracts costs over other futures, by month. */
export function costsUnder(
  model: TermModel,
  bandOf: (provider: string) => string | undefined,
  futures: Futures,
): ByMonth | undefined {
  const parts = partsUnder(model, bandOf, futures);
  if (parts === undefined) return undefined;
  const total = Array.from({ length: model.months }, () => new Float64Array(futures.count).fill(model.moving));
  for (const { term } of parts) {
    for (const [month, costs] of term.costs.entries()) {
      const own = total[month] as Float64Array;
      for (let future = 0; future < own.length; future++)
        own[future] = (own[future] as number) + (costs[future] as number);
    }
  }
  return total;
}
