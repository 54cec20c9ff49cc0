import { geoPath } from 'd3-geo'
import type { MultiPolygon, Polygon } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import atlas from 'us-atlas/states-albers-10m.json'
import { FIPS } from './states.ts'

/** The map's own units: it is projected already. */
export const WIDTH = 975
export const HEIGHT = 610

export type Point = readonly [number, number]
type Ring = readonly Point[]

const topology = atlas as unknown as Topology<{ states: GeometryCollection }>
const { features } = feature(topology, topology.objects.states)
const path = geoPath()

/** States by FIPS code: what is drawn, and the largest piece of land. */
const STATES = new Map(
  features.map((state) => {
    const geometry = state.geometry as Polygon | MultiPolygon
    const rings = geometry.type === 'Polygon' ? [geometry.coordinates[0]] : geometry.coordinates.map(([outer]) => outer)
    const largest =
      (rings as unknown as readonly Ring[]).toSorted((left, right) => areaOf(right) - areaOf(left))[0] ?? []
    return [String(state.id), { outline: path(state) ?? '', land: largest }] as const
  }),
)

/** Outlines to draw, by the letters of the states. */
export const OUTLINES: ReadonlyMap<string, string> = new Map(
  Object.entries(FIPS).map(([letters, code]) => [letters, STATES.get(code)?.outline ?? '']),
)

/**
 * Where an invented place of a state is on the map: always the same point of its land. Places exist only by their state, so
 * nothing else is true of the point.
 */
export function pointOf(state: string, geographyId: number): Point {
  const land = STATES.get(FIPS[state] ?? '')?.land ?? []
  const middle = middleOf(land)
  const [xs, ys] = [land.map(([x]) => x), land.map(([, y]) => y)]
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const draw = drawsOf(geographyId)
  for (let attempt = 0; attempt < 60; attempt++) {
    const point: Point = [left + draw() * (right - left), top + draw() * (bottom - top)]
    // Away from borders, where it could be taken for the neighbour's.
    const inner: Point = [middle[0] + (point[0] - middle[0]) * 0.85, middle[1] + (point[1] - middle[1]) * 0.85]
    if (contains(land, point) && contains(land, inner)) return inner
  }
  return middle
}

function areaOf(ring: Ring): number {
  return (
    Math.abs(
      ring.reduce((sum, [x, y], index) => {
        const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y]
        return sum + x * nextY - nextX * y
      }, 0),
    ) / 2
  )
}

function middleOf(ring: Ring): Point {
  if (ring.length === 0) return [WIDTH / 2, HEIGHT / 2]
  const sum = ring.reduce(([x, y], [nextX, nextY]) => [x + nextX, y + nextY] as const, [0, 0] as Point)
  return [sum[0] / ring.length, sum[1] / ring.length]
}

/** Whether a ring has a point inside, by counting the sides to its right. */
function contains(ring: Ring, [x, y]: Point): boolean {
  let isInside = false
  for (const [index, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring[(index + 1) % ring.length] ?? [x1, y1]
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) isInside = !isInside
  }
  return isInside
}

/** Numbers from 0 to 1 that follow from a number. */
function drawsOf(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
