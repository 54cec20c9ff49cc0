const WIDTH = 120
const HEIGHT = 28

interface SparklineParts {
  readonly values: readonly (number | null)[]
  /** When they were so. */
  readonly at: readonly number[]
}

/** A course without axes; gaps are gaps. */
export function Sparkline({ values, at }: SparklineParts) {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return <div class="sparkline" />
  const [least, most] = [Math.min(0, ...known), Math.max(...known)]
  const [begins, ends] = [Math.min(...at), Math.max(...at)]
  const x = (index: number) => (((at[index] ?? ends) - begins) * WIDTH) / (ends - begins || 1)
  const y = (value: number) => HEIGHT - 2 - ((value - least) / (most - least || 1)) * (HEIGHT - 4)
  let isDown = false
  const path = values.map((value, index) => {
    if (value === null) {
      isDown = false
      return ''
    }
    const command = isDown ? 'L' : 'M'
    isDown = true
    return `${command}${x(index).toFixed(1)} ${y(value).toFixed(1)}`
  })
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path.join('')} />
    </svg>
  )
}
