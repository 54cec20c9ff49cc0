// Runs the compiled model, which lies at the address that is given, on whichever Node runs this file.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const compiled = (path) => import(new URL(path, process.argv[2]).href)
const { configSchema } = await compiled('src/config/schema.js')
const { loadDictionaries } = await compiled('src/dictionaries/load-dictionaries.js')
const { endBefore } = await compiled('src/retail/company.js')
const { simulateCompany } = await compiled('src/retail/company-simulation.js')
const { foundCompany } = await compiled('src/retail/found-company.js')
const { eventIdText } = await compiled('src/simulation/event-id.js')

const input = JSON.parse(readFileSync(0, 'utf8'))
const company = foundCompany(configSchema.parse(input.config), await loadDictionaries(input.dictionaries))
const events = []
simulateCompany(company).kernel.advance(endBefore(company, company.startDay + 2), events)
const hash = createHash('sha256')
for (const { id, data } of events) hash.update(`${eventIdText(id)} ${JSON.stringify(data)}\n`)
console.log(JSON.stringify({ node: process.version, events: events.length, sha256: hash.digest('hex') }))
