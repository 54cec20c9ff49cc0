/** The server that EVENTSTORE_TEST_URL names: what is tested with the endpoint of the tests is tested with it as well. */
export const TEST_SERVER: string | undefined = process.env.EVENTSTORE_TEST_URL

/** Says which servers a suite uses. */
export function tellServers(suite: string): void {
  const also =
    TEST_SERVER === undefined ? '; set EVENTSTORE_TEST_URL to run it against a server' : ' and EVENTSTORE_TEST_URL'
  console.info(`${suite}: runs against the endpoint of the tests${also}`)
}

/** The same server by way of a port of 127.0.0.1. */
export function byWayOf(url: string, port: number): string {
  return url.replace(/^(\w+:\/\/(?:[^@/]*@)?)[^/?]*/, `$1127.0.0.1:${port}`)
}

/** The port of a server on this machine. */
export function portOf(url: string): number {
  return Number(/:(\d+)(?:[/?]|$)/.exec(url)?.[1] ?? 2113)
}
