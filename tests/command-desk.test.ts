import { expect, test } from 'vitest'
import { CommandDesk } from '../src/command-desk.ts'
import type { Command } from '../src/retail/commands/command.ts'
import type { CommandRequested } from '../src/run-history.ts'

const entry = { kind: 'demand_factor', where: 'all', factor: 2 } as const

function desk(
  known: readonly CommandRequested[] = [],
  note: (requested: CommandRequested) => Promise<unknown> = async () => undefined,
) {
  return new CommandDesk({ known, from: 1000, note })
}

const asked =
  (effectiveAt?: number) =>
  (place: { readonly number: number; readonly from: number }): Command => ({
    id: `api-${place.number}`,
    number: place.number,
    origin: 'api',
    entry,
    effectiveAt: effectiveAt ?? place.from,
    endsAt: null,
  })

test('a request takes effect in the next slice, or in the one that holds its instant, once', async () => {
  const requests = desk()
  await requests.request(asked())
  await requests.request(asked(2500))
  const idsIn = (from: number, to: number) => requests.take(from, to).map(({ id }) => id)
  expect([idsIn(1000, 2000), idsIn(2000, 3000), idsIn(3000, 4000)]).toEqual([['api-1'], ['api-2'], []])
  const late = await requests.request(asked())
  expect(late).toMatchObject({ id: 'api-3', effectiveAt: 4000 })
})

test('nothing takes effect in what is simulated already, or was before a crash', async () => {
  const requests = desk()
  // The log begins anew at 500, and a crash has left events up to 1000.
  requests.take(500, 700)
  expect(await requests.request(asked())).toMatchObject({ effectiveAt: 1000 })
  await expect(requests.request(asked(900))).rejects.toThrow('api-2 would take effect in the past')
  expect(requests.commands).toHaveLength(1)
})

test('what the log holds takes effect again, and is not noted again', async () => {
  const noted: CommandRequested[] = []
  const known = [{ id: 'api-1', number: 1, entry, effective_at: 1500, ends_at: null }]
  const requests = desk(known, async (requested) => void noted.push(requested))
  await requests.request(asked())
  expect(noted.map(({ id }) => id)).toEqual(['api-2'])
  expect(requests.take(1000, 2000).map(({ id }) => id)).toEqual(['api-1', 'api-2'])
})

test('a slice waits for what is on its way into the log', async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const requests = desk([], () => promise)
  const requesting = requests.request(asked())
  expect(requests.pending).toBeDefined()
  resolve(undefined)
  await requesting
  expect(requests.pending).toBeUndefined()
})
