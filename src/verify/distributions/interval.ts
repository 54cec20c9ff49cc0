import type { Figure } from '../report.ts'

/** All figures of a run together leave their intervals once in a million healthy runs; there are at most two hundred. */
const CHANCE_PER_FIGURE = 1e-6 / 200
const LOG = Math.log(2 / CHANCE_PER_FIGURE)

/**
 * How far a sum of independent numbers strays from its mean with that chance, given its variance and the most by which a
 * single one can exceed its own mean (Bernstein's inequality; no approximation, also for small counts).
 */
export function deviation(variance: number, most = 1): number {
  const skew = (LOG * most) / 3
  return skew + Math.sqrt(skew * skew + 2 * LOG * variance)
}

/** A count around its Poisson mean. */
export function countFigure(figure: string, observed: number, expected: number): Figure {
  // Where nobody is expected nobody comes.
  const stray = expected === 0 ? 0 : deviation(expected)
  return { figure, observed, expected, lowest: Math.max(0, expected - stray), highest: expected + stray }
}

/** The share that `hits` are of `total`, around the chance of each. */
export function shareFigure(
  figure: string,
  { hits, total }: { hits: number; total: number },
  expected: number,
): Figure {
  const stray = deviation(total * expected * (1 - expected)) / Math.max(1, total)
  return {
    figure,
    observed: total === 0 ? 0 : hits / total,
    expected,
    // A share of 0 or 1 cannot stray: nothing else ever happens.
    lowest: expected === 1 ? 1 : Math.max(0, expected - stray),
    highest: expected === 0 ? 0 : Math.min(1, expected + stray),
  }
}

/** Whether the observed figure lies in its interval. */
export function isInside({ observed, lowest, highest }: Figure): boolean {
  return observed >= lowest && observed <= highest
}
