import { describe, expect, test } from 'vitest'
import { CommandDesk, KeyTaken } from '../src/command-desk.ts'
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

describe('a request under a key', () => {
  const keyed = { key: 'order-7', entry }

  test('that comes twice in the same turn is one command, and both wait until it is in the log', async () => {
    const noted: CommandRequested[] = []
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const requests = desk([], async (requested) => {
      noted.push(requested)
      await promise
    })
    const answers: Command[] = []
    const both = [1, 2].map(async () => void answers.push(await requests.request(asked(), keyed)))
    await new Promise(setImmediate)
    expect(answers).toEqual([])
    resolve(undefined)
    await Promise.all(both)
    expect(answers.map(({ id }) => id)).toEqual(['api-1', 'api-1'])
    expect(noted).toMatchObject([{ id: 'api-1', idempotency_key: 'order-7' }])
  })

  test('is found again in the log, also when its time has passed by now', async () => {
    const known = [
      { id: 'api-1', number: 1, entry, effective_at: 500, ends_at: null },
      { id: 'api-2', number: 2, entry, effective_at: 500, ends_at: null, idempotency_key: 'order-7' },
    ]
    const requests = desk(known)
    expect(await requests.request(asked(500), keyed)).toMatchObject({ id: 'api-2', effectiveAt: 500 })
    expect(requests.commands).toHaveLength(2)
    expect(await requests.request(asked(), { ...keyed, key: 'order-8' })).toMatchObject({ id: 'api-3' })
  })

  test('is refused under the key of another one, and taken under its own', async () => {
    const requests = desk()
    await requests.request(asked(), keyed)
    const other = { key: 'order-7', entry: { ...entry, factor: 3 } }
    await expect(requests.request(asked(), other)).rejects.toThrow(KeyTaken)
    await expect(requests.request(asked(), other)).rejects.toThrow(
      '"order-7" names another request, which became api-1',
    )
    expect(requests.commands).toHaveLength(1)
  })

  test('that was refused has used nothing up', async () => {
    const requests = desk()
    await expect(requests.request(asked(900), keyed)).rejects.toThrow('in the past')
    expect(await requests.request(asked(), keyed)).toMatchObject({ id: 'api-1' })
  })

  test('keeps its key in a log that takes it over', async () => {
    const noted: CommandRequested[] = []
    const requests = desk([], async (requested) => void noted.push(requested))
    const known = { id: 'api-1', number: 1, entry, effective_at: 1500, ends_at: null, idempotency_key: 'order-7' }
    await requests.adopt(known)
    expect(noted).toEqual([known])
    expect(await requests.request(asked(), keyed)).toMatchObject({ id: 'api-1' })
  })
})
