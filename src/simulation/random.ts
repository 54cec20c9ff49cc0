/**
 * Keyed draws: every draw is a pure function of (seed, entity, purpose, counter). There is no generator to share and no
 * state to save. The mixer is a two-round integer hash (multiply, xor-shift), exact on every JavaScript engine.
 */

/** Two 32-bit words, signed. */
export interface DrawKey {
  readonly x: number
  readonly y: number
}

const GOLDEN = 0x9e3779b9 | 0
const TWO_POW_MINUS_32 = 2 ** -32
const TWO_POW_MINUS_53 = 2 ** -53

function mix(value: number): number {
  let h = value
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97)
  return h ^ (h >>> 15)
}

/** A key that takes in words one after the other, for places where a new object per word would cost too much. */
export class KeyBuilder implements DrawKey {
  x = 0
  y = 0

  /** Starts over from `key`. */
  from(key: DrawKey): this {
    this.x = key.x
    this.y = key.y
    return this
  }

  /** Takes in a 32-bit word: a different word gives an unrelated key. */
  add(word: number): this {
    const x = mix(this.x + Math.imul(word, GOLDEN))
    this.x = mix(x ^ this.y)
    this.y = mix(this.y + x + 0x5bd1e995)
    return this
  }

  /** Takes in a safe integer, such as an entity or an instant. */
  addWide(value: number): this {
    return this.add(Math.floor(value / 4294967296) | 0).add(value | 0)
  }

  /** A copy that stays as it is. */
  toKey(): DrawKey {
    return { x: this.x, y: this.y }
  }
}

/** The key of `word` under `key`. */
export function deriveKey(key: DrawKey, word: number): DrawKey {
  return new KeyBuilder().from(key).add(word).toKey()
}

/** The key of a safe integer, such as an entity or an instant, under `key`. */
export function deriveKeyWide(key: DrawKey, value: number): DrawKey {
  return new KeyBuilder().from(key).addWide(value).toKey()
}

/** A stable 32-bit number for a name (FNV-1a, mixed): turns purposes and texts into key words. */
export function wordOf(name: string): number {
  let h = 0x811c9dc5 | 0
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193)
  return mix(h)
}

/** The `counter`-th 32-bit word of a key, signed. */
export function wordAt(key: DrawKey, counter: number): number {
  return mix(mix(key.x + Math.imul(counter + 1, GOLDEN)) ^ key.y)
}

/** A random stream: the draws of one key, in order. Cheap to make, meant to be used up at once and never stored. */
export class Draws {
  #x: number
  #y: number
  #counter = 0

  constructor(key: DrawKey) {
    this.#x = key.x
    this.#y = key.y
  }

  /** 32 random bits, signed. */
  word(): number {
    this.#counter = (this.#counter + 1) | 0
    return mix(mix(this.#x + Math.imul(this.#counter, GOLDEN)) ^ this.#y)
  }

  /** Uniform in [0, 1), 32 bits fine. */
  unit(): number {
    return (this.word() >>> 0) * TWO_POW_MINUS_32
  }

  /** Uniform in [0, 1), 53 bits fine. */
  unit53(): number {
    return ((this.word() >>> 5) * 67108864 + (this.word() >>> 6)) * TWO_POW_MINUS_53
  }

  /** Uniform whole number in [0, limit), for limits up to 2^32. */
  below(limit: number): number {
    return Math.floor(this.unit() * limit)
  }

  /** Uniform whole number in [low, high], both ends included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1))
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.unit() < probability
  }
}

/** The draws of `key` for one purpose; `sub` tells apart what the purpose is drawn for. */
export function drawsFor(key: DrawKey, purpose: number, sub = 0): Draws {
  return new Draws(new KeyBuilder().from(key).add(purpose).add(sub))
}
