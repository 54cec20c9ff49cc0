import { totalmem } from 'node:os'

const MEBIBYTE = 2 ** 20

/**
 * How the embedded server runs: tuned for loading much and then reading it, with a small footprint, and safe against crashes.
 *
 * `synchronous_commit=off` lets a commit return up to a second before it is on disk. A crash of the machine can then lose the last
 * transactions, always a suffix and each one whole. A projector's checkpoint is in the transaction of its rows, so that the log is read
 * again from exactly there; nothing that is stored here is the only copy. `fsync` and full page writes stay on, so that what survives is consistent.
 */
export function serverSettings(port: number): readonly string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 60,
    shared_buffers: `${Math.max(32, Math.min(256, Math.floor(totalmem() / MEBIBYTE / 16)))}MB`,
    maintenance_work_mem: '128MB',
    work_mem: '16MB',
    huge_pages: 'off',
    // Worker processes for reading ahead would cost memory and gain nothing on a cached database.
    io_method: 'sync',
    jit: 'off',
    synchronous_commit: 'off',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    wal_compression: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // The file tells of starts, stops and failures of the server; a client hears of its own errors itself.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    log_autovacuum_min_duration: -1,
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
