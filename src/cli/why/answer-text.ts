import type { StoryAnswer, StoryNode } from '../../api/stories.ts'
import { leftOutLines } from './left-out-text.ts'

const MARKS: Partial<Record<StoryNode['relation'], string>> = {
  asked: '   <== asked',
  reason: '   (a reason)',
  filled_by: '   (fills it)',
  delayed: '   (made late)',
}

/** An answer as a tree: one line an event, with its simulated time in UTC, its business date and what it says. */
export function answerText(answer: StoryAnswer, depth: number): string {
  const { nodes } = answer
  const reasons = nodes.filter(({ relation }) => relation === 'reason' || relation === 'cause_of_reason')
  const story = nodes.filter((node) => !reasons.includes(node))
  const leftOut = leftOutLines(answer, depth)
  const parts = [
    ...(reasons.length > 0 ? ['From other stories, the reasons:', ...reasons.map(nodeLine), ''] : []),
    ...(reasons.length > 0 ? ['Its own story:'] : []),
    ...story.map(nodeLine),
    ...(leftOut.length > 0 ? ['', ...leftOut] : []),
  ]
  return parts.join('\n')
}

function nodeLine({ occurred_at: time, business_date: date, depth, type, summary, relation }: StoryNode): string {
  const says = summary === '' ? type : `${type}: ${summary}`
  return `${time}  ${date}  ${'  '.repeat(depth)}${says}${MARKS[relation] ?? ''}`
}
