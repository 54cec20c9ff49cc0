import { test } from 'vitest'
import { factCommands } from '../../projections/fact-commands.ts'
import { factDisruptions } from '../../projections/fact-disruptions.ts'
import { sample } from '../projection/sample-events.ts'
import { START_MS } from '../projection/stamped.ts'
import { given } from './given.ts'

const storm = {
  disruption_id: 'X2-20240115-2',
  disruption_type: 'weather_delay',
  dc_id: 2,
  target_type: 'DC',
  target_id: 2,
  severity: 0.5,
  effect: 'Trips are slowed down with a chance of 50 %',
  cause: 'scenario',
  started_at: START_MS + 91,
}

test('a disruption is a row as it starts, and one as it ends', () => {
  given(factDisruptions)
    .when(sample('disruption_started'), sample('disruption_ended'))
    .gives(
      { ...storm, status: 'STARTED', expected_end: START_MS + 95 },
      { ...storm, status: 'ENDED', expected_end: null },
    )
})

test('a command is a row with what was asked as JSON', () => {
  given(factCommands)
    .when(sample('command_accepted'))
    .gives({
      command_id: 'scenario-1',
      kind: 'disruption',
      origin: 'scenario',
      effective_at: START_MS + 90,
      ends_at: START_MS + 95,
      details: '{"type":"weather_delay","where":{"dc":2},"severity":0.5}',
    })
})

test('a command for good has no end', () => {
  const command = sample('command_accepted')
  given(factCommands)
    .when({ ...command, data: { ...command.data, ends_at: null, details: {} } })
    .gives({
      command_id: 'scenario-1',
      kind: 'disruption',
      origin: 'scenario',
      effective_at: START_MS + 90,
      ends_at: null,
      details: '{}',
    })
})
