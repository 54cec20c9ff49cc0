import { type DeniedNames, deniedPart, type NameKind, normaliseName } from '../../src/dictionaries/denied-names.ts'
import { type Draws, drawsFor, wordOf } from '../../src/simulation/random.ts'

/** The lists are made once and edited by nobody: one key for all of them, chosen by no particular reason. */
const KEY = { x: 0x7115, y: 0x57ea }
const MAX_TRIES = 2000
const MAX_LETTERS = 11

/** The draws of one list. */
export function drawsOf(list: string): Draws {
  return drawsFor(KEY, wordOf(list))
}

export function pick<T>(draws: Draws, items: readonly T[]): T {
  return items[draws.below(items.length)]
}

/** How invented words of one sort are built: a syllable, what links it, and an ending. */
export interface Grammar {
  readonly onsets: readonly string[]
  readonly vowels: readonly string[]
  readonly links: readonly string[]
  readonly endings: readonly string[]
}

const words = (text: string): string[] => text.trim().split(/\s+/)

const SOFT_ONSETS = words(`b b br c c cl d d dr f f g h j k k l l m m n n p r r s s st t t tr th v w y z sh`)
const FIRM_ONSETS = words(
  `b b br c c cr d d dr f f fl fr g g gr h h k k l l m m n n p p pr r r s s sl st st t t tr th v w w`,
)
const VOWELS = words('a a e e i o o u')

export const FEMALE: Grammar = {
  onsets: SOFT_ONSETS,
  vowels: words('a e e i o au ae'),
  links: words('l r n m v d s ll rl nn ss nd ld rn st lin ren vel mir sen'),
  endings: words('a ia elle ine is ora anne ette wyn ina essa ira ena eth ynne isa ola'),
}

export const MALE: Grammar = {
  onsets: SOFT_ONSETS,
  vowels: words('a e i o o u ae'),
  links: words('l r n m v d s ld rl nn rv nd th rn st lv br dr rt ck'),
  endings: words('en on ric an us or ard in eth ius ander ek wyn mond as ton ael'),
}

export const SURNAME: Grammar = {
  onsets: FIRM_ONSETS,
  vowels: VOWELS,
  links: words('l r n nd ll rn st ss rl ck nn mb rv lt rd nt th sk ven der lin ter'),
  endings: words('ory erman sley ander ovan wick ard ell ett ison ingham worth low mond ering enby ister aker ow ham'),
}

export const PLACE: Grammar = {
  onsets: FIRM_ONSETS,
  vowels: VOWELS,
  links: words('l r n nd ll rn st ck nn m x ven der lin low mer vel sen ris ran tan den'),
  endings: words(
    'mere well ford stead wick combe bury haven dale field brook ridge moor gate crest vale port holm burn shaw',
  ),
}

export const STREET: Grammar = {
  onsets: FIRM_ONSETS,
  vowels: VOWELS,
  links: words('l r n nd ll rn st ck nn m ven der lin mer vel sen ris ran'),
  endings: words('leigh wood den croft hollow mead over land heath glen ow ander istle ley brook field'),
}

export const BUSINESS: Grammar = {
  onsets: FIRM_ONSETS,
  vowels: VOWELS,
  links: words('l r n nd ll rn st ss rl ck nn x rv lt nt ven der lin vor tal'),
  endings: words('a o is en ow ex ora ent ia ane ona ix ade eon ett ova el ark ory well row ton ley'),
}

/** Four consonants in a row, three vowels, three of a kind, or pairs that nobody can say. */
const UNSPEAKABLE =
  /[^aeiouy]{5}|[^aeiouy]{4}(?:[^aeiou]|$)|[aeiou]{3}|(.)\1\1|wr[^aeio]|[lnr]x|vl|sr|ckk|stst|thth|ii|uu|aa|wu|vu|yi|ssk|llr|nnr|[bcdfgpt]r[aeiou]{1,2}r|[bcfgps]l[aeiou]{1,2}l|r[aeiou]r|l[aeiou]l[aeiou]l|th[^aeiour]|(?:ss|ll|ck|nn)[^aeiou]{2}|w[aeiou]?$(?<!low|row|now|tow|how|sow|vow|mow)/
const RUDE =
  /fuck|shit|cunt|[ck][aou]ck|f[aeiou]c?k|d[iou]ck|p[eiu]ck|s[aou]ck|s[eu]x|t[iu]t|arse|ass(?:$|[eh])|nazi|rape|slut|slum|whore|piss|pus|cum|fag|n[ei]g|anus|penis|porn|turd|crap|jew|spic|coon|dyke|homo|slave|dead|kill|hate|damn|hitl|satan|devil|butt|poo|wank|twat|prick|bastard|tard|moron|moran|idiot|gook|paki|muff|slag|tosser|fart|fuss|snot|vomit|puke|scum|death|grave|corpse|tumor|cancer|prison|fester|stink|stunn|dung|pung|lick|suck|trump|jesus|zesus/

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function compose(draws: Draws, grammar: Grammar): string {
  const { onsets, vowels, links, endings } = grammar
  return [onsets, vowels, links, endings].map((parts) => pick(draws, parts)).join('')
}

/** Whether a list has the word, or the locale data would build it: a person's name with a city's ending. */
function denied(word: string, lists: DeniedNames, citySuffixes: readonly string[]): boolean {
  const kinds: readonly NameKind[] = ['person', 'city', 'street', 'brand']
  if (lists.word.has(word) || kinds.some((kind) => deniedPart(kind, word, lists) !== undefined)) return true
  return citySuffixes.some((suffix) => word.endsWith(suffix) && lists.person.has(word.slice(0, -suffix.length)))
}

/** What invents words: speakable, on no list, and new over all lists, so that none stands for two things. */
export function inventor(
  lists: DeniedNames,
  citySuffixes: readonly string[],
): (draws: Draws, grammar: Grammar) => string {
  const suffixes = citySuffixes.map(normaliseName).filter((suffix) => suffix.length > 1)
  const taken = new Set<string>()
  return (draws, grammar) => {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const word = compose(draws, grammar)
      if (word.length > MAX_LETTERS || taken.has(word) || UNSPEAKABLE.test(word) || RUDE.test(word)) continue
      if (denied(word, lists, suffixes)) continue
      taken.add(word)
      return capital(word)
    }
    throw new Error(`no new word in ${MAX_TRIES} tries: give the grammar more syllables`)
  }
}
