import type { Company } from './company.ts'
import type { EventsByType, EventType } from './events.ts'
import type { World } from './world.ts'

/** How one event type changes the world. */
export type Fold<Type extends EventType> = (world: World, event: EventsByType[Type], company: Company) => void

/** The changes that a slice of the company knows. */
export type Folds = { readonly [Type in EventType]?: Fold<Type> }
