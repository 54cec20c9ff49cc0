/** Source code with comments, and on demand the contents of strings, blanked out: lengths and lines stay as they are. */
export function blank(source: string, { strings }: { readonly strings: boolean }): string {
  let out = ''
  /** For every open `${`, how many braces are open inside it. */
  const templates: number[] = []
  let at = 0
  const keep = (length: number) => {
    out += source.slice(at, at + length)
    at += length
  }
  const hide = (length: number) => {
    out += source.slice(at, at + length).replaceAll(/[^\n]/g, ' ')
    at += length
  }
  const text = (end: number) => {
    keep(1)
    if (strings) hide(end - at)
    else keep(end - at)
  }
  while (at < source.length) {
    const rest = source.slice(at, at + 2)
    if (rest === '//') hide(lengthOf(/[^\n]*/y, source, at))
    else if (rest === '/*') hide(lengthOf(/\/\*[^]*?(\*\/|$)/y, source, at))
    else if (rest[0] === "'" || rest[0] === '"') {
      const length = lengthOf(rest[0] === "'" ? /'(\\.|[^'\\\n])*/y : /"(\\.|[^"\\\n])*/y, source, at)
      text(at + length)
      keep(1)
    } else if (rest[0] === '`' || (rest[0] === '}' && templates.at(-1) === 0)) {
      if (rest[0] === '}') templates.pop()
      text(at + lengthOf(/.([^`\\$]|\\[^]|\$(?!\{))*/sy, source, at))
      if (source.startsWith('${', at)) templates.push(0)
      keep(source.startsWith('${', at) ? 2 : 1)
    } else if (rest[0] === '/' && isRegExp(out))
      text(at + lengthOf(/\/(\\.|\[(\\.|[^\]\\])*\]|[^/\\[])*\/[a-z]*/y, source, at))
    else {
      const top = templates.length - 1
      if (rest[0] === '{' && top >= 0) templates[top] = (templates[top] ?? 0) + 1
      if (rest[0] === '}' && top >= 0) templates[top] = (templates[top] ?? 0) - 1
      keep(1)
    }
  }
  return out
}

function lengthOf(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0].length ?? 1
}

/** Whether a slash behind this code begins a regular expression rather than divides. */
function isRegExp(before: string): boolean {
  return /(^|[(,=:[!&|?{};+\-*%~^<>]|\b(return|typeof|case|of|in))\s*$/.test(before)
}

/** What a module imports, or exports from elsewhere. */
export interface Import {
  readonly specifier: string
  /** Whether only types are taken, so that nothing is loaded. */
  readonly isType: boolean
  readonly line: number
}

const NAMED = String.raw`(?:[\w$*\s,]|\{[^}]*\})+?`
const IMPORT = new RegExp(
  String.raw`(?<![.\w$])(?:(?:import|export)\s+(?<type>type\s+(?!from\b))?(?<names>${NAMED})\s*from\s*|import\s*(?<dynamic>\()?\s*)(?<quote>['"\x60])(?<specifier>[^'"\x60]*)\k<quote>`,
  'g',
)

/** Every import of a source: static, for its effects, of types, dynamic, and re-exports. */
export function importsOf(source: string): Import[] {
  return [...blank(source, { strings: false }).matchAll(IMPORT)]
    .filter((found) => isCode(source, found.index))
    .map((found) => {
      const { type, names = '', specifier = '' } = found.groups ?? {}
      const line = source.slice(0, found.index).split('\n').length
      return { specifier, isType: type !== undefined || takesTypesAlone(names), line }
    })
}

function isCode(source: string, index: number): boolean {
  return blank(source, { strings: true }).startsWith(source.slice(index, index + 6), index)
}

function takesTypesAlone(names: string): boolean {
  const inner = /^\s*\{([^}]*)\}\s*$/.exec(names)?.[1]
  if (inner === undefined) return false
  const parts = inner.split(',').filter((part) => part.trim() !== '')
  return parts.length > 0 && parts.every((part) => /^\s*type\s/.test(part))
}
