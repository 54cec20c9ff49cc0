import { z } from 'zod'
import { idempotencyKey } from '../config/scenario/request.ts'

/** The header that names a request. */
export const IDEMPOTENCY_KEY = 'Idempotency-Key'

const DESCRIPTION =
  'Made up by whoever asks, one per request: asked again with the same body, it does not happen again, and the answer is the first one'

/** Headers of requests that change something for good, and may be asked again when their answer was lost. */
export const repeatable = z.object({ [IDEMPOTENCY_KEY]: idempotencyKey.optional().meta({ description: DESCRIPTION }) })
