import type { Figure, LawReport, Sums } from '../../verify/report.ts'
import type { Verdict } from '../../verify/run-laws.ts'

/** Three significant digits, so that figures of any size line up. */
function short(value: number): string {
  return value === 0 ? '0' : String(Number(value.toPrecision(4)))
}

function figureText({ figure, observed, expected, lowest, highest }: Figure): string {
  return `      ${figure}: ${short(observed)}, expected ${short(expected)} (${short(lowest)} to ${short(highest)})`
}

function lawLines(report: LawReport, nameWidth: number): readonly string[] {
  const { law, name, checked, violations, figures = [], offenders } = report
  const row = [String(law).padStart(3), name.padEnd(nameWidth), count(checked, 14), count(violations, 10)].join('  ')
  const shown = violations > 0 ? [`      ${report.says}`, ...offenders.map((offender) => `      ! ${offender}`)] : []
  return [row, ...figures.map(figureText), ...shown]
}

function count(value: number, width: number): string {
  return value.toLocaleString('en').padStart(width)
}

function conclusion({ violations, laws }: Verdict): string {
  if (violations === 0) return `All ${laws.length} laws hold.`
  const broken = laws.filter((law) => law.violations > 0).length
  return `${broken} of ${laws.length} laws are broken: ${count(violations, 0)} violations.`
}

function sumText({ unit, left, right }: Sums): string {
  const amountText = (amount: number) =>
    unit === 'cents' ? (amount / 100).toLocaleString('en-US', { style: 'currency', currency: 'USD' }) : count(amount, 0)
  const [first, second] = [left, right].map((side) =>
    side.map(({ term, amount }) => `${amountText(amount)} ${term}`).join(' + '),
  )
  return `  ${unit === 'cents' ? 'money' : unit}: ${first} = ${second}`
}

function companySums({ laws }: Verdict): readonly string[] {
  const sums = laws.flatMap((report) => (report.sums === undefined ? [] : [sumText(report.sums)]))
  return sums.length === 0 ? [] : ['', 'Over the whole company:', ...sums]
}

/** The outcome of all laws as a table, with the first offenders and the figures of distributions below their law. */
export function verdictText(verdict: Verdict): string {
  const width = Math.max(...verdict.laws.map(({ name }) => name.length))
  const head = ['law', 'name'.padEnd(width), 'checked'.padStart(14), 'violations'.padStart(10)].join('  ')
  const lines = verdict.laws.flatMap((report) => lawLines(report, width))
  return [head, ...lines, ...companySums(verdict), '', conclusion(verdict)].join('\n')
}
