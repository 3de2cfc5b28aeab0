import type { CardPath, FindingCode, LintBounds } from '../../domain/card-finding.ts';
import type { Day } from '../../domain/day.ts';
import type { Model, Rate, RateCard } from '../../domain/rate-card.ts';

/** A rate in its model, on its card: what a rule looks at. */
export interface LintSubject {
  readonly card: RateCard;
  readonly model: Model;
  readonly rate: Rate;
  /** The day the card is judged on: that of --as-of, else the card's own version. */
  readonly day: Day;
  /** The day on which somebody looks, after which nothing can have been checked. */
  readonly today: Day;
  readonly bounds: LintBounds;
}

/** Records what a rule finds at a path below the rate, or below the model where the rule reads that. */
export type Complain = (code: FindingCode, path: CardPath, text: string) => void;
