import type { Decision, Evidence } from '../../domain/decision.ts';
import { compare } from '../../domain/exact.ts';
import type { Ground } from '../../domain/ground.ts';
import type { Plan } from '../../domain/plan.ts';
import { savedOn, savingsByGround } from '../../domain/savings-by-ground.ts';
import { dollars, percent } from '../render/numbers.ts';
import { allOf } from '../words/some-of.ts';

type NameOf = (provider: string) => string;

/** What a part of a saving rests on, after its dollars. */
const RESTS: Readonly<Record<Ground, string>> = {
  published: 'on published prices',
  quoted: 'quoted to you',
  claimed: 'claimed by a seller and not checked',
  hoped: 'hoped for, which nobody has offered',
};

/** The saving by what it rests on; nothing where nothing is saved. */
export function savingTexts(plan: Plan): string[] {
  const savings = savingsByGround(plan);
  const parts = savedOn(savings).map((ground) => `${dollars(savings[ground])} ${RESTS[ground]}`);
  if (parts.length === 0) return [];
  const of = plan.term === undefined ? 'Of that saving' : "Of the first month's saving";
  return [`${of}: ${parts.join('; ')}.`];
}

function leaningText({ ground, sellers, contracts }: Evidence, nameOf: NameOf): string {
  const signed = contracts.map(({ provider, discount }) => `${nameOf(provider)} ${percent(discount)}`);
  switch (ground) {
    case 'published':
      return 'without asking anybody';
    case 'quoted':
      return sellers.length + signed.length === 0
        ? 'with what is quoted'
        : `with what is quoted (${allOf([...sellers, ...signed])})`;
    case 'claimed':
      return sellers.length === 0 ? 'with what is claimed' : `with what ${allOf(sellers)} claims`;
    case 'hoped':
      if (contracts.length === 0) return 'with what is hoped for';
      return `if ${allOf(contracts.map(({ provider }) => nameOf(provider)))} grants ${allOf([
        ...new Set(contracts.map(({ discount }) => percent(discount))),
      ])} off`;
  }
}

/** What is paid for each ground that one is willing to lean on, where it makes a difference. */
export function ladderTexts({ evidence }: Pick<Decision, 'evidence'>, nameOf: NameOf): string[] {
  let before: Evidence['effectiveCost'];
  const rungs = evidence.flatMap((each) => {
    const { effectiveCost } = each;
    if (effectiveCost === undefined || (before !== undefined && compare(effectiveCost, before) === 0)) return [];
    before = effectiveCost;
    return [`${leaningText(each, nameOf)} ${dollars(effectiveCost)}`];
  });
  if (rungs.length < 2) return [];
  return [`By how far you lean: ${rungs.join('; ')}.`];
}
