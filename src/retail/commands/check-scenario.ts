import type { Dictionaries } from '../../dictionaries/types.ts'
import { DEPARTMENTS } from '../../dictionaries/types.ts'
import { isoTime } from '../../time/iso-time.ts'
import { type Company, startOfDay } from '../company.ts'
import { type Command, type Entry, type EntryOf, scenarioCommands } from './command.ts'
import { type Where, nodesOf } from './where.ts'

/** The end of the calendars: commands begin before it. */
const LAST_INSTANT = Date.UTC(2100, 11, 31)

/** What entries are held against. */
interface Known {
  readonly company: Company
  readonly dictionaries: Dictionaries
}

type Say = (field: string, got: unknown, allowed: string) => void

/** What a scenario names that the company does not have, a line for each. */
export function scenarioProblems(company: Company, dictionaries: Dictionaries): string[] {
  const problems: string[] = []
  for (const command of scenarioCommands(company)) {
    const say: Say = (field, got, allowed) => {
      const path = `scenario.entries[${command.number - 1}].${field}`
      problems.push(`${path}: got ${JSON.stringify(got)}, allowed: ${allowed}`)
    }
    checkTime(company, command, say)
    checkNames({ company, dictionaries }, command.entry, say)
  }
  return problems
}

function checkTime(company: Company, { entry, effectiveAt }: Command, say: Say): void {
  const [field, got] = entry.at === undefined ? ['after', entry.after] : ['at', entry.at]
  const first = startOfDay(company, company.startDay)
  if (effectiveAt < first) say(field, got, `${isoTime(first)}, the start of history, or later`)
  if (effectiveAt >= LAST_INSTANT) say(field, got, `an instant before ${isoTime(LAST_INSTANT)}`)
}

function checkNames(known: Known, entry: Entry, say: Say): void {
  if (entry.kind === 'disruption' || entry.kind === 'demand_factor') checkPlace(known.company, entry, say)
  else if (entry.kind === 'promotion') checkPromotion(known.dictionaries, entry, say)
  else checkGoods(known.company, entry, say)
}

const PLURALS = { dc: 'distribution centers', store: 'stores', truck: 'trucks', supplier: 'suppliers' } as const

function checkPlace(company: Company, { kind, where }: EntryOf<'disruption' | 'demand_factor'>, say: Say): void {
  if (where === 'all') return
  const [name, value] = Object.entries(where)[0] as [keyof typeof PLURALS | 'region' | 'state', unknown]
  if (name !== 'region' && name !== 'state') {
    const count = countOf(company, name)
    if (Number(value) > count) say(`where.${name}`, value, `1 to ${count}, the ${PLURALS[name]}`)
    return
  }
  const isStruck = kind === 'disruption' ? hasDc : hasStore
  if (isStruck(company, where)) return
  const found = namesOf(company, name).filter((each) => isStruck(company, { [name]: each } as Where))
  const what = kind === 'disruption' ? 'a distribution center' : 'a store'
  say(`where.${name}`, value, `a ${name} that has ${what}: ${found.join(', ')}`)
}

function countOf({ master }: Company, name: keyof typeof PLURALS): number {
  const { distributionCenters: dc, stores: store, trucks: truck, suppliers: supplier } = master
  return { dc, store, truck, supplier }[name].length
}

function namesOf({ master }: Company, name: 'region' | 'state'): readonly string[] {
  return [...new Set(master.geographies.map((geography) => geography[name]))].toSorted()
}

function hasDc(company: Company, where: Where): boolean {
  return nodesOf(company, where as EntryOf<'demand_factor'>['where']).dcs.includes(1)
}

function hasStore(company: Company, where: Where): boolean {
  return nodesOf(company, where as EntryOf<'demand_factor'>['where']).stores.includes(1)
}

function checkPromotion({ promotions }: Dictionaries, { code, definition }: EntryOf<'promotion'>, say: Say): void {
  const codes = promotions.map((promotion) => promotion.code)
  if (definition === undefined) {
    if (!codes.includes(code)) say('code', code, `one of ${codes.join(', ')}, or a code with a definition of its own`)
    return
  }
  if (codes.includes(code)) say('code', code, 'a code that the dictionary does not define, or no definition')
  for (const [index, name] of (definition.departments ?? []).entries()) {
    if (!isDepartment(name)) say(`definition.departments[${index}]`, name, `one of ${DEPARTMENTS.join(', ')}`)
  }
}

function isDepartment(name: string): boolean {
  return DEPARTMENTS.some((department) => department === name)
}

function checkGoods({ master }: Company, entry: EntryOf<'price_change'>, say: Say): void {
  const { department, category, product_ids: ids = [] } = entry
  const { products } = master
  if (department !== undefined && !isDepartment(department)) {
    say('department', department, `one of ${DEPARTMENTS.join(', ')}`)
  }
  if (category !== undefined && !products.some((product) => product.category === category)) {
    const categories = [...new Set(products.map((product) => product.category))].toSorted()
    say('category', category, `one of ${categories.join(', ')}`)
  }
  for (const [index, id] of ids.entries()) {
    if (id > products.length) say(`product_ids[${index}]`, id, `1 to ${products.length}, the products`)
  }
}
