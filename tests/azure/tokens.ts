import { createHmac, randomBytes } from 'node:crypto'

const KEY = randomBytes(32)
/** Seconds for which a token holds. */
export const HOLDS_SECONDS = 3600

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const signed = (text: string) => createHmac('sha256', KEY).update(text).digest('base64url')

/** A token as Entra ID issues them, for an audience such as `https://vault.azure.net`. */
export function issueToken(audience: string): string {
  const content = { aud: audience, exp: Math.floor(Date.now() / 1000) + HOLDS_SECONDS }
  const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(content)}`
  return `${text}.${signed(text)}`
}

/** What is wrong with a token that this process should have issued for an audience; undefined when nothing is. */
export function issuedTokenProblem(token: string, audience: string): string | undefined {
  const [header = '', content = '', signature = ''] = token.split('.')
  if (signature !== signed(`${header}.${content}`)) return 'the signature is wrong'
  const { aud, exp } = JSON.parse(Buffer.from(content, 'base64url').toString()) as { aud: string; exp: number }
  if (exp * 1000 < Date.now()) return 'the token has expired'
  return aud === audience ? undefined : `the token is for ${aud}`
}
