-- law: 1
-- name: primary_keys_unique
-- says: Every table has a valid primary key, which lets no two rows share it.
SELECT 'table ' || c.relname AS offender,
       CASE WHEN i.indexrelid IS NULL THEN 'has no primary key' ELSE 'its primary key is not valid' END AS detail,
       i.indisunique AND i.indisvalid AND i.indisready AND i.indimmediate AS holds
  FROM pg_class c
  LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
