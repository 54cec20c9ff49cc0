/** Wall time, and CPU time of this process, that work takes. */
export interface Measured {
  readonly seconds: number
  readonly cpuSeconds: number
}

/** Measures work that waits now and then. */
export async function measure(work: () => Promise<void>): Promise<Measured> {
  const before = process.cpuUsage()
  const start = performance.now()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 }
}
