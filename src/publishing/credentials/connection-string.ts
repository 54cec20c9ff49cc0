/** What a connection string says, without its key. */
export interface ConnectionFacts {
  readonly kind: 'event-hubs' | 'fabric' | 'emulator'
  /** Host, with the port where it is not the usual one. */
  readonly namespace: string
  readonly keyName: string
  /** The hub that the string names. */
  readonly entityPath: string | undefined
}

/** A connection string that cannot be one; the message has a line for each thing that is wrong and never shows the key. */
export class BadConnectionString extends Error {
  override readonly name = 'BadConnectionString'
}

const FIELDS = ['Endpoint', 'SharedAccessKeyName', 'SharedAccessKey', 'EntityPath', 'UseDevelopmentEmulator']
const SHORTEST_KEY = 20

/**
 * Understands the connection string of Event Hubs, of a Fabric Eventstream's custom endpoint or of the emulator.
 * @throws BadConnectionString that lists everything that is wrong.
 */
export function parseConnectionString(text: string): ConnectionFacts {
  const fields = fieldsOf(text)
  const problems = [...problemsOf(fields), ...(/\s/.test(text) ? ['it has spaces or line breaks: copy it again'] : [])]
  if (problems.length > 0)
    throw new BadConnectionString(problems.map((problem) => `connection string: ${problem}`).join('\n'))
  const value = (name: string) => fields.get(name) ?? ''
  const { host, port } = new URL(asHttp(value('Endpoint')))
  return {
    kind: kindOf(fields, host),
    namespace: port === '' ? host : `${host.replace(/:\d+$/, '')}:${port}`,
    keyName: value('SharedAccessKeyName'),
    entityPath: fields.get('EntityPath'),
  }
}

function fieldsOf(text: string): ReadonlyMap<string, string> {
  const parts = text.split(';').filter((part) => part.trim() !== '')
  return new Map(
    parts.map((part) => {
      const name = part.includes('=') ? part.slice(0, part.indexOf('=')).trim() : part.trim()
      const known = FIELDS.find((field) => field.toLowerCase() === name.toLowerCase())
      return [known ?? name, part.includes('=') ? part.slice(part.indexOf('=') + 1).trim() : '']
    }),
  )
}

function problemsOf(fields: ReadonlyMap<string, string>): string[] {
  const problems: string[] = []
  const endpoint = fields.get('Endpoint')
  if (endpoint === undefined) problems.push('Endpoint is missing, allowed: Endpoint=sb://NAME.servicebus.windows.net/')
  else if (!/^sb:\/\/[^\s/:,]+(:\d{1,5})?\/?$/i.test(endpoint) || !URL.canParse(asHttp(endpoint))) {
    problems.push(`Endpoint: got ${addressIn(endpoint)}, allowed: sb://NAME.servicebus.windows.net/`)
  }
  if ((fields.get('SharedAccessKeyName') ?? '') === '') problems.push('SharedAccessKeyName is missing or empty')
  const key = fields.get('SharedAccessKey') ?? ''
  const isEmulator = isTrue(fields.get('UseDevelopmentEmulator'))
  if (key === '') problems.push('SharedAccessKey is missing or empty')
  else if (!isEmulator && key.length < SHORTEST_KEY) {
    problems.push(`SharedAccessKey has ${key.length} characters, which is too short: was it cut off?`)
  }
  const isFabric = /^sb:\/\/eventstream-/i.test(endpoint ?? '')
  if (isFabric && !fields.get('EntityPath'))
    problems.push('EntityPath is missing, which strings of Fabric have: es_...')
  if (fields.get('EntityPath') === '') problems.push('EntityPath is empty')
  for (const [index, name] of [...fields.keys()].entries()) {
    if (!FIELDS.includes(name)) problems.push(`part ${index + 1} has no known name, allowed: ${FIELDS.join(', ')}`)
  }
  return problems
}

function asHttp(endpoint: string): string {
  return endpoint.replace(/^sb:/i, 'http:')
}

/** What of a text is surely an address: the rest may be a key that came in behind a wrong separator. */
function addressIn(text: string): string {
  return /^[a-z]+:\/\/[\w.-]+/i.exec(text)?.[0] ?? 'no address'
}

/** Two of its three signs make it a string of Fabric. */
function kindOf(fields: ReadonlyMap<string, string>, host: string): ConnectionFacts['kind'] {
  if (isTrue(fields.get('UseDevelopmentEmulator'))) return 'emulator'
  const signs = [
    fields.get('EntityPath')?.startsWith('es_'),
    fields.get('SharedAccessKeyName')?.startsWith('key_'),
    host.startsWith('eventstream-'),
  ]
  return signs.filter(Boolean).length >= 2 ? 'fabric' : 'event-hubs'
}

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true'
}
