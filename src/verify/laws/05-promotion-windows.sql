-- law: 5
-- name: promotion_windows_as_listed
-- says: A promotion of the calendar is offered on the terms of its code, in whole weeks or in the months of the code.
SELECT format('promotion %s', w.promotion_id) AS offender,
       format('%s %s from %s to %s; the code is for %s %s in months %s', w.discount_type, w.value, w.starts_on, w.ends_on,
              p.kind, p.value, p.months) AS detail,
       w.discount_type = p.kind
         AND w.value = p.value
         AND w.minimum_cents = p.minimum_cents
         AND w.departments = p.departments
         AND w.clearance = p.clearance
         AND CASE WHEN p.months = '{}'
                  THEN extract(isodow FROM w.starts_on) = 1 AND w.ends_on = w.starts_on + 6
                  ELSE extract(day FROM w.starts_on) = 1 AND extract(day FROM w.ends_on + 1) = 1
                       AND extract(month FROM w.starts_on) = ANY (p.months)
                       AND extract(month FROM w.ends_on) = ANY (p.months) END AS holds
  FROM fact_promotion_windows w
  LEFT JOIN dim_promotions p USING (promo_code)
 WHERE w.origin = 'calendar'
