import { z } from 'zod'

const MAX_TEXT = 80
const PLAIN = /^[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?$/u

/** What every cell rule is: text in, a checked value out; its message says what is expected. */
export type Cell<T = unknown> = z.ZodType<T, string>

/** Text without control characters and without spaces at its ends. */
export const text: Cell<string> = z.string().refine((value) => value.length <= MAX_TEXT && PLAIN.test(value), {
  error: (issue) =>
    issue.input === '' ? 'a value' : `1 to ${MAX_TEXT} characters without spaces at the ends or control characters`,
})

/** The same, or nothing. */
export const optionalText: Cell<string> = z.union([z.literal(''), text], {
  error: `nothing, or at most ${MAX_TEXT} characters without spaces at the ends or control characters`,
})

/** Text of the form `pattern`. */
export function form(pattern: RegExp, expected: string): Cell<string> {
  return z.string().regex(pattern, expected)
}

/** Dollars with two decimals above zero, as whole cents. */
export const dollars: Cell<number> = z
  .string()
  .regex(/^\d{1,7}\.\d\d$/, 'dollars with two decimals, such as 3.49')
  .transform((value) => Number(value.replace('.', '')))
  .refine((cents) => cents > 0, 'more than 0.00')

/** Dollars with two decimals, as whole cents; nothing is zero. */
export const optionalDollars: Cell<number> = z
  .string()
  .regex(/^(?:\d{1,7}\.\d\d)?$/, 'nothing, or dollars with two decimals, such as 25.00')
  .transform((value) => Number(value.replace('.', '')))

/** A whole number from `low` to `high`. */
export function whole(low: number, high: number): Cell<number> {
  const expected = `a whole number from ${low} to ${high}`
  return z
    .string()
    .regex(/^\d{1,9}$/, expected)
    .transform(Number)
    .refine((value) => value >= low && value <= high, expected)
}

/** A whole number from `low` to `high`; nothing is zero. */
export function optionalWhole(low: number, high: number): Cell<number> {
  return z.union([z.literal('').transform(() => 0), whole(low, high)], {
    error: `nothing, or a whole number from ${low} to ${high}`,
  })
}

/** A factor from `low` to `high` with at most three decimals. */
export function factor(low: number, high: number): Cell<number> {
  const expected = `a factor from ${low} to ${high}, such as 1.25`
  return z
    .string()
    .regex(/^\d{1,2}(?:\.\d{1,3})?$/, expected)
    .transform(Number)
    .refine((value) => value >= low && value <= high, expected)
}

/** A number from 0 with at most three decimals. */
export const decimal: Cell<number> = z
  .string()
  .regex(/^\d{1,6}(?:\.\d{1,3})?$/, 'a number from 0 with at most three decimals, such as 1.25')
  .transform(Number)

/** `yes` or `no`. */
export const yesOrNo: Cell<boolean> = z.enum(['yes', 'no'], 'yes or no').transform((value) => value === 'yes')

/** One of these words. */
export function oneOf<T extends string>(values: readonly T[]): Cell<T> {
  return z.enum(values, `one of ${values.join(', ')}`)
}

/** Values separated by `;`, each one passing `item`, none twice; nothing is the empty list. */
export function list<T>(item: Cell<T>, expected: string): Cell<readonly T[]> {
  return z.string().transform((value, context) => {
    const parts = value === '' ? [] : value.split(';')
    const items = parts.map((part) => item.safeParse(part))
    if (new Set(parts).size === parts.length && items.every((result) => result.success))
      return items.map((result) => result.data)
    context.addIssue({ code: 'custom', message: expected })
    return z.NEVER
  })
}
