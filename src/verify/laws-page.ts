import { readLawFiles } from './law-files.ts'
import { lawTitles } from './run-laws.ts'

const INTRODUCTION = `# Laws

\`tillstream verify\` holds these laws against the tables and the event log, and exits with 1 when one is broken. A law that is
a query lies in \`src/verify/laws/\`: each row that it returns is one check, and \`holds\` says whether it holds, so that it can be
run and read in any SQL client. A query in \`src/verify/conservation/\` is an equation over the whole company, which \`verify\` prints:
each row is a term, and both sides have the same sum. Laws about distributions leave their intervals once in a million healthy runs.
`

const GROUPS: Readonly<Record<number, string>> = {
  1: 'Identity and references',
  2: 'Identity and references',
  3: 'Identity and references',
  4: 'Identity and references',
  5: 'Money',
  6: 'Money',
  7: 'Money',
  8: 'Matter',
  9: 'Matter',
  10: 'Matter',
  11: 'Matter',
  12: 'People',
  13: 'People',
  14: 'People',
  15: 'Distributions',
  16: 'Synthetic',
}

/** The reference page about the laws, as Markdown: what \`docs/laws.md\` must hold. */
export function lawsPage(): string {
  const laws = [...readLawFiles('laws'), ...readLawFiles('conservation')]
  const paths = new Map(laws.map(({ name, path }) => [name, path]))
  const sections = [...Map.groupBy(lawTitles(), ({ law }) => GROUPS[law])].map(([group, laws]) => {
    const rows = laws.map(({ law, name, says }) => {
      const path = paths.get(name)
      const source = path === undefined ? '' : `[${path.split('/').at(-1)}](../src/verify/${path})`
      return `| ${law} | \`${name}\` | ${says} | ${source} |`
    })
    return `## ${group}\n\n| law | name | says | query |\n|---|---|---|---|\n${rows.join('\n')}\n`
  })
  return [INTRODUCTION, ...sections].join('\n')
}
