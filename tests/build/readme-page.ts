import { readFileSync } from 'node:fs'

/** A query as the README shows it: the command line in a `console` block. */
const QUERY = /^\$ npx tillstream sql "(?<sql>[^"]+)"$/m
const BLOCK = /```console\n(?<body>[^]*?)\n```/g
/** Lines of the tour that the README quotes; how long it took is the machine's business. */
const MADE = /^Made (?<events>\S+) events and (?<rows>\S+) fact rows/m
const COMPANY = /^A company with .+$/m
const FIGURE = /^ {2}(?<label>Net sales|Receipts|Average ticket) {2,}\S+ {2,}\S.*$/gm

/** The README as a text. */
export const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

/** The queries that a README shows, in its order. */
export function queriesOf(readme: string): readonly string[] {
  return [...readme.matchAll(BLOCK)].flatMap(({ groups }) => QUERY.exec(groups?.body ?? '')?.groups?.sql ?? [])
}

/** The README with what the program says now: the tour's figures, and the answer to each query. */
export function withAnswers(readme: string, tour: string, answers: readonly string[]): string {
  const left = [...answers]
  const figures = new Map([...tour.matchAll(FIGURE)].map(({ 0: line, groups }) => [groups?.label, line]))
  return readme
    .replace(MADE, said(tour, MADE))
    .replace(COMPANY, said(tour, COMPANY))
    .replaceAll(FIGURE, (line, label: string) => figures.get(label) ?? line)
    .replaceAll(BLOCK, (block, body: string) => {
      const command = QUERY.exec(body)?.[0]
      return command === undefined ? block : `\`\`\`console\n${command}\n${left.shift()}\n\`\`\``
    })
}

function said(tour: string, pattern: RegExp): string {
  const text = pattern.exec(tour)?.[0]
  if (text === undefined) throw new Error(`the tour does not say ${pattern.source}`)
  return text
}
