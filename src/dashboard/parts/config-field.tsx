import type { ConfigSchema } from './config-form.tsx'

/** A value with its name, what it means, its bounds and what is wrong with it. */
export function ConfigField({
  path,
  field,
  value,
  isChanged,
  problem,
  change,
}: {
  readonly path: string
  readonly field: ConfigSchema
  readonly value: unknown
  readonly isChanged: boolean
  readonly problem: string | undefined
  readonly change: (value: unknown) => void
}) {
  const id = `field-${path}`
  return (
    <div class={`field ${isChanged ? 'changed' : ''}`}>
      <label for={id}>{path}</label>
      <Input id={id} field={field} value={value} problem={problem} change={change} />
      <p id={`${id}-about`} class="quiet">
        {field.description ?? ''} {boundsOf(field)} Default: <code>{JSON.stringify(field.default) ?? 'none'}</code>
      </p>
      {problem !== undefined && (
        <p id={`${id}-problem`} class="failed" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

interface InputParts {
  readonly id: string
  readonly field: ConfigSchema
  readonly value: unknown
  readonly problem: string | undefined
  readonly change: (value: unknown) => void
}

function Input({ id, field, value, problem, change }: InputParts) {
  const described = { id, 'aria-describedby': `${id}-about`, 'aria-invalid': problem !== undefined }
  const words = wordsOf(field)
  if (words !== undefined) {
    return (
      <select
        {...described}
        value={JSON.stringify(value)}
        onChange={(event) => change(JSON.parse(event.currentTarget.value))}
      >
        {words.map((word) => (
          <option key={JSON.stringify(word)} value={JSON.stringify(word)}>
            {word === null ? 'none set' : JSON.stringify(word).replaceAll('"', '')}
          </option>
        ))}
      </select>
    )
  }
  if (isOf(field, 'boolean')) {
    return (
      <input
        {...described}
        type="checkbox"
        checked={value === true}
        onChange={(event) => change(event.currentTarget.checked)}
      />
    )
  }
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)
  return (
    <input
      {...described}
      type="text"
      value={text}
      onInput={(event) => change(understood(field, event.currentTarget.value))}
    />
  )
}

function wordsOf(field: ConfigSchema): readonly unknown[] | undefined {
  if (field.enum !== undefined) return field.enum
  const choices = field.anyOf?.find((each) => each.enum !== undefined)?.enum
  return choices === undefined ? undefined : [...choices, null]
}

function isOf(field: ConfigSchema, type: string): boolean {
  return field.type === type || (field.anyOf?.some((each) => each.type === type) ?? false)
}

function boundsOf({ minimum, maximum }: ConfigSchema): string {
  return minimum === undefined || maximum === undefined ? '' : `${minimum} to ${maximum}.`
}

/** What was typed, as the field takes it; what it does not take stays as it is, so that the check says what is wrong. */
function understood(field: ConfigSchema, text: string): unknown {
  if (text === '' && isOf(field, 'null')) return null
  if ((isOf(field, 'number') || isOf(field, 'integer')) && text.trim() !== '' && Number.isFinite(Number(text)))
    return Number(text)
  if (/^[[{]/.test(text.trim())) {
    try {
      return JSON.parse(text) as unknown
    } catch {
      return text
    }
  }
  return text
}
