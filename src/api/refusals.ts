import { EngineRefused } from './engine.ts'
import { Problem } from './problem.ts'
import { NoSuchTable, QueryRefused } from './tables.ts'

const STATUS_OF_REASON = { busy: 409, missing: 400, 'not running': 409, wrong: 422 } as const

/** Tells refusals of ports as problems. */
export async function refusalsAsProblems<Result>(work: () => Promise<Result> | Result): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof EngineRefused) throw new Problem(STATUS_OF_REASON[error.reason], error.message)
    if (error instanceof NoSuchTable) throw new Problem(404, error.message)
    if (error instanceof QueryRefused) throw new Problem(error.reason === 'wrong' ? 422 : 504, error.message)
    throw error
  }
}
