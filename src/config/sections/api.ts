import { z } from 'zod'
import { optionalText, section, whole } from '../leaf.ts'

/** Where `serve` listens, and who may ask. */
export const api = section(
  {
    host: z
      .string()
      .regex(/^[\w.:-]+$/)
      .max(255)
      .default('127.0.0.1')
      .meta({
        description: 'Address that `serve` listens on; another than this machine alone needs `api.key`',
        allowed: 'an IP address or a name',
      }),
    port: whole(8000, [0, 65_535], 'TCP port of `serve`; 0 takes any free port'),
    key: optionalText(/^\S{16,}$/, 'What requests must bring as X-API-Key; better in TILLSTREAM_API_KEY', {
      allowed: 'text of 16 or more characters without spaces, or null',
      secret: true,
    }),
    allowed_origins: z
      .array(z.string().regex(/^https?:\/\/[^/\s]+$/))
      .max(100)
      .default([])
      .meta({
        description: 'Origins of other pages whose scripts may ask',
        allowed: 'a list of origins such as https://shop.example',
      }),
  },
  'Where `serve` listens, and who may ask',
)
