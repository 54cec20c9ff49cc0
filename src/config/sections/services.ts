import { z } from 'zod'
import { optionalText, optionalWhole, section, share, text, whole } from '../leaf.ts'

/** Where simulated history begins. */
export const historical = section(
  {
    start_date: z.iso.date().default('2024-01-01').meta({
      description: 'First business day of simulated history (YYYY-MM-DD); not in the future',
      allowed: 'date as YYYY-MM-DD from 2000-01-01 to today',
    }),
  },
  'Where simulated history begins',
)

/** What is published, and under which name. */
export const stream = section(
  {
    hub: text('retail-events', 'Event hub or topic that receives the events'),
    event_types: z
      .array(z.string().regex(/^[+-][a-z]+(_[a-z]+)*$/))
      .max(100)
      .default([])
      .meta({
        description:
          'Changes to the 18 contract types that are published, in turn: +name adds an event type, -name takes one away; all for every type',
        allowed: 'list of event types, each with + or - before its name',
      }),
    ...sinks(),
    faults: faults(),
    source: text('retail-datagen', 'Value of `source` in the envelope of every published event'),
  },
  'What is published',
)

function faults() {
  return section(
    {
      late: share(0, 'Share of the published events that come 30 to 3600 simulated seconds late'),
      duplicate: share(0, 'Share that comes two or three times'),
      drop: share(0, 'Share that does not come'),
      corrupt: share(
        0,
        'Share whose envelope is wrong: a field of the payload missing, renamed or of another type, or the time',
      ),
      seed: text('faults', 'Chooses the events; the same seed chooses the same'),
    },
    'What is done to published events on purpose, told in the table truth_faults; the shares come to 1 at most',
  )
}

function sinks() {
  return {
    sink: z.enum(['eventhubs', 'webhook', 'file', 'console', 'none']).nullable().default(null).meta({
      description: 'Where events are sent; null for eventhubs when a connection is set, and none otherwise',
    }),
    directory: text('published', 'Directory of the files that the sink `file` writes'),
    file_mb: whole(100, [1, 10_000], 'Megabytes after which the sink `file` begins another file'),
    webhook_url: optionalText(/^https?:\/\/\S+$/, 'Address that the sink `webhook` posts to', {
      allowed: 'an address that begins with https:// or http://, or null',
    }),
    webhook_secret: optionalText(/^\S{8,}$/, 'Signs what the sink `webhook` posts; null for no signature', {
      allowed: 'text of 8 or more characters without spaces, or null',
      secret: true,
    }),
  }
}

/** Azure Blob Storage for exports, which are still to come. */
export const storage = section(
  {
    account_uri: optionalText(
      /^https?:\/\/\S*[./]\S*$/,
      'Address of the storage account or container, for the export to come',
      {
        allowed: 'an address that begins with http:// or https://, or null',
      },
    ),
    account_key: optionalText(
      /^\S+$/,
      'Key of the storage account, for the export to come; better in AZURE_STORAGE_ACCOUNT_KEY',
      {
        allowed: 'text without spaces, or null',
        secret: true,
      },
    ),
  },
  'Azure Blob Storage for exports, which are still to come',
)

/** Where things lie on disk. */
export const paths = section(
  {
    data: text('data', 'Directory of the event log, the embedded database and snapshots'),
    dictionaries: optionalText(/\S/, 'Directory of dictionary CSV files; null takes those that ship with Tillstream', {
      allowed: 'a directory, or null',
    }),
  },
  'Where things lie on disk; relative paths start at the working directory',
)

/** The Postgres database that holds the tables. */
export const database = section(
  {
    url: optionalText(/^postgres(ql)?:\/\/\S+$/, 'External Postgres; null runs the embedded server', {
      allowed: 'postgres://USER:PASSWORD@HOST:PORT/DATABASE, or null',
      secret: true,
    }),
    port: whole(0, [0, 65_535], 'TCP port of the embedded server; 0 takes any free port'),
  },
  'The Postgres database that holds the tables',
)

/** The event store that holds the log. */
export const eventStore = section(
  {
    url: optionalText(/^(esdb|kurrentdb)(\+discover)?:\/\/\S+$/, 'External EventStoreDB; null uses one SQLite file', {
      allowed: 'esdb://HOST:PORT, or null',
      secret: true,
    }),
  },
  'The event store that holds the log',
)

/** How much of the machine is used. */
export const performance = section(
  {
    max_workers: optionalWhole(
      [1, 64],
      'Most threads that simulate, each one or more regions; null for one less than the machine has cores, up to 8',
    ),
    slice_events: whole(10_000, [100, 1_000_000], 'Events that a slice of simulated time is expected to bring'),
  },
  'How much of the machine is used; none of it changes the result',
)
