/** One thing wrong with the dictionaries: `line` 0 is the file as a whole, 1 its header. */
export interface DictionaryProblem {
  readonly file: string
  readonly line: number
  readonly text: string
}

function lineOf({ file, line, text }: DictionaryProblem): string {
  return line === 0 ? `${file}: ${text}` : `${file}:${line} ${text}`
}

/** The dictionaries cannot be used; `problems` has every bad row, in the order of files and lines. */
export class DictionaryError extends Error {
  readonly folder: string
  readonly problems: readonly string[]

  constructor(folder: string, problems: readonly DictionaryProblem[]) {
    const lines = problems.map(lineOf)
    const count = lines.length === 1 ? '1 problem' : `${lines.length} problems`
    super(`${count} in the dictionaries of ${folder}\n${lines.join('\n')}`)
    this.name = 'DictionaryError'
    this.folder = folder
    this.problems = lines
  }
}
