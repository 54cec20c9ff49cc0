/**
 * Chance to keep a product that was drawn from a shelf, as `base + slope x price in cents`: refused ones are drawn again, so that
 * dearer ones are chosen more often.
 */
export interface DearerChoice {
  readonly base: number
  readonly slope: number
}

/**
 * The tilt that changes the mean price of what is chosen from a shelf by a factor. With weights w and prices p of mean m, weights
 * w x (1 + t (p / m - 1)) have the mean m x (1 + t x variance / m^2); t is bounded so that no weight becomes negative.
 */
export function dearerChoice(prices: readonly number[], weights: readonly number[], factor: number): DearerChoice {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = prices.reduce((sum, price, index) => sum + price * weights[index], 0) / total
  const variance =
    prices.reduce((sum, price, index) => sum + (price - mean) * (price - mean) * weights[index], 0) / total
  const [least, most] = [Math.min(...prices), Math.max(...prices)]
  if (!(variance > 0) || factor === 1) return { base: 1, slope: 0 }
  const wanted = ((factor - 1) * mean * mean) / variance
  const strength = Math.min(mean / (mean - least), Math.max(-mean / (most - mean), wanted))
  const keep = (price: number) => 1 + strength * (price / mean - 1)
  const largest = Math.max(keep(least), keep(most))
  return { base: (1 - strength) / largest, slope: strength / mean / largest }
}
