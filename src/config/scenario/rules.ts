import type { ConfigProblem } from '../config-error.ts'
import { isTree, type Tree } from '../layers.ts'
import { gotAllowed, scenarioProblem } from './problems.ts'

/** What disruptions of a type strike besides whole regions. */
const NARROW_TARGETS: Readonly<Record<string, readonly string[]>> = {
  weather_delay: ['store'],
  truck_breakdown: ['truck'],
  supplier_delay: ['supplier'],
}
const REGIONS = ['dc', 'region', 'state']

type Say = (names: readonly string[], what: string) => void
type Rule = (entry: Tree, say: Say) => void

/** Everything that is wrong with how the fields of an entry go together; those of a wrong form are left alone. */
export function ruleProblems(value: unknown, source: string): readonly ConfigProblem[] {
  const entries = isTree(value) && Array.isArray(value['entries']) ? (value['entries'] as readonly unknown[]) : []
  return entries.flatMap((entry, index) => {
    const problems: ConfigProblem[] = []
    const say: Say = (names, what) => problems.push(scenarioProblem(['entries', index, ...names], what, source))
    const rules = isTree(entry) ? RULES[String(entry['kind'])] : undefined
    if (rules !== undefined && isTree(entry)) for (const rule of [checkTime, ...rules]) rule(entry, say)
    return problems
  })
}

/** Everything that is wrong with how the fields of a well-formed entry go together, besides when it begins. */
export function entryRules(entry: Tree): readonly { readonly path: readonly string[]; readonly message: string }[] {
  const problems: { readonly path: readonly string[]; readonly message: string }[] = []
  for (const rule of RULES[String(entry['kind'])] ?? [])
    rule(entry, (path, message) => problems.push({ path, message }))
  return problems
}

function checkTime(entry: Tree, say: Say): void {
  exactlyOne(entry, ['at', 'after'], say)
}

function exactlyOne(entry: Tree, names: readonly string[], say: Say): void {
  const given = names.filter((name) => entry[name] !== undefined)
  if (given.length === 1) return
  const got = given.length === 0 ? `neither of ${names.join(', ')}` : given.join(' and ')
  say([], `got ${got}, allowed: exactly one of ${names.join(', ')}`)
}

function checkTarget({ type, where }: Tree, say: Say): void {
  if (typeof type !== 'string' || !isTree(where)) return
  const [target = ''] = Object.keys(where)
  if (!['store', 'truck', 'supplier'].includes(target)) return
  const narrow = NARROW_TARGETS[type] ?? []
  if (narrow.includes(target)) return
  say(['where'], gotAllowed(where, `for ${type}: "all", ${[...REGIONS, ...narrow].join(', ')}`))
}

function checkGoods(entry: Tree, say: Say): void {
  exactlyOne(entry, ['department', 'category', 'product_ids'], say)
}

/** A rate or an amount, as the kind of discount needs. */
function checkDiscount({ definition }: Tree, say: Say): void {
  if (!isTree(definition) || typeof definition['discount'] !== 'string') return
  const { discount } = definition
  const [needed, other] =
    discount === 'FIXED_AMOUNT' ? (['amount_cents', 'rate_bps'] as const) : (['rate_bps', 'amount_cents'] as const)
  if (definition[needed] === undefined) say(['definition', needed], gotAllowed(undefined, `a value, for ${discount}`))
  if (definition[other] !== undefined)
    say(['definition', other], gotAllowed(definition[other], `nothing, for ${discount}`))
}

const RULES: Readonly<Record<string, readonly Rule[]>> = {
  disruption: [checkTarget],
  demand_factor: [],
  promotion: [checkDiscount],
  price_change: [checkGoods],
}
