/** What the client understands and cannot do harm; it would print addresses with other options, passwords and all. */
const OPTIONS = [
  'tls',
  'tlsCAFile',
  'userCertFile',
  'userKeyFile',
  'connectionName',
  'defaultDeadline',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
  'maxDiscoverAttempts',
]
const ADDRESS =
  /^(?:esdb|kurrentdb)(?:\+discover)?:\/\/(?:[^\s:/?#@]+:[^\s:/?#@]+@)?[^\s/?#@]+\/?(?:\?(?<options>\S*))?$/

/**
 * The address in the form that the client takes. @throws RangeError, which does not repeat the address, for one that is none:
 * in user and password `: / ? # @` are written percent-encoded.
 */
export function checkedAddress(url: string): string {
  const found = ADDRESS.exec(url)
  if (found === null)
    throw new RangeError('not an address; in user and password : / ? # @ are written %3A %2F %3F %23 %40')
  for (const option of (found.groups?.options ?? '').split('&').filter((text) => text !== '')) {
    const [name] = option.split('=')
    if (!OPTIONS.includes(name)) throw new RangeError(`unknown option ${name}, allowed: ${OPTIONS.join(', ')}`)
  }
  return url.replace(/^kurrentdb/, 'esdb')
}
