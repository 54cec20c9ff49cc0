import { z } from 'zod'

/** Lowest and highest value, both allowed. */
type Bounds = readonly [min: number, max: number]

/** Notes that ride on a leaf: `allowed` words what is accepted when the bounds do not; `secret` hides the value. */
interface Notes {
  readonly allowed?: string
  readonly secret?: true
}

/** A whole number. */
export function whole(value: number, [min, max]: Bounds, description: string) {
  return z.int().min(min).max(max).default(value).meta({ description })
}

/** A number with decimals. */
export function decimal(value: number, [min, max]: Bounds, description: string) {
  return z.number().min(min).max(max).default(value).meta({ description })
}

/** A probability or share from 0 to 1. */
export function share(value: number, description: string) {
  return decimal(value, [0, 1], description)
}

/** True or false. */
export function toggle(value: boolean, description: string) {
  return z.boolean().default(value).meta({ description })
}

/** A whole number, or null for "decide yourself". */
export function optionalWhole([min, max]: Bounds, description: string) {
  return z.int().min(min).max(max).nullable().default(null).meta({ description })
}

/** Text that must not be blank. */
export function text(value: string, description: string) {
  return z.string().regex(/\S/).max(1000).default(value).meta({ description, allowed: 'text that is not blank' })
}

/** Text of a form, or null when not set (an empty text counts as not set). */
export function optionalText(form: RegExp, description: string, notes: Notes) {
  return z
    .string()
    .regex(form)
    .max(4000)
    .nullable()
    .default(null)
    .meta({ description, ...notes })
}

/** As many decimals as the default has. */
export function decimals(values: readonly number[], [min, max]: Bounds, description: string) {
  const list = z.array(z.number().min(min).max(max)).length(values.length)
  return list.default([...values]).meta({ description })
}

/** Some of the options, each at most once. */
export function choices<const Option extends string>(
  values: readonly Option[],
  options: readonly Option[],
  description: string,
) {
  const list = z.array(z.enum(options)).min(1)
  const distinct = list.refine((chosen) => new Set(chosen).size === chosen.length)
  const allowed = `one or more of ${options.join(', ')}, each once`
  return distinct.default([...values]).meta({ description, allowed })
}

/** Named decimals that share bounds, such as one factor per season. */
export function table<const K extends string>(
  values: Readonly<Record<K, number>>,
  bounds: Bounds,
  description: string,
) {
  const names = Object.keys(values) as K[]
  const shape = Object.fromEntries(
    names.map((name) => [name, decimal(values[name], bounds, `${name}: ${description}`)]),
  )
  return section(shape as Record<K, ReturnType<typeof decimal>>, description)
}

/** The lowest and the highest of something. */
export function range(values: { min: number; max: number }, bounds: Bounds, description: string) {
  return section(
    {
      min: decimal(values.min, bounds, `Least ${description}`),
      max: decimal(values.max, bounds, `Most ${description}`),
    },
    `Range of ${description}`,
  )
}

/** The least and the most of something that comes in whole numbers. */
export function wholeRange(values: { min: number; max: number }, bounds: Bounds, description: string) {
  return section(
    {
      min: whole(values.min, bounds, `Least ${description}`),
      max: whole(values.max, bounds, `Most ${description}`),
    },
    `Range of ${description}`,
  )
}

/** A group of keys; unknown ones are refused, absent ones take their default. */
export function section<S extends z.ZodRawShape>(shape: S, description: string) {
  return z
    .strictObject(shape)
    .prefault({} as never)
    .meta({ description })
}
