import type { Highs } from 'highs';
import type { MilpEnding, MilpProgram, MilpSolution, MilpSolver } from '../decision/plan/milp.ts';

/** Dollars that a solution may be from the best: a thousandth of a cent. */
const GAP = 1e-5;

/** The limit is one of work, not of time: the same input, the same answer. */
const OPTIONS = {
  output_flag: false,
  mip_rel_gap: 0,
  mip_feasibility_tolerance: 1e-9,
  primal_feasibility_tolerance: 1e-9,
  dual_feasibility_tolerance: 1e-10,
  small_matrix_value: 1e-12,
  mip_max_nodes: 5000,
};

const WITHOUT_PRESOLVE = { presolve: 'off' };
const TOLERANT = { mip_feasibility_tolerance: 1e-7, primal_feasibility_tolerance: 1e-8 };

/** Ways to run a program, each where the one before it failed. Whatever they find is priced exactly afterwards. */
const WAYS = [{}, WITHOUT_PRESOLVE, TOLERANT, { ...TOLERANT, ...WITHOUT_PRESOLVE }];

const FAILED: MilpSolution = { ended: 'failed', bound: Number.NEGATIVE_INFINITY, values: undefined };

async function fresh(): Promise<Highs> {
  const loaded = (await import('highs')).default;
  // Its types are those of a CommonJS module, under which the default export would be one step further in.
  const loadHighs = loaded as unknown as (typeof loaded)['default'];
  return loadHighs();
}

/** What a status of HiGHS says of a program whose objective has a least value. */
function endingOf({ constants: { modelStatus } }: Highs, status: number): MilpEnding {
  switch (status) {
    case modelStatus.optimal:
      return 'optimal';
    case modelStatus.infeasible:
      return 'infeasible';
    case modelStatus.timeLimit:
    case modelStatus.iterationLimit:
    case modelStatus.solutionLimit:
    case modelStatus.objectiveBound:
    case modelStatus.objectiveTarget:
    case modelStatus.interrupted:
      return 'stopped';
    default:
      return 'failed';
  }
}

/** HiGHS says of a solution that it keeps to the program with this number. */
const FEASIBLE = 2;

function solved(highs: Highs, { text, unit }: MilpProgram, way: (typeof WAYS)[number]): MilpSolution {
  return highs.withModel({ format: 'lp', data: text }, (model) => {
    model.options.set({ ...OPTIONS, mip_abs_gap: GAP / unit, ...way });
    model.run();
    const ended = endingOf(highs, model.getModelStatus());
    if (ended === 'infeasible') return { ended, bound: Number.POSITIVE_INFINITY, values: undefined };
    if (ended === 'failed') return FAILED;
    const bound = Number(model.info.get('mip_dual_bound')) * unit;
    if (model.info.get('primal_solution_status') !== FEASIBLE) {
      return ended === 'optimal' ? FAILED : { ended, bound, values: undefined };
    }
    const values = new Map<string, number>();
    for (const [index, value] of model.getSolution().colValue.entries()) values.set(model.getColName(index), value);
    return { ended, bound, values };
  });
}

/** One module serves every program, until a run breaks it. */
let loadedModule: Promise<Highs> | undefined;

/** A run may throw, and its module be of no further use: the next one is made anew. */
async function attempt(program: MilpProgram, way: (typeof WAYS)[number]): Promise<MilpSolution> {
  loadedModule ??= fresh();
  const highs = await loadedModule;
  try {
    return solved(highs, program, way);
  } catch {
    loadedModule = undefined;
    return FAILED;
  }
}

/** HiGHS, the mixed-integer solver, loaded when a plan needs it and not before. */
export async function loadSolver(): Promise<MilpSolver> {
  loadedModule ??= fresh();
  await loadedModule;
  return async (program) => {
    for (const way of WAYS) {
      const found = await attempt(program, way);
      if (found.ended !== 'failed') return found;
    }
    return FAILED;
  };
}
