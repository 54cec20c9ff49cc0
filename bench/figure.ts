/** One measured number, as a benchmark prints it. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
}

/** A figure, rounded to what is worth reading. */
export function figure(name: string, value: number, unit: string): Figure {
  return { name, value: Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 1000) / 1000, unit }
}

/** CPU seconds (user and system) of this process that `work` takes. */
export function measureCpu(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}
