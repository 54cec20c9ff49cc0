const ZERO = 48

/** Whether the characters from `from` up to, not including, `until` are all digits 0 to 9. */
export function areDigits(text: string, from: number, until: number): boolean {
  for (let i = from; i < until; i++) {
    const value = text.charCodeAt(i) - ZERO
    if (!(value >= 0 && value <= 9)) return false
  }
  return true
}

/** The digit at `at`. */
export function digitAt(text: string, at: number): number {
  return text.charCodeAt(at) - ZERO
}

/** The number that the two digits at `at` make. */
export function twoDigits(text: string, at: number): number {
  return digitAt(text, at) * 10 + digitAt(text, at + 1)
}
