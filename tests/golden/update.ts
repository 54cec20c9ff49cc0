import { existsSync, writeFileSync } from 'node:fs'
import { GOLDEN_FILE, type Golden, keptGolden, presentGolden } from './golden.ts'

/** Figures that differ, one line each. */
function changes(before: Golden, now: Golden): string[] {
  const types = [...new Set([...Object.keys(before.types), ...Object.keys(now.types)])].toSorted()
  const pairs: [string, number | string, number | string][] = [
    ['model version', before.model_version, now.model_version],
    ['sha256', before.sha256, now.sha256],
    ['events', before.events, now.events],
    ...types.map((type): [string, number | string, number | string] => [
      type,
      before.types[type] ?? 0,
      now.types[type] ?? 0,
    ]),
  ]
  return pairs
    .filter(([, old, present]) => old !== present)
    .map(([name, old, present]) => `${name}: ${old} -> ${present}`)
}

const now = presentGolden()
const before = existsSync(GOLDEN_FILE) ? keptGolden() : { model_version: 0, events: 0, sha256: 'none', types: {} }
writeFileSync(GOLDEN_FILE, `${JSON.stringify(now, null, 2)}\n`)
const lines = changes(before, now)
console.log(lines.length === 0 ? 'golden: nothing changed' : `golden: updated\n  ${lines.join('\n  ')}`)
if (before.sha256 !== now.sha256 && before.model_version === now.model_version) {
  console.log('The same seed now gives other events: raise MODEL_VERSION in src/retail/model-version.ts if logs exist.')
}
