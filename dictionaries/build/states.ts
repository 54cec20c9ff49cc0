/** What the build knows about a state: real codes, populations (2020 census, rounded), zones and tax rates. */
export interface State {
  readonly code: string
  readonly region: string
  readonly millions: number
  /** The main zone first; the last tenth of the districts lies in the second one. */
  readonly zones: readonly string[]
  /** The state's sales tax, and the least and most that counties and cities together add, in basis points. */
  readonly taxBps: number
  readonly localBps: readonly [number, number]
  readonly districtWord: string
}

const EAST = 'America/New_York'
const CENTRAL = 'America/Chicago'
const MOUNTAIN = 'America/Denver'
const PACIFIC = 'America/Los_Angeles'

const DISTRICT_WORDS: Readonly<Record<string, string>> = { LA: 'Parish', AK: 'Borough', DC: 'Ward' }

/** In the order of the real ZIP codes, so that invented ones rise from the north-east to the west as those do. */
const TABLE = `
MA Northeast 7.0 625 0 0
RI Northeast 1.1 700 0 0
NH Northeast 1.4 0 0 0
ME Northeast 1.4 550 0 0
VT Northeast 0.6 600 0 100
CT Northeast 3.6 635 0 0
NJ Northeast 9.3 660 0 0
NY Northeast 20.2 400 300 490
PA Northeast 13.0 600 0 200
DE Northeast 1.0 0 0 0
DC Northeast 0.7 600 0 0
MD Northeast 6.2 600 0 0
VA Southeast 8.6 430 100 270
WV Southeast 1.8 600 0 100
NC Southeast 10.4 475 200 275
SC Southeast 5.1 600 100 300
GA Southeast 10.7 400 300 500
FL Southeast 21.5 600 50 200
AL Southeast 5.0 400 200 700
TN Southeast 6.9 700 150 275
MS Southeast 3.0 700 0 100
KY Southeast 4.5 600 0 0
OH Midwest 11.8 575 75 225
IN Midwest 6.8 700 0 0
MI Midwest 10.1 600 0 0
IA Midwest 3.2 600 0 100
WI Midwest 5.9 500 50 100
MN Midwest 5.7 688 0 200
SD Midwest 0.9 420 100 200
ND Midwest 0.8 500 100 300
MT West 1.1 0 0 0
IL Midwest 12.8 625 100 475
MO Midwest 6.2 423 200 575
KS Midwest 2.9 650 100 400
NE Midwest 2.0 550 50 200
LA Southeast 4.7 445 350 700
AR Southeast 3.0 650 200 450
OK Southwest 4.0 450 300 600
TX Southwest 29.1 625 100 200
CO West 5.8 290 250 600
WY West 0.6 400 100 200
ID West 1.8 600 0 0
UT West 3.3 485 145 300
AZ Southwest 7.2 560 100 550
NM Southwest 2.1 488 100 400
NV West 3.1 685 0 150
CA West 39.5 725 0 325
HI West 1.5 400 0 50
OR West 4.2 0 0 0
WA West 7.7 650 120 390
AK West 0.7 0 0 500
`

const ZONES: Readonly<Record<string, readonly string[]>> = {
  AL: [CENTRAL],
  AK: ['America/Anchorage'],
  AR: [CENTRAL],
  AZ: ['America/Phoenix'],
  CA: [PACIFIC],
  CO: [MOUNTAIN],
  FL: [EAST, CENTRAL],
  HI: ['Pacific/Honolulu'],
  IA: [CENTRAL],
  ID: ['America/Boise', PACIFIC],
  IL: [CENTRAL],
  IN: ['America/Indiana/Indianapolis', CENTRAL],
  KS: [CENTRAL, MOUNTAIN],
  KY: [EAST, CENTRAL],
  LA: [CENTRAL],
  MI: ['America/Detroit', 'America/Menominee'],
  MN: [CENTRAL],
  MO: [CENTRAL],
  MS: [CENTRAL],
  MT: [MOUNTAIN],
  ND: [CENTRAL, MOUNTAIN],
  NE: [CENTRAL, MOUNTAIN],
  NM: [MOUNTAIN],
  NV: [PACIFIC],
  OK: [CENTRAL],
  OR: [PACIFIC, 'America/Boise'],
  SD: [CENTRAL, MOUNTAIN],
  TN: [CENTRAL, EAST],
  TX: [CENTRAL, MOUNTAIN],
  UT: [MOUNTAIN],
  WA: [PACIFIC],
  WI: [CENTRAL],
  WY: [MOUNTAIN],
}

/** The fifty states and DC. Tax rates are plausible, not current law. */
export const STATES: readonly State[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [code = '', region = '', millions, taxBps, low, high] = line.split(' ')
    return {
      code,
      region,
      millions: Number(millions),
      zones: ZONES[code] ?? [EAST],
      taxBps: Number(taxBps),
      localBps: [Number(low), Number(high)],
      districtWord: DISTRICT_WORDS[code] ?? 'County',
    }
  })

/** Three-digit ZIP prefixes that no place has: the postal service's prefix lists leave them out or mark them unused. */
export const UNASSIGNED_ZIP_PREFIXES: readonly string[] = `
001 002 003 004 213 269 343 345 348 353 419 428 429
517 518 519 529 533 536 552 568 578 579 589 621 632 642 643
663 682 694 695 696 697 698 699 702 709 715 732 742 817 818 819
848 849 854 858 861 862 866 867 868 869 876 886 887 888 892 896
899 909 929 987`
  .trim()
  .split(/\s+/)
