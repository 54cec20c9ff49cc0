import { createHmac, timingSafeEqual } from 'node:crypto'

/** Who may do what. */
export interface SharedKey {
  readonly keyName: string
  readonly key: string
}

/** What is wrong with a token for an audience; undefined when nothing is. */
export function tokenProblem(token: string, audience: string, { keyName, key }: SharedKey): string | undefined {
  const fields = new Map(
    token
      .replace(/^SharedAccessSignature /, '')
      .split('&')
      .map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)]),
  )
  const [resource = '', signature = '', expiry = ''] = ['sr', 'sig', 'se'].map((name) => fields.get(name))
  if (decodeURIComponent(fields.get('skn') ?? '') !== keyName) return `no such key: ${fields.get('skn')}`
  if (Number(expiry) * 1000 < Date.now()) return 'the token has expired'
  if (!audience.startsWith(decodeURIComponent(resource))) return `the token is for ${decodeURIComponent(resource)}`
  const expected = createHmac('sha256', key).update(`${resource}\n${expiry}`).digest()
  const given = Buffer.from(decodeURIComponent(signature), 'base64')
  const isRight = given.length === expected.length && timingSafeEqual(given, expected)
  return isRight ? undefined : 'the signature is wrong'
}
