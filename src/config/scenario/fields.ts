import { z } from 'zod'

/*
 * What is allowed is the message of every check of a field, so that a problem says all of it whichever check failed.
 */

/** A number with decimals. */
export function decimal([min, max]: readonly [number, number], description: string) {
  const allowed = `number from ${min} to ${max}`
  return z.number(allowed).min(min, allowed).max(max, allowed).meta({ description })
}

/** A whole number. */
export function whole([min, max]: readonly [number, number], description: string) {
  const allowed = `whole number from ${min} to ${max}`
  return z.int(allowed).min(min, allowed).max(max, allowed).meta({ description })
}

/** Text that is not blank. */
export function text(longest: number, description: string) {
  const allowed = `text that is not blank, of at most ${longest} characters`
  return z.string(allowed).regex(/\S/, allowed).max(longest, allowed).meta({ description })
}

/** One of several words. */
export function oneOf<const Words extends readonly string[]>(words: Words, description: string) {
  return z.enum(words, `one of ${words.join(', ')}`).meta({ description })
}

/** A list that is not empty. */
export function listOf<Item extends z.ZodType>(item: Item, what: string, description: string) {
  const allowed = `list of 1 to ${LONGEST_LIST} ${what}`
  return z.array(item, allowed).min(1, allowed).max(LONGEST_LIST, allowed).meta({ description })
}

const LONGEST_LIST = 1000

const ANY_SPAN = 'a stretch of time such as "36h", "2d 6h" or "45m"'
const SOME_SPAN = `${ANY_SPAN}, longer than 0`
const UTC = 'an instant in UTC such as "2024-01-03T12:00:00Z"'

/** How long after something: days, hours and minutes; may be 0. */
export function delay(description: string) {
  const form = /^\d{1,4}[dhm](?: \d{1,4}[dhm])*$/
  return z.string(ANY_SPAN).regex(form, ANY_SPAN).max(40, ANY_SPAN).meta({ description })
}

/** How long: days, hours and minutes, more than 0. */
export function span(description: string) {
  const form = /^(?=.*[1-9])\d{1,4}[dhm](?: \d{1,4}[dhm])*$/
  return z.string(SOME_SPAN).regex(form, SOME_SPAN).max(40, SOME_SPAN).meta({ description })
}

/** An instant in UTC, whole seconds. */
export function moment(description: string) {
  return z.iso.datetime({ precision: 0, error: UTC }).meta({ description })
}
