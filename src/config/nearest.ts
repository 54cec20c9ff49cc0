/** Edits (insert, delete, replace a character) that turn one word into the other. */
export function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const replace = (previous[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      row.push(Math.min(replace, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    previous = row
  }
  return previous[to.length] ?? 0
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

/** How unlike a path is: by the whole of it, or by its last name alone when the section is wrong. */
function unlikeness(given: string, known: string): number {
  const whole = editDistance(given, known)
  const name = lastName(given)
  const knownName = lastName(known)
  const contains = name.length >= 4 && knownName.includes(name) ? 1.5 : Infinity
  return Math.min(whole, editDistance(name, knownName) + 0.5, contains)
}

/** The known name nearest to the given one, or undefined when none resembles it. */
export function nearestName(given: string, known: Iterable<string>): string | undefined {
  const lower = given.toLowerCase()
  let best: string | undefined
  let least = Math.max(2.6, lastName(lower).length / 2)
  for (const name of known) {
    const score = unlikeness(lower, name.toLowerCase())
    if (score < least) {
      least = score
      best = name
    }
  }
  return best
}

/** A sentence that names the nearest known name, or nothing. */
export function didYouMean(given: string, known: Iterable<string>): string {
  const name = nearestName(given, known)
  return name === undefined ? '' : `; did you mean ${name}?`
}
