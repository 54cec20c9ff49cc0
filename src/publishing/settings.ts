import type { Config } from '../config/schema.ts'
import type { PublisherSettings } from './publisher.ts'

/** The keys of `realtime` as a publisher takes them. */
export function publisherSettings(
  { realtime }: Pick<Config, 'realtime'>,
  /** Whether somebody has set a key. */
  isSet: (key: string) => boolean,
): PublisherSettings {
  const capped = isSet('realtime.emit_interval_ms') || isSet('realtime.burst')
  return {
    batch: { maxSize: realtime.max_batch_size, timeoutMs: realtime.batch_timeout_ms },
    maxWaiting: realtime.max_buffer_size,
    retry: { attempts: realtime.retry_attempts, multiplier: realtime.backoff_multiplier },
    breaker: realtime.circuit_breaker_enabled
      ? {
          failures: realtime.circuit_breaker_failure_threshold,
          recoveryMs: realtime.circuit_breaker_recovery_timeout * 1000,
        }
      : undefined,
    cap: capped ? { burst: realtime.burst, intervalMs: realtime.emit_interval_ms } : undefined,
    monitoringMs: realtime.monitoring_interval * 1000,
    keepsDeadLetters: realtime.enable_dead_letter_queue,
  }
}
