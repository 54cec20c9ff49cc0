import { readdirSync, readFileSync } from 'node:fs'

/** The unit of CPU times in /proc. */
const TICKS_PER_SECOND = 100

/** User and system seconds of a process; NaN where there is no /proc. */
export function processCpuSeconds(pid: number): number {
  const fields = statOf(pid)
  return fields === undefined ? Number.NaN : fields.own / TICKS_PER_SECOND
}

/** User and system seconds of a process, of the children that it has waited for, and of those that live. */
export function treeCpuSeconds(pid: number): number {
  const parent = statOf(pid)
  if (parent === undefined) return Number.NaN
  const living = readdirSync('/proc')
    .map((name) => (/^\d+$/.test(name) ? statOf(Number(name)) : undefined))
    .filter((process) => process?.parent === pid)
  return (
    [parent, ...living].reduce((sum, process) => sum + (process?.own ?? 0) + (process?.waited ?? 0), 0) /
    TICKS_PER_SECOND
  )
}

/** The fields behind the name in parentheses, which may hold anything. */
function statOf(pid: number): { parent: number; own: number; waited: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = (first: number) => Number(fields[first]) + Number(fields[first + 1])
    return { parent: Number(fields[1]), own: ticks(11), waited: ticks(13) }
  } catch {
    return undefined
  }
}
