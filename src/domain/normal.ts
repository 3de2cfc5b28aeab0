/** The standard normal distribution; a library's, handed in where a decision needs it. */
export interface Normal {
  /** Probability of a value up to z. */
  cdf(z: number): number;
  /** The value below which lies this probability, 0 to 1. */
  quantile(probability: number): number;
}
