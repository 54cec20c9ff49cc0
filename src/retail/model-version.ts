/**
 * Version of the model: raise it with every change after which the same seed gives other events. A log is only continued by
 * the version that began it.
 */
export const MODEL_VERSION = 3
