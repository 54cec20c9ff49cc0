import { z } from 'zod'
import { decimal, optionalText, section, text, toggle, whole } from '../leaf.ts'

/** A complete Event Hubs connection string, or a fully qualified namespace for Entra ID. */
const EVENT_HUBS =
  /^(?=.*SharedAccessKeyName=[^;]+)(?=.*SharedAccessKey=[^;]+)Endpoint=sb:\/\/[^;/]+\/?;.*$|^[\w-]+(\.[\w-]+)*\.servicebus\.[\w.]+$/

/** How events are sent while they happen. */
export const realtime = section(
  {
    emit_interval_ms: whole(500, [1, 3_600_000], 'Milliseconds between two bursts; caps the rate only when set'),
    burst: whole(100, [1, 100_000], 'Most events per burst; caps the rate only when set'),
    max_batch_size: whole(256, [1, 10_000], 'Most events in one batch to the sink'),
    batch_timeout_ms: whole(1000, [1, 600_000], 'Milliseconds after which a batch is sent though it is not full'),
    max_buffer_size: whole(10_000, [1, 1_000_000], 'Most events held in memory on their way to the sink'),
    max_lag_events: z.int().min(1).max(1_000_000_000).nullable().default(10_000).meta({
      description: 'Events that the publisher may be behind before the live simulation waits for it; null for never',
    }),
    duration_minutes: z.number().min(0.01).max(5_256_000).nullable().default(null).meta({
      description: 'Minutes after which publishing ends by itself; null for never',
    }),
    monitoring_interval: whole(30, [1, 3600], 'Seconds between two health checks of the sink'),
    ...resilience(),
    ...credentials(),
  },
  'How events are sent while they happen',
)

function resilience() {
  return {
    retry_attempts: whole(3, [0, 100], 'How often a batch is sent again after a transient error'),
    backoff_multiplier: decimal(2, [1, 10], 'Factor by which the wait grows from one retry to the next'),
    circuit_breaker_enabled: toggle(true, 'Whether sending pauses after repeated failures'),
    circuit_breaker_failure_threshold: whole(5, [1, 1000], 'Failures in a row that open the circuit breaker'),
    circuit_breaker_recovery_timeout: whole(60, [1, 86_400], 'Seconds until an open circuit breaker tries one batch'),
    enable_dead_letter_queue: toggle(true, 'Whether events that can never be sent are kept with the reason'),
  }
}

function credentials() {
  return {
    use_keyvault: toggle(false, 'Whether the connection string is read from Azure Key Vault'),
    keyvault_url: optionalText(/^https:\/\/\S+$/, 'Address of the Key Vault', {
      allowed: 'an address that begins with https://, or null',
    }),
    keyvault_secret_name: text('eventhub-connection-string', "Name of the Key Vault's secret"),
    azure_connection_string: optionalText(
      EVENT_HUBS,
      'Event Hubs connection string, or a fully qualified namespace for Entra ID; better in AZURE_EVENTHUB_CONNECTION_STRING',
      {
        allowed:
          'Endpoint=sb://HOST/;SharedAccessKeyName=NAME;SharedAccessKey=KEY;EntityPath=HUB (without EntityPath, the hub is stream.hub), or a host such as NAME.servicebus.windows.net, or null',
        secret: true,
      },
    ),
    endpoint_address: optionalText(
      /^https:\/\/[^\s/]+\/?$/,
      'Address of Event Hubs to dial in place of the namespace, such as that of a private endpoint',
      { allowed: 'https://HOST or https://HOST:PORT, or null' },
    ),
  }
}
