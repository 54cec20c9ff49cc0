import { describe, expect, test } from 'vitest'
import { parseConnectionString } from '../../src/publishing/credentials/connection-string.ts'

const KEY = 'S2V5T2ZBVGVzdEluVGlsbHN0cmVhbQ=='
const EVENT_HUBS = `Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=${KEY}`

test.each([
  [
    EVENT_HUBS,
    { kind: 'event-hubs', namespace: 'shop.servicebus.windows.net', keyName: 'send', entityPath: undefined },
  ],
  [`${EVENT_HUBS};EntityPath=sales`, { kind: 'event-hubs', entityPath: 'sales' }],
  [
    `Endpoint=sb://eventstream-1.servicebus.windows.net/;SharedAccessKeyName=key_1;SharedAccessKey=${KEY};EntityPath=es_1`,
    { kind: 'fabric', keyName: 'key_1', entityPath: 'es_1' },
  ],
  [
    `Endpoint=sb://pinned.servicebus.windows.net/;SharedAccessKeyName=key_1;SharedAccessKey=${KEY};EntityPath=es_1`,
    { kind: 'fabric' },
  ],
  [
    'Endpoint=sb://localhost:5672;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;',
    { kind: 'emulator', namespace: 'localhost:5672' },
  ],
])('%s is understood', (text, facts) => {
  expect(parseConnectionString(text)).toMatchObject(facts)
})

describe('what is wrong is told precisely, all of it, and without the key', () => {
  test.each([
    ['', ['Endpoint is missing', 'SharedAccessKeyName is missing', 'SharedAccessKey is missing']],
    [
      EVENT_HUBS.replace('sb://', 'https://'),
      ['Endpoint: got https://shop.servicebus.windows.net, allowed: sb://NAME'],
    ],
    [
      EVENT_HUBS.replace('Endpoint=', 'Endpont='),
      ['Endpoint is missing', 'part 1 has no known name, allowed: Endpoint'],
    ],
    [
      KEY,
      [
        'Endpoint is missing',
        'SharedAccessKeyName is missing',
        'SharedAccessKey is missing',
        'part 1 has no known name, allowed: Endpoint',
      ],
    ],
    [EVENT_HUBS.replace('SharedAccessKey=', ''), ['SharedAccessKey is missing', 'part 3 has no known name']],
    [
      EVENT_HUBS.replaceAll(';', ','),
      ['Endpoint: got sb://shop.servicebus.windows.net, allowed', 'SharedAccessKeyName is', 'SharedAccessKey is'],
    ],
    [
      `Endpoint=${KEY};SharedAccessKeyName=send;SharedAccessKey=${KEY}`,
      ['Endpoint: got no address, allowed: sb://NAME'],
    ],
    [
      EVENT_HUBS.replace('.net/', '.net:99999/'),
      ['Endpoint: got sb://shop.servicebus.windows.net, allowed: sb://NAME'],
    ],
    [EVENT_HUBS.replace('shop.', '['), ['Endpoint: got no address, allowed: sb://NAME']],
    [EVENT_HUBS.replace(KEY, 'abc'), ['SharedAccessKey has 3 characters, which is too short: was it cut off?']],
    [EVENT_HUBS.replace(KEY, ''), ['SharedAccessKey is missing or empty']],
    [EVENT_HUBS.replace('send', ''), ['SharedAccessKeyName is missing or empty']],
    [`${EVENT_HUBS};EntityPath=`, ['EntityPath is empty']],
    [EVENT_HUBS.replace('shop', 'eventstream-7'), ['EntityPath is missing, which strings of Fabric have: es_...']],
    [EVENT_HUBS.replace(';', ';\n'), ['it has spaces or line breaks: copy it again']],
  ])('%j', (text, problems) => {
    let message = ''
    try {
      parseConnectionString(text)
    } catch (error) {
      message = (error as Error).message
    }
    expect(message.split('\n')).toEqual(
      problems.map((problem) => expect.stringContaining(`connection string: ${problem}`) as string),
    )
    expect(message).not.toContain(KEY.slice(0, 12))
  })
})
