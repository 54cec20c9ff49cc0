import { z } from 'zod'
import { readingRoutes, type Route } from '../route.ts'
import type { StreamCourse, StreamPoint } from '../streaming.ts'

const point = z.object({
  at: z.string().meta({ description: 'Wall time' }),
  events_per_second: z.number(),
  events_pending: z.int().nullable().meta({ description: 'Events of the log behind the publisher; null when unknown' }),
})

/** How events went out. */
export function courseRoutes(course: StreamCourse): readonly Route[] {
  return readingRoutes('Streaming', [
    {
      path: '/api/stream/course',
      summary: 'Throughput and lag of the last minutes in which events were sent, a point a second',
      schema: z.object({ points: z.array(point) }),
      tell: () => ({ points: course.points().map(pointBody) }),
    },
  ])
}

function pointBody({ at, rate, pending }: StreamPoint): z.output<typeof point> {
  return { at: new Date(at).toISOString(), events_per_second: rate, events_pending: pending }
}
