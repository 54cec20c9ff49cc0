/** What may stand between statements and hide a semicolon: texts, quoted names, comments, dollar-quoted texts. */
const PIECES =
  /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|--[^\n]*(?:\n|$)|\/\*[^]*?(?:\*\/|$)|\$(\w*)\$[^]*?(?:\$\1\$|$)|;/g
const CLOSED = /^(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*\n?|\/\*[^]*\*\/|\$(\w*)\$[^]*\$\1\$|;)$/

/** Whether the text ends with a semicolon that ends a statement. */
export function isComplete(text: string): boolean {
  let end = -1
  for (const match of text.matchAll(PIECES)) {
    const [piece] = match
    if (!CLOSED.test(piece)) return false
    if (piece === ';') end = match.index
  }
  return (
    end >= 0 &&
    text
      .slice(end + 1)
      .replaceAll(/--[^\n]*|\/\*[^]*?\*\//g, '')
      .trim() === ''
  )
}
