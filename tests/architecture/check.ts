import { PACKAGES } from './packages.ts'
import { posix } from 'node:path'
import { blank, type Import, importsOf } from './source-text.ts'
import { BANNED_NAMES, FOLDERS, INDEX_FILES, MAX_COLUMNS, MAX_LINES, ONLY_FROM, PURE, TEXTS } from './table.ts'

/** Every way in which a file breaks the architecture, one line each. `path` is relative to the project, `/` between folders. */
export function violationsOf(path: string, source: string): string[] {
  const code = blank(source, { strings: true })
  return [
    ...importsOf(source).flatMap((found) => brokenImport(path, found)),
    ...brokenTexts(path, code),
    ...brokenNames(path),
    ...brokenSizes(path, code),
  ]
}

/** The name that the table knows a file by: without `src/`. */
function nameOf(path: string): string {
  return path.replace(/^src\//, '')
}

function brokenImport(path: string, { specifier, isType, line }: Import): string[] {
  const say = (why: string) => [`${path}:${line} imports ${isType ? 'types of ' : ''}${specifier}: ${why}`]
  if (!specifier.startsWith('.')) return brokenPackage(nameOf(path), specifier, isType).flatMap(say)
  if (!/\.tsx?$/.test(specifier)) return say('the path of a module ends in .ts')
  const target = nameOf(posix.join(posix.dirname(path), specifier))
  return brokenInside(nameOf(path), target, isType).flatMap(say)
}

function brokenInside(from: string, target: string, isType: boolean): string[] {
  const folder = folderOf(from)
  const rule = FOLDERS[folder]
  if (rule === undefined) return [`${folder} is not in the table of folders (tests/architecture/table.ts)`]
  const only = ONLY_FROM.filter(({ file, from: who }) => matches(target, [file]) && !matches(from, who))
  const isOwn = target.startsWith(`${folder}/`)
  const isAllowed = isOwn || matches(target, rule.may) || (isType && matches(target, rule.mayTypes ?? []))
  if (!isAllowed && matches(target, rule.mayTypes ?? [])) return [`${rule.why} (its types are allowed: import type)`]
  return [...(isAllowed ? [] : [rule.why]), ...only.map(({ why }) => why)]
}

function brokenPackage(from: string, specifier: string, isType: boolean): string[] {
  if (FOLDERS[folderOf(from)] === undefined) return [`${folderOf(from)} is not in the table of folders`]
  const isNode = specifier.startsWith('node:')
  if (isNode && isPure(from)) return ['no node:* where every machine must do the same']
  const name = isNode ? specifier : packageOf(specifier)
  const rule = PACKAGES[name]
  if (rule === undefined)
    return isNode ? [] : [`${name} is not in the table of packages (tests/architecture/packages.ts)`]
  const isAllowed = matches(from, rule.from) || (isType && matches(from, rule.types ?? []))
  return isAllowed ? [] : [rule.why]
}

function brokenTexts(path: string, code: string): string[] {
  const name = nameOf(path)
  return TEXTS.filter((rule) => matches(name, rule.in) && !matches(name, rule.except ?? [])).flatMap((rule) =>
    [...code.matchAll(rule.text)].map(({ 0: found, index }) => {
      const line = code.slice(0, index).split('\n').length
      return `${path}:${line} says ${found.trim().replaceAll(/\s+/g, ' ')}: ${rule.why}`
    }),
  )
}

function brokenNames(path: string): string[] {
  const parts = path.split('/')
  const banned = parts.map((part) => part.replace(/\.\w+$/, '')).filter((part) => BANNED_NAMES.includes(part))
  const isStray = parts.at(-1) === 'index.ts' && !INDEX_FILES.includes(path)
  const isKebab = parts.every((part) => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(part))
  return [
    ...banned.map((name) => `${path} is named ${name}: name it after the one thing it exports`),
    ...(isStray ? [`${path}: no barrels, index.ts is only in projections`] : []),
    ...(isKebab ? [] : [`${path}: names are kebab-case`]),
  ]
}

/** Lines that hold code count; a line may be longer for a text that cannot be broken, and for a comment. */
function brokenSizes(path: string, code: string): string[] {
  const lines = code.split('\n')
  const count = lines.filter((line) => line.trim() !== '').length
  const wide = lines.flatMap((line, index) => {
    const columns = line.trimEnd().replaceAll(/`.*`|(?<=\S) {2,}(?=\S)/g, '').length
    return columns > MAX_COLUMNS ? [`${path}:${index + 1} is ${columns} columns wide: at most ${MAX_COLUMNS}`] : []
  })
  return [...(count > MAX_LINES ? [`${path} has ${count} lines of code: at most ${MAX_LINES}`] : []), ...wide]
}

/** The folder below `src`, `projections`, or the file itself when it stands beside the folders. */
function folderOf(name: string): string {
  return name.split('/')[0] ?? name
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

function isPure(name: string): boolean {
  return matches(name, PURE.in)
}

function matches(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => toRegExp(pattern).test(name))
}

const compiled = new Map<string, RegExp>()

/** `*` is any part of a name, `**` any number of folders, `{a,b}` either. */
function toRegExp(pattern: string): RegExp {
  const known = compiled.get(pattern)
  if (known !== undefined) return known
  const source = pattern
    .replaceAll('.', String.raw`\.`)
    .replaceAll(/\{([^}]*)\}/g, (_, options: string) => `(${options.replaceAll(',', '|')})`)
    .replaceAll(/\*\*|\*/g, (stars) => (stars === '**' ? '.*' : '[^/]*'))
  const made = new RegExp(`^${source}$`)
  compiled.set(pattern, made)
  return made
}
