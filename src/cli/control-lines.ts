import { createInterface } from 'node:readline'

/** What came of a line of standard input. */
export interface LineAnswer {
  readonly done: boolean
  readonly text: string
  /** What the line began with after `@`, so that answers find whoever asks. */
  readonly ref?: string
}

/** Carries out lines of standard input until disposed of; each may begin with `@REF`, which its answer repeats. */
export function listenForLines<Answer extends LineAnswer>(
  stdin: NodeJS.ReadStream,
  carryOut: (line: string) => Promise<Answer>,
  tell: (answer: Answer) => void,
): Disposable {
  const lines = createInterface({ input: stdin })
  lines.on('line', (line) => {
    const [, ref, text = ''] = /^\s*(?:@(\S+)\s+)?(.*?)\s*$/.exec(line) ?? []
    if (text === '') return
    const answering = carryOut(text).then((answer) => tell(ref === undefined ? answer : { ...answer, ref }))
    // What fails so ends the command, which says why.
    answering.catch(() => undefined)
  })
  return {
    [Symbol.dispose]() {
      lines.close()
      stdin.pause()
    },
  }
}
