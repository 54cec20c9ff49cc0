import { DEPARTMENTS, type Department, type PromotionEntry } from '../../dictionaries/types.ts'
import { wordOf } from '../../simulation/random.ts'

const ALL_DEPARTMENTS = (1 << DEPARTMENTS.length) - 1

/** What a code is worth and where it acts. Plain data. */
export interface Promotion {
  readonly code: string
  /** For draws: the same for a code whatever others there are. */
  readonly word: number
  readonly kind: PromotionEntry['kind']
  /** Basis points, or cents for FIXED_AMOUNT. */
  readonly value: number
  readonly minimumCents: number
  /** One bit per place in `DEPARTMENTS`. */
  readonly departments: number
  /** Whether it names departments; one for everything moves nobody to buy more of something. */
  readonly isTargeted: boolean
  /** Whether it may go below cost. */
  readonly clearance: boolean
}

type Terms = Omit<PromotionEntry, 'months'>

/** A promotion on these terms. */
export function promotionOf({ code, kind, value, minimumCents, departments, clearance }: Terms): Promotion {
  const isTargeted = departments.length > 0
  const bits = isTargeted ? bitsOf(departments) : ALL_DEPARTMENTS
  return { code, word: wordOf(code), kind, value, minimumCents, departments: bits, isTargeted, clearance }
}

/** Whether it acts on the department with this place in `DEPARTMENTS`. */
export function actsOn({ departments }: Pick<Promotion, 'departments'>, department: number): boolean {
  return ((departments >> department) & 1) === 1
}

function bitsOf(departments: readonly Department[]): number {
  return departments.reduce((bits, name) => bits | (1 << DEPARTMENTS.indexOf(name)), 0)
}
