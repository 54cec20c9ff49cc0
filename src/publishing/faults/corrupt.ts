import type { Envelope } from '../wire/envelope.ts'
import type { Corruption } from './fault-plan.ts'

interface Told {
  payload: Record<string, unknown>
  ingest_timestamp: string
}

/** A corrupt envelope, and the field of the payload that was touched. */
export interface Corrupted {
  readonly envelope: Envelope
  readonly field: string | undefined
}

/** Makes an envelope wrong in a way that the schema of its type does not allow. Its id, type and partition stay right. */
export function corrupted(envelope: Envelope, { how, choice }: Corruption): Corrupted {
  const told = JSON.parse(envelope.json) as Told
  const fields = Object.keys(told.payload)
  const field = fields[Math.floor(choice * fields.length)]
  switch (how) {
    case 'missing_field':
      delete told.payload[field]
      break
    case 'renamed_field':
      told.payload[`${field}_`] = told.payload[field]
      delete told.payload[field]
      break
    case 'wrong_type':
      told.payload[field] = { value: told.payload[field] }
      break
    case 'bad_timestamp':
      told.ingest_timestamp = told.ingest_timestamp.replace('T', ' at ').replace('Z', '')
      break
  }
  return {
    envelope: { ...envelope, json: JSON.stringify(told) },
    field: how === 'bad_timestamp' ? undefined : field,
  }
}
