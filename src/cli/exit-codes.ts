/** What the exit code of a command means. */
export const EXIT = {
  done: 0,
  checkFailed: 1,
  wrongInput: 2,
  unreachable: 3,
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
