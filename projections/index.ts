import type { Projection } from '../src/projection/projection.ts'
import { dimCampaigns } from './dim-campaigns.ts'
import { factBlePings } from './fact-ble-pings.ts'
import { factCommands } from './fact-commands.ts'
import { factCustomerSessions } from './fact-customer-sessions.ts'
import { factCustomerZoneChanges } from './fact-customer-zone-changes.ts'
import { factDcDays } from './fact-dc-days.ts'
import { factDcInventoryTxn } from './fact-dc-inventory-txn.ts'
import { factDisruptions } from './fact-disruptions.ts'
import { factFootTraffic } from './fact-foot-traffic.ts'
import { factOnlineOrderHeaders } from './fact-online-order-headers.ts'
import { factOnlineOrderLines } from './fact-online-order-lines.ts'
import { factMarketing } from './fact-marketing.ts'
import { factMarketingAttribution } from './fact-marketing-attribution.ts'
import { factPayments } from './fact-payments.ts'
import { factPriceChanges } from './fact-price-changes.ts'
import { factPromoLines } from './fact-promo-lines.ts'
import { factPromotionWindows } from './fact-promotion-windows.ts'
import { factPromotions } from './fact-promotions.ts'
import { factReceiptLines } from './fact-receipt-lines.ts'
import { factReceipts } from './fact-receipts.ts'
import { factReorders } from './fact-reorders.ts'
import { factStockouts } from './fact-stockouts.ts'
import { factStoreDays } from './fact-store-days.ts'
import { factStoreInventoryTxn } from './fact-store-inventory-txn.ts'
import { factStoreOps } from './fact-store-ops.ts'
import { factTruckInventory } from './fact-truck-inventory.ts'
import { factTruckMoves } from './fact-truck-moves.ts'

/** Every table that is made from events, in the order of the catalogue: tables come after those that they refer to. */
export const projections: readonly Projection[] = [
  factReceipts,
  factReceiptLines,
  factPayments,
  factStoreInventoryTxn,
  factDcInventoryTxn,
  factTruckMoves,
  factTruckInventory,
  factFootTraffic,
  factBlePings,
  factCustomerZoneChanges,
  factCustomerSessions,
  factStoreOps,
  factStockouts,
  factReorders,
  dimCampaigns,
  factMarketing,
  factMarketingAttribution,
  factStoreDays,
  factDcDays,
  factOnlineOrderHeaders,
  factOnlineOrderLines,
  factDisruptions,
  factCommands,
  factPromotions,
  factPromoLines,
  factPromotionWindows,
  factPriceChanges,
]
