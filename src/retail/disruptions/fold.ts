import { causeOf } from '../../simulation/domain-event.ts'
import type { Folds } from '../fold.ts'

export const foldDisruptions: Folds = {
  disruption_started(world, event) {
    const { disruption_id: id, type, dc_id, target_type: targetType, target_id: targetId, severity, cause } = event.data
    const started = { startedAt: event.occurredAt, origin: cause, cause: causeOf(event) }
    world.disruptions[dc_id].push({ id, type, targetType, targetId, severity, ...started })
  },

  disruption_ended(world, { data }) {
    const active = world.disruptions[data.dc_id]
    const place = active.findIndex(({ id }) => id === data.disruption_id)
    if (place >= 0) active.splice(place, 1)
  },
}
