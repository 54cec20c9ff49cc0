/** The database cannot be reached or used now; the message says what to do and never holds a password. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
}

/** The connection string without its password, fit for messages. Where it is malformed, more than the password may be hidden, never less. */
export function redactDatabaseUrl(url: string): string {
  return url
    .replace(/^([^:]*:\/\/[^:/?#@]*):.*@/s, '$1:***@')
    .replace(/([?&](?:password|sslpassword)=)[^&\s]*/gi, '$1***')
}
