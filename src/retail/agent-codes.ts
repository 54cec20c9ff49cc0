/**
 * Codes of the agents: part of every entity's key, so of the order of simultaneous events and of all luck. Never reuse or
 * change one. Commands come first, then days, so that at midnight a day has ended before anything happens in the next.
 */
export const COMMANDS = 0
export const STORE_DAYS = 1
export const DC_DAYS = 2
export const REPLENISHMENT = 3
export const VISITS = 5
export const INVENTORY = 6
export const CAMPAIGNS = 7
export const IMPRESSIONS = 8
export const WEB_SHOP = 9
export const ONLINE_ORDERS = 10
export const PROMOTIONS = 11
export const PRICES = 12
export const RETURNS = 13
export const DISRUPTIONS = 14
export const TRUCKS = 15

/** Limits of what entity numbers are packed from: store, DC and supplier ids, and business days since 1970 (to 2149). */
export const STORES = 2 ** 11
export const DCS = 2 ** 10
export const SUPPLIERS = 2 ** 13
export const DAYS = 2 ** 16
