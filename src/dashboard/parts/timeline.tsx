import { useZone } from '../company.ts'
import { inZone, sinceText } from '../format.ts'
import { colourOf, groupOf } from '../groups.ts'
import { open } from '../route.ts'
import type { Relation, StoryNode } from '../story.ts'

const WORDS: Partial<Record<Relation, string>> = {
  reason: 'a reason',
  filled_by: 'fills it',
  delayed: 'made late',
}

/** Events below what caused them, each with its time from the one in question; opens the story of any of them. */
export function Timeline({
  title,
  nodes,
  since,
}: {
  readonly title: string
  readonly nodes: readonly StoryNode[]
  /** The instant that times are told from. */
  readonly since: string | undefined
}) {
  const time = inZone(useZone(), { dateStyle: 'medium', timeStyle: 'medium' })
  return (
    <section>
      <h3>{title}</h3>
      <ol class="timeline">
        {nodes.map((node) => {
          const { id, relation, depth, type, occurred_at: at, summary } = node
          const word = WORDS[relation]
          return (
            <li key={`${relation} ${id}`} class={relation} style={{ '--depth': depth }}>
              <time title={`${time(at)}; ${at} UTC`}>{sinceText(at, since)}</time>
              <span class="mark" aria-hidden="true" style={{ background: `var(${colourOf(groupOf(type))})` }} />
              <div>
                <button
                  type="button"
                  class="plain"
                  aria-current={relation === 'asked' ? 'true' : undefined}
                  onClick={() => open({ story: id })}
                >
                  {type}
                </button>{' '}
                <span class="quiet">{summary}</span>
                {word !== undefined && <em> {word}</em>}
              </div>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
