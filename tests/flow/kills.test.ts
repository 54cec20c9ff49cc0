import { expect, test } from 'vitest'
import { temporaryFolder } from '../database/temporary-database.ts'
import { soak } from '../soak/soak.ts'
import { SMALL_COMPANY } from './histories.ts'

const KILLS = 4

test('killed together with its Postgres, or without, and continued, a history ends as an undisturbed one does', async () => {
  using folder = temporaryFolder()
  const args = [...SMALL_COMPANY, '--days=3', '--set=performance.slice_events=100']
  const { kills, undisturbed, disturbed } = await soak({ folder: folder.path, args, kills: KILLS, seed: 'test' })
  expect(new Set(kills.map(({ victim }) => victim))).toEqual(new Set(['process', 'postgres', 'both']))
  expect(kills).toHaveLength(KILLS)
  expect(disturbed).toEqual(undisturbed)
}, 120_000)
