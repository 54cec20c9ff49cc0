import type { Projection } from '../src/projection/projection.ts'
import { factBlePings } from './fact-ble-pings.ts'
import { factCustomerSessions } from './fact-customer-sessions.ts'
import { factCustomerZoneChanges } from './fact-customer-zone-changes.ts'
import { factDcDays } from './fact-dc-days.ts'
import { factDcInventoryTxn } from './fact-dc-inventory-txn.ts'
import { factFootTraffic } from './fact-foot-traffic.ts'
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

/** Every fact table, in the order of the catalogue: tables come after those that they refer to. */
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
  factStoreDays,
  factDcDays,
  factPromotions,
  factPromoLines,
  factPromotionWindows,
  factPriceChanges,
]
