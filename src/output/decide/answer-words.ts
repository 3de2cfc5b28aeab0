import type { Clause, Commitment } from '../../domain/commitment.ts';
import type { BreakEven, Crossover, Decision, Level, Leverage } from '../../domain/decision.ts';
import type { Silence } from '../../domain/negotiation.ts';
import type { Note } from '../../domain/note.ts';
import type { Obstacle } from '../../domain/obstacle.ts';
import type { Plan } from '../../domain/plan.ts';
import type { ProposalAudit } from '../../domain/proposal.ts';
import type { Risk, RiskAlternative } from '../../domain/risk.ts';
import type { Turn } from '../../domain/turn.ts';
import { noteText } from '../words/note-text.ts';
import { obstacleText } from '../words/obstacle-text.ts';
import { silenceText } from './brief-silence.ts';
import { alarmText, commitmentTexts } from './commitment-text.ts';
import { clauseText } from './commitment-words.ts';
import { breakEvenText, levelText, turnText } from './drivers-text.ts';
import { nextQuestion } from './next-question.ts';
import { proofText } from './plan-text.ts';
import { proposalTexts, verdictText } from './proposal-text.ts';
import { alternativeText, sureTexts } from './risk-text.ts';
import { crossoverText, leverageText } from './standing-text.ts';

/** What the answer of `decide` says in words. */
export const decideWords = (nameOf: (provider: string) => string) => ({
  note: (note: Note) => noteText(note, nameOf),
  obstacle: (obstacle: Obstacle) => obstacleText(obstacle, nameOf),
  proof: proofText,
  next: (decision: Decision) => nextQuestion(decision, nameOf),
  leverage: (each: Leverage) => leverageText(each, nameOf),
  crossover: (each: Crossover) => crossoverText(each, nameOf),
  level: (level: Level) => levelText(level),
  breakEven: (of: BreakEven, side: 'low' | 'high') => breakEvenText(of, side),
  turn: (turn: Turn) => turnText(turn, nameOf),
  alternative: (each: RiskAlternative) => alternativeText(each, nameOf),
  risk: (risk: Risk) => sureTexts(risk, nameOf),
  clause: (clause: Clause) => clauseText(clause),
  alarm: (each: Commitment) => alarmText(each, nameOf),
  commitment: (each: Commitment) => commitmentTexts(each, nameOf),
  verdict: (audit: ProposalAudit, plan: Plan) => verdictText(audit, nameOf(audit.proposal.provider), plan),
  silence: (silence: Silence, provider: string) => silenceText(silence, nameOf(provider)),
  proposal: (audit: ProposalAudit) => proposalTexts(audit),
});
