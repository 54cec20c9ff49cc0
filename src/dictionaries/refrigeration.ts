/** Product categories that are kept cold from the supplier to the shelf, wherever they stand in the department list. */
export const REFRIGERATED_CATEGORIES: ReadonlySet<string> = new Set([
  'Dairy',
  'Meat',
  'Seafood',
  'Produce',
  'Frozen',
  'Baby Food',
])
