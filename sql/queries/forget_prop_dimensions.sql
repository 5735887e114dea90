-- The props that are not among $1, with what was counted of them. Reads these tables whole, if
-- there are any: when an operator changes the list.
WITH gone AS (
    DELETE FROM prop_dimensions WHERE name <> ALL ($1::text[]) RETURNING 'prop:' || name AS dimension
), slots AS (
    DELETE FROM breakdown WHERE dimension IN (SELECT dimension FROM gone)
), days AS (
    DELETE FROM breakdown_daily WHERE dimension IN (SELECT dimension FROM gone)
), months AS (
    DELETE FROM breakdown_monthly WHERE dimension IN (SELECT dimension FROM gone)
), tallied AS (
    DELETE FROM tallies WHERE dimension IN (SELECT dimension FROM gone)
)
DELETE FROM value_numbers WHERE dimension IN (SELECT dimension FROM gone)
