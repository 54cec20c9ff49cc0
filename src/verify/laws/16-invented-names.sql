-- law: 16
-- name: names_are_invented
-- says: No name of a person, city, district, street, company, brand or supplier in the dimensions is on the lists of real names.
-- The lists are those of dictionaries/denied_names.csv; `verify` brings them along. In psql, make them with
--   CREATE TEMPORARY TABLE denied_names (kind text, name text);
--   \copy denied_names FROM dictionaries/denied_names.csv CSV HEADER
-- They are in lower case, without accents and other marks of Latin, Hebrew, Arabic, Indic, Thai and Japanese script.
WITH told (kind, place, name) AS (
  SELECT 'person', 'dim_customers.first_name', first_name FROM dim_customers
  UNION SELECT 'person', 'dim_customers.last_name', last_name FROM dim_customers
  UNION SELECT 'place', 'dim_geographies.city', city FROM dim_geographies
  UNION SELECT 'place', 'dim_geographies.district', district FROM dim_geographies
  UNION SELECT 'street', 'dim_customers.address', regexp_replace(address, '^\d+ ', '') FROM dim_customers
  UNION SELECT 'street', 'dim_stores.address', regexp_replace(address, '^\d+ ', '') FROM dim_stores
  UNION SELECT 'street', 'dim_distribution_centers.address', regexp_replace(address, '^\d+ ', '')
          FROM dim_distribution_centers
  UNION SELECT 'brand', 'dim_products.brand', brand FROM dim_products
  UNION SELECT 'brand', 'dim_products.company', company FROM dim_products
  UNION SELECT 'brand', 'dim_suppliers.name', name FROM dim_suppliers
), spelled AS (
  SELECT kind, place, name,
         string_to_array(trim(regexp_replace(lower(regexp_replace(normalize(name, NFD),
           '[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u07a6-\u07b0'
           '\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0981-\u0983\u09bc\u09be-\u09c4\u09c7\u09c8\u09cb-\u09cd'
           '\u09d7\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u3099\u309a]', '', 'g')), '\s+', ' ', 'g')), ' ') AS words
    FROM told
), streets AS (
  -- Three in ten addresses have a direction before the street.
  SELECT place, name, words[CASE WHEN cardinality(words) > 2 AND words[1] ~ '^([ns][ew]?|[ew])$' THEN 2 ELSE 1 END] AS word
    FROM spelled
   WHERE kind = 'street'
), parts (place, name, list, part) AS (
  -- Of a person or place the whole name is denied, of a brand or company the whole name or a well-known one at its beginning,
  -- of a street the first word, unless it is an ordinary word.
  SELECT place, name, kind, array_to_string(words, ' ') FROM spelled WHERE kind IN ('person', 'place')
  UNION ALL
  SELECT place, name, 'brand-word', array_to_string(words, ' ') FROM spelled WHERE kind = 'brand'
  UNION ALL
  SELECT place, name, 'brand', array_to_string(words[:length], ' ')
    FROM spelled CROSS JOIN generate_series(1, cardinality(words)) AS length
   WHERE kind = 'brand'
  UNION ALL
  SELECT place, name, list, word
    FROM streets CROSS JOIN unnest(ARRAY['street', 'place', 'person']) AS list
   WHERE word NOT IN (SELECT name FROM denied_names WHERE kind = 'word')
), found AS (
  SELECT p.place, p.name, min(format('"%s" is a real name (%s)', p.part, p.list)) AS denied
    FROM parts p
    JOIN denied_names d ON d.kind = p.list AND d.name = p.part
   GROUP BY p.place, p.name
)
SELECT format('%s "%s"', place, name) AS offender, coalesce(denied, 'invented') AS detail, denied IS NULL AS holds
  FROM told
  LEFT JOIN found USING (place, name)
