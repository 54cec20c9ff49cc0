import { useEffect, useState } from 'preact/hooks'

const NAME = 'tillstream-theme'
type Theme = 'light' | 'dark'

function usual(): Theme {
  const kept = localStorage.getItem(NAME)
  if (kept === 'light' || kept === 'dark') return kept
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

/** Light or dark; as the system is until somebody chooses. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(usual)
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
    dispatchEvent(new Event('theme'))
  }, [theme])
  const other = theme === 'light' ? 'dark' : 'light'
  const choose = () => {
    localStorage.setItem(NAME, other)
    setTheme(other)
  }
  return (
    <button type="button" class="plain" onClick={choose} aria-label={`Switch to ${other}`} title={`Switch to ${other}`}>
      {theme === 'light' ? '☾' : '☀'}
    </button>
  )
}
