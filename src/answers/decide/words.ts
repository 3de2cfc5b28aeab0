import type { Clause, Commitment } from '../../domain/commitment.ts';
import type { BreakEven, Crossover, Decision, Level, Leverage } from '../../domain/decision.ts';
import type { Silence } from '../../domain/negotiation.ts';
import type { Note } from '../../domain/note.ts';
import type { Obstacle } from '../../domain/obstacle.ts';
import type { Plan } from '../../domain/plan.ts';
import type { ProposalAudit } from '../../domain/proposal.ts';
import type { Risk, RiskAlternative } from '../../domain/risk.ts';
import type { Turn } from '../../domain/turn.ts';

/** What the answer of `decide` says in words. */
export interface DecideWords {
  readonly note: (note: Note) => string;
  readonly obstacle: (obstacle: Obstacle) => string;
  readonly proof: (plan: Plan) => string;
  readonly next: (decision: Decision) => string | undefined;
  readonly leverage: (each: Leverage) => string | undefined;
  readonly crossover: (each: Crossover) => string;
  readonly level: (level: Level) => string;
  readonly breakEven: (of: BreakEven, side: 'low' | 'high') => string;
  readonly turn: (turn: Turn) => string;
  readonly alternative: (each: RiskAlternative) => string;
  readonly risk: (risk: Risk) => readonly string[];
  readonly clause: (clause: Clause) => string;
  readonly alarm: (each: Commitment) => string | undefined;
  readonly commitment: (each: Commitment) => readonly string[];
  readonly verdict: (audit: ProposalAudit, plan: Plan) => string;
  readonly silence: (silence: Silence, provider: string) => string;
  readonly proposal: (audit: ProposalAudit) => readonly string[];
}
