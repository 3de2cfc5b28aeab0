import type { MilpSolution, MilpSolver } from '../decision/plan/milp.ts';

/** Closes the gap to a hundredth of a cent. The limit is one of work, not of time: the same input, the same answer. */
const OPTIONS = {
  output_flag: false,
  mip_rel_gap: 0,
  mip_abs_gap: 1e-4,
  mip_feasibility_tolerance: 1e-9,
  primal_feasibility_tolerance: 1e-9,
  mip_max_nodes: 5000,
};

/** HiGHS, the mixed-integer solver, loaded when a plan needs it and not before. */
export async function loadSolver(): Promise<MilpSolver> {
  const loaded = (await import('highs')).default;
  // Its types are those of a CommonJS module, under which the default export would be one step further in.
  const loadHighs = loaded as unknown as (typeof loaded)['default'];
  const highs = await loadHighs();
  const { modelStatus } = highs.constants;
  return (program): MilpSolution =>
    highs.withModel({ format: 'lp', data: program }, (model) => {
      model.options.set(OPTIONS);
      model.run();
      const status = model.getModelStatus();
      const optimal = status === modelStatus.optimal || status === modelStatus.infeasible;
      const bound = Number(model.info.get('mip_dual_bound'));
      const found = status !== modelStatus.infeasible && Number.isFinite(model.getObjectiveValue());
      if (!found) return { optimal, bound: optimal ? Number.POSITIVE_INFINITY : bound, values: undefined };
      const values = new Map<string, number>();
      for (const [index, value] of model.getSolution().colValue.entries()) values.set(model.getColName(index), value);
      return { optimal, bound, values };
    });
}
