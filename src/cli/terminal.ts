/** Standard error, shared by log lines and one status line that is redrawn in place. */
export interface Terminal {
  readonly isTty: boolean
  readonly columns: number
  /** Writes a line above the status line. */
  readonly line: (text: string) => void
  /** Redraws the status line; an empty text removes it. Nothing happens where lines cannot be redrawn. */
  readonly status: (text: string) => void
}

const CLEAR_LINE = '\r\u001B[2K'
const USUAL_COLUMNS = 80

/** A terminal on a stream. */
export function createTerminal(stream: NodeJS.WriteStream): Terminal {
  const isTty = stream.isTTY
  let status = ''
  return {
    isTty,
    get columns() {
      return stream.columns ?? USUAL_COLUMNS
    },
    line(text) {
      stream.write(status === '' ? `${text}\n` : `${CLEAR_LINE}${text}\n${status}`)
    },
    status(text) {
      if (!isTty || (text === '' && status === '')) return
      status = text.slice(0, (stream.columns ?? USUAL_COLUMNS) - 1)
      stream.write(CLEAR_LINE + status)
    },
  }
}
