import { describe, expect, test } from 'vitest'
import { makeMasterData } from '../../../src/retail/master-data/make-master-data.ts'
import { popularityScores } from '../../../src/retail/master-data/popularity.ts'
import { companyOptions } from './company.ts'

const options = companyOptions({ total_customers: 1 })
const data = makeMasterData(options)

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
const ends = (values: number[]) => [Math.min, Math.max].map((pick) => values.reduce((a, b) => pick(a, b)))

/** Pearson's coefficient. */
function correlation(xs: ArrayLike<number>, ys: ArrayLike<number>): number {
  const [mx, my] = [mean(xs), mean(ys)]
  let [xy, xx, yy] = [0, 0, 0]
  for (let i = 0; i < xs.length; i++) {
    xy += (xs[i] - mx) * (ys[i] - my)
    xx += (xs[i] - mx) ** 2
    yy += (ys[i] - my) ** 2
  }
  return xy / Math.sqrt(xx * yy)
}

describe('the opening stock', () => {
  test.each([
    { node: 'store', stock: data.storeStock, nodes: 42, quantity: [20, 200], reorder: [5, 50] },
    { node: 'DC', stock: data.dcStock, nodes: 5, quantity: [500, 5000], reorder: [50, 500] },
  ])('of every $node lies in the configured ranges and reaches their ends', ({ stock, nodes, quantity, reorder }) => {
    expect(stock).toHaveLength(nodes)
    const quantities = stock.flatMap((node) => [...node.quantities])
    const points = stock.flatMap((node) => [...node.reorderPoints])
    expect(quantities).toHaveLength(nodes * 10_000)
    const [low, high] = ends(quantities)
    expect(low >= quantity[0] && high <= quantity[1]).toBe(true)
    expect(high - low).toBeGreaterThan(0.97 * (quantity[1] - quantity[0]))
    const [lowPoint, highPoint] = ends(points)
    expect(lowPoint >= reorder[0] && highPoint <= reorder[1]).toBe(true)
    expect(highPoint - lowPoint).toBeGreaterThan(0.95 * (reorder[1] - reorder[0]))
    expect(points.every((point, index) => point < quantities[index])).toBe(true)
  })

  test('is deeper for popular goods, but not by popularity alone', () => {
    const scores = popularityScores(data.products, options.root)
    for (const node of [...data.storeStock, ...data.dcStock]) {
      const found = correlation(scores, node.quantities)
      expect(found).toBeGreaterThan(0.78)
      expect(found).toBeLessThan(0.87)
      const together = correlation(node.quantities, node.reorderPoints)
      expect(together).toBeGreaterThan(0.6)
      expect(together).toBeLessThan(0.75)
    }
  })

  test('differs from node to node', () => {
    expect(data.storeStock[0].quantities).not.toEqual(data.storeStock[1].quantities)
  })

  test('keeps reorder points below the quantities when the ranges overlap', () => {
    const volume = {
      total_customers: 1,
      total_products: 500,
      store_initial_inventory_min: 1,
      store_initial_inventory_max: 3,
      store_reorder_point_min: 5,
      store_reorder_point_max: 50,
    }
    for (const { quantities, reorderPoints } of makeMasterData(companyOptions(volume)).storeStock) {
      expect(reorderPoints.every((point, index) => point >= 0 && point < quantities[index])).toBe(true)
    }
  })
})
