import { changeSpeed, toggle } from './simulation.ts'
import { go, VIEWS } from './route.ts'
import { tell } from './toasts.ts'

const HELP =
  'Keys: space pauses and resumes · + and − change the speed · 1 to 7 switch views · / searches · ? lists keys'

/** Keys that work everywhere but in fields. Returns what ends it. */
export function listenForKeys(): () => void {
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}

function onKey(event: KeyboardEvent): void {
  const { target, key } = event
  const name = target instanceof HTMLElement ? target.tagName : ''
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(name)) return
  // Space and the like press what has the focus.
  const isPressed = /^(BUTTON|A|SUMMARY)$/.test(name) || (target instanceof Element && target.matches('[tabindex="0"]'))
  if (event.repeat || (isPressed && !/^[1-7?/]$/.test(key))) return
  if (act(key)) event.preventDefault()
}

function act(key: string): boolean {
  const view = /^[1-7]$/.test(key) ? VIEWS[Number(key) - 1] : undefined
  if (view !== undefined) go(view)
  else if (key === ' ') toggle()
  else if (key === '+' || key === '=') changeSpeed(1)
  else if (key === '-') changeSpeed(-1)
  else if (key === '/') document.querySelector<HTMLInputElement>('input[type=search]')?.focus()
  else if (key === '?') tell(HELP)
  else return false
  return true
}
