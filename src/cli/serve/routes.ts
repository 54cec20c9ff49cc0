import { basename } from 'node:path'
import type { Metrics } from '../../api/metrics.ts'
import type { Checks } from '../../api/checks.ts'
import type { Dashboard } from '../../api/dashboard.ts'
import type { DeadLetters } from '../../api/dead-letters.ts'
import { checkRoutes } from '../../api/resources/checks.ts'
import { commandRoutes } from '../../api/resources/commands.ts'
import { configRoutes } from '../../api/resources/config.ts'
import { connectionRoute } from '../../api/resources/connection.ts'
import { dashboardRoutes } from '../../api/resources/dashboard.ts'
import { dataRoutes } from '../../api/resources/data.ts'
import { deadLetterRoutes } from '../../api/resources/dead-letters.ts'
import { disruptionRoutes } from '../../api/resources/disruptions.ts'
import { generationRoutes } from '../../api/resources/generation.ts'
import { metaRoutes } from '../../api/resources/meta.ts'
import { outboxRoutes } from '../../api/resources/outbox.ts'
import { queryRoute } from '../../api/resources/query.ts'
import { simulationRoutes } from '../../api/resources/simulation.ts'
import { sinkRoutes } from '../../api/resources/sink.ts'
import { storyRoutes } from '../../api/resources/stories.ts'
import { courseRoutes } from '../../api/resources/stream-course.ts'
import { streamingRoutes } from '../../api/resources/streaming.ts'
import type { Route } from '../../api/route.ts'
import type { Stories } from '../../api/stories.ts'
import type { StreamCourse, Streaming } from '../../api/streaming.ts'
import type { Tables } from '../../api/tables.ts'
import type { Config } from '../../config/schema.ts'
import { parseConnectionString } from '../../publishing/credentials/connection-string.ts'
import { eventDefinitions } from '../../retail/events.ts'
import type { CommandContext } from '../command.ts'
import { wantedTypes } from '../publish/publishing.ts'
import type { ChildEngine } from './child-engine.ts'
import { configAccess } from './config-access.ts'
import type { FeedThread } from './feed-thread.ts'
import { healthOf } from './health.ts'

/** What answers requests. */
export interface Served {
  readonly engine: ChildEngine
  readonly streaming: Streaming
  readonly letters: DeadLetters
  readonly course: StreamCourse
  readonly tables: Tables
  readonly dashboard: Dashboard
  readonly stories: Stories
  readonly checks: Checks
  readonly feed: FeedThread
  readonly metrics: Metrics
}

/** Every endpoint. */
export function routesOf(
  context: CommandContext,
  config: Config,
  { engine, streaming, letters, course, tables, dashboard, stories, checks, feed, metrics }: Served,
): readonly Route[] {
  const { version, host } = context
  const { now } = host
  const access = configAccess(context)
  const types = { published: [...wantedTypes(config)], all: [...eventDefinitions.keys()] }
  const routes = [
    ...generationRoutes({ engine, tables, now, confirmation: basename(config.paths.data) }),
    ...simulationRoutes(engine),
    ...commandRoutes(engine, tables),
    ...disruptionRoutes({ engine, tables, now }),
    ...streamingRoutes({ streaming, now, types }),
    ...courseRoutes(course),
    ...sinkRoutes({ streaming, config: access, now }),
    connectionRoute(parseConnectionString),
    ...outboxRoutes(streaming),
    ...deadLetterRoutes(letters),
    ...dataRoutes(tables),
    ...dashboardRoutes(dashboard),
    ...storyRoutes(stories),
    ...checkRoutes(checks),
    queryRoute(tables),
    ...configRoutes(access),
  ]
  const health = healthOf({ config, tables, engine, streaming, feed })
  return [...metaRoutes({ version, now, health, metrics: () => metrics.text() }, routes), ...routes]
}
