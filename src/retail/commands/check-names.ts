import type { Dictionaries } from '../../dictionaries/types.ts'
import { DEPARTMENTS } from '../../dictionaries/types.ts'
import { dateText } from '../../time/business-date.ts'
import type { Company } from '../company.ts'
import { disruptionNamed } from '../disruptions/plan.ts'
import type { Entry, EntryOf } from './command.ts'
import { nodesOf, type Where } from './where.ts'

/** What entries are held against. */
export interface Known {
  readonly company: Company
  readonly dictionaries: Dictionaries
}

/** Takes a problem: the field, what it holds, what is allowed. */
export type Say = (field: string, got: unknown, allowed: string) => void

/** Says what an entry names that the company does not have. */
export function checkNames(known: Known, entry: Entry, say: Say): void {
  if (entry.kind === 'disruption' || entry.kind === 'demand_factor') checkPlace(known.company, entry, say)
  else if (entry.kind === 'promotion') checkPromotion(known.dictionaries, entry, say)
  else if (entry.kind === 'price_change') checkGoods(known.company, entry, say)
  else checkDisruption(known.company, entry, say)
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

function checkDisruption(company: Company, { disruption_id: id }: EntryOf<'disruption_end'>, say: Say): void {
  const { length } = company.master.distributionCenters
  const example = `X1-${dateText(company.startDay).replaceAll('-', '')}-1`
  try {
    if (disruptionNamed(id).dcId <= length) return
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  say('disruption_id', id, `a disruption that is going on, such as ${example} (fact_disruptions lists them)`)
}
