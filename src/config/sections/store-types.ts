import { z } from 'zod'
import { section, table } from '../leaf.ts'

/** What kinds of stores the company has; their figures stand in the dictionaries. */
export const storeTypes = section(
  {
    company: z.enum(['supercenter', 'grocery', 'hardware', 'luxury', 'mixed']).default('supercenter').meta({
      description: 'Kind of the stores; with mixed, every region (a DC and its stores) has a kind of its own',
    }),
    mix: table(
      { supercenter: 0.4, grocery: 0.3, hardware: 0.2, luxury: 0.1 },
      [0, 100],
      'weight of this kind when a region draws its kind in a mixed company',
    ),
  },
  'What kinds of stores the company has',
)
