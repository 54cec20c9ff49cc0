/** How many offenders a report quotes. */
export const MAX_OFFENDERS = 5

/** What checking a law found. */
export interface Finding {
  /** Rows or events that the law was held against; 0 when there was nothing to check. */
  readonly checked: number
  readonly violations: number
  /** The first few, each as a sentence. */
  readonly offenders: readonly string[]
  /** Observed against expected, for laws about distributions. */
  readonly figures?: readonly Figure[]
  /** Both sides of the equation, for laws about sums over the whole company. */
  readonly sums?: Sums
}

/** An equation: both sides have the same sum. */
export interface Sums {
  readonly unit: 'units' | 'cents'
  readonly left: readonly SumTerm[]
  readonly right: readonly SumTerm[]
}

/** A term and what it stands for, such as `on the road`. */
export interface SumTerm {
  readonly term: string
  readonly amount: number
}

/** A measured share or mean and the interval that a healthy run stays in. */
export interface Figure {
  readonly figure: string
  readonly observed: number
  readonly expected: number
  readonly lowest: number
  readonly highest: number
}

/** A law in words. */
export interface LawTitle {
  /** Number of the law in the list of what must always hold. */
  readonly law: number
  /** Unique among all laws, snake_case. */
  readonly name: string
  /** One sentence that an outsider understands. */
  readonly says: string
}

/** A law and what checking it found. */
export type LawReport = LawTitle & Finding

/** Collects what a fold finds. */
export interface Tally {
  /** Counts one check; the sentence is only made for the first few that fail. */
  check(holds: boolean, offender: () => string): void
  finding(): Finding
}

/** An empty tally. */
export function createTally(): Tally {
  let checked = 0
  let violations = 0
  const offenders: string[] = []
  return {
    check(holds, offender) {
      checked++
      if (holds) return
      violations++
      if (offenders.length < MAX_OFFENDERS) offenders.push(offender())
    },
    finding: () => ({ checked, violations, offenders }),
  }
}
