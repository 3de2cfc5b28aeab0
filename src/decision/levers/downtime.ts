/** Downtime of a month in minutes, as a compound Poisson process: incidents arrive, each of exponential length. Floats. */
export interface DowntimeModel {
  readonly incidents: number;
  readonly meanMinutes: number;
}

/** Terms of the sum are below this from there on; beyond them lies nothing that shows. */
const NEGLIGIBLE = 1e-15;

/**
 * P(downtime > x) = sum over n of Poisson(n; incidents) x P(n exponential lengths exceed x), the latter being
 * exp(-x/theta) x sum over k < n of (x/theta)^k / k!. At x = 0, the chance of any incident.
 */
export function exceedance({ incidents, meanMinutes }: DowntimeModel, minutes: number): number {
  if (incidents === 0) return 0;
  const scaled = minutes / meanMinutes;
  // logarithms: neither many incidents nor a long wait may underflow to a chance of nothing
  let [arrival, stage] = [-incidents, -scaled];
  let [erlang, total] = [0, 0];
  for (let n = 1; n <= incidents || Math.exp(arrival) > NEGLIGIBLE || n <= 2; n++) {
    arrival += Math.log(incidents / n);
    erlang += Math.exp(stage);
    stage += Math.log(scaled / n);
    total += Math.exp(arrival) * Math.min(1, erlang);
  }
  return Math.min(1, total);
}

/** The expected availability of a month, 1 when it has no incidents. */
export function meanAvailability({ incidents, meanMinutes }: DowntimeModel, minutesOfMonth: number): number {
  return 1 - (incidents * meanMinutes) / minutesOfMonth;
}
