import { useRef, useState } from 'preact/hooks'
import { ApiError, ask, type FieldError, post } from '../api.ts'
import { attempt, tell } from '../toasts.ts'
import { ConfigField } from './config-field.tsx'

/** A JSON Schema, as far as the form needs it. */
export interface ConfigSchema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly anyOf?: readonly ConfigSchema[]
  readonly properties?: Readonly<Record<string, ConfigSchema>>
}

type Values = Readonly<Record<string, unknown>>
/** Changed values by path. */
export type Changes = ReadonlyMap<string, unknown>

interface FormParts {
  readonly schema: ConfigSchema
  readonly values: Values
  readonly saved: () => void
}

/** A form of the sections; what is changed is marked, and saved together. */
export function ConfigForm({ schema, values, saved }: FormParts) {
  const { changes, problems, change, forget, save } = useChanges(saved)
  const reset = () => attempt(() => post('api/config/reset'), 'Every value is the default.').then(saved)
  const sections = Object.entries(schema.properties ?? {}).filter(([name]) => name !== '$schema')
  return (
    <form class="settings" onSubmit={(event) => (event.preventDefault(), void save())}>
      <p class="actions sticky">
        <button type="submit" class="primary" disabled={changes.size === 0 || problems.length > 0}>
          Save {changes.size === 0 ? '' : `${changes.size} changed`}
        </button>
        <button type="button" disabled={changes.size === 0} onClick={forget}>
          Undo
        </button>
        <button type="button" class="plain" onClick={() => void reset()}>
          All to default
        </button>
      </p>
      {sections.map(([name, section]) => (
        <Section key={name} name={name} section={section} known={{ values, changes, problems }} change={change} />
      ))}
    </form>
  )
}

/** What was changed and not saved yet, and what is wrong with it. */
function useChanges(saved: () => void) {
  const [changes, setChanges] = useState<Changes>(new Map())
  const [problems, setProblems] = useState<readonly FieldError[]>([])
  const later = useLater(CHECK_AFTER_MS)
  const change = (path: string, value: unknown) => {
    const next = new Map(changes).set(path, value)
    setChanges(next)
    later(() => void check(next).then(setProblems))
  }
  const forget = () => {
    setChanges(new Map())
    setProblems([])
  }
  const save = async () => {
    try {
      const { warnings } = await ask<{ warnings: readonly string[] }>('PUT', 'api/config', treeOf(changes))
      tell(['Saved.', ...warnings].join(' '))
      forget()
      saved()
    } catch (error) {
      if (error instanceof ApiError && error.fields.length > 0) setProblems(error.fields)
      else tell((error as Error).message, 'failed')
    }
  }
  return { changes, problems, change, forget, save }
}

interface Known {
  readonly values: Values
  readonly changes: Changes
  readonly problems: readonly FieldError[]
}

function Section({
  name,
  section,
  known,
  change,
}: {
  readonly name: string
  readonly section: ConfigSchema
  readonly known: Known
  readonly change: (path: string, value: unknown) => void
}) {
  const fields = leavesOf(name, section)
  return (
    <details>
      <summary>
        {name} <span class="quiet">{section.description}</span>
      </summary>
      {fields.map(([path, field]) => (
        <ConfigField
          key={path}
          path={path}
          field={field}
          value={known.changes.has(path) ? known.changes.get(path) : valueAt(known.values, path)}
          isChanged={known.changes.has(path)}
          problem={known.problems.find(({ field: wrong }) => wrong.replace(/^body\./, '') === path)?.message}
          change={(value) => change(path, value)}
        />
      ))}
    </details>
  )
}

function leavesOf(path: string, schema: ConfigSchema): readonly (readonly [string, ConfigSchema])[] {
  if (schema.properties === undefined) return [[path, schema]]
  return Object.entries(schema.properties).flatMap(([name, child]) => leavesOf(`${path}.${name}`, child))
}

function valueAt(values: Values, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => (part as Values | undefined)?.[name], values)
}

function treeOf(changes: Changes): Values {
  const tree: Record<string, unknown> = {}
  for (const [path, value] of changes) {
    const names = path.split('.')
    const last = names.pop() ?? ''
    const group = names.reduce((part, name) => (part[name] ??= {}) as Record<string, unknown>, tree)
    group[last] = value
  }
  return tree
}

/** What would be wrong with saving; nothing while the server cannot say. */
async function check(changes: Changes): Promise<readonly FieldError[]> {
  try {
    await ask('PUT', 'api/config?dry_run=true', treeOf(changes))
    return []
  } catch (error) {
    return error instanceof ApiError ? error.fields : []
  }
}

const CHECK_AFTER_MS = 250

/** Does the last of several things, a while after it. */
function useLater(ms: number): (work: () => void) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  return (work) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(work, ms)
  }
}
