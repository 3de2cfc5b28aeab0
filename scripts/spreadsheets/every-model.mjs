// A workload per model of the card that ships, with levers all over their range, and the same work stated otherwise: every
// rule by which the card prices something is in one workbook.

const TTLS = [undefined, '5m', '1h', undefined];

/** What workload `place` states in variant `variant`: spread out, and the same in every run. */
function levels(place, variant) {
  const spread = (step, most) => (place * step + variant * 31) % most;
  return {
    input: (spread(79, 900) + 1) * 1_000_000,
    output: (spread(53, 400) + 1) * 1_000_000,
    cacheHitRatio: spread(37, 81) / 100,
    readsPerWrite: 5 + spread(13, 40),
    batchEligible: spread(29, 101) / 100,
    longContextShare: spread(17, 60) / 100,
  };
}

/** What does not change between variants: a lifetime, and a region where the card prices one. */
function fixed(place, { regions }) {
  const ttl = TTLS[place % TTLS.length];
  const region = place % 2 === 0 ? Object.keys(regions)[0] : undefined;
  return [...(ttl === undefined ? [] : [`cacheTtl: ${ttl}`]), ...(region === undefined ? [] : [`region: ${region}`])];
}

/** Models of `cards show` that can be bought on a day, with the rate of that day. */
export function modelsOn({ models }, day) {
  return models.flatMap(({ model, retired, rates }) => {
    const rate = rates.filter(({ from }) => from <= day).at(-1);
    return rate === undefined || (retired !== null && retired.from <= day) ? [] : [{ model, rate }];
  });
}

/** The profile of a variant, as YAML. */
export function profileOf(models, variant) {
  const workloads = models.map(({ model, rate }, place) => {
    const { input, output, ...levers } = levels(place, variant);
    const stated = [...Object.entries(levers).map(([key, value]) => `${key}: ${value}`), ...fixed(place, rate)];
    return `  - { name: "${place + 1} ${model}", model: ${model}, tokens: { input: ${input}, output: ${output} }, ${stated.join(', ')} }`;
  });
  return `workloads:\n${workloads.join('\n')}\n`;
}

/** What has to be typed into the workbook of any variant to make it this one. */
export function inputsOf(models, variant) {
  return Object.fromEntries(
    models.flatMap((_, place) => {
      const of = levels(place, variant);
      const named = {
        input: of.input,
        output: of.output,
        cache_hit: of.cacheHitRatio,
        reads_per_write: of.readsPerWrite,
        batch_share: of.batchEligible,
        long_context_share: of.longContextShare,
      };
      return Object.entries(named).map(([name, value]) => [`workload_${place + 1}_${name}`, value]);
    }),
  );
}
