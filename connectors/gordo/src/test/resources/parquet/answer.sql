-- Made answer.parquet and answer-nanos.parquet with DuckDB 1.4.4: 40 rows of ten minutes from 2024-01-18T06:00Z, as Gordo's server
-- writes them with pyarrow: columns named by pairs, the index last, Snappy, dictionaries where values repeat.
CREATE TABLE answer AS SELECT
  strftime(TIMESTAMP '2024-01-18 06:00:00' + to_minutes(10 * i), '%Y-%m-%dT%H:%M:%S+00:00') AS "('start', '')",
  NULL::VARCHAR AS "('end', '')",
  i::DOUBLE AS "('model-input', 'TAG 1')",
  (i / 3.0)::FLOAT AS "('model-output', 'TAG 1')",
  100.0 + i / 7.0::DOUBLE AS "('model-output', ""O'Brien \u00b0C"")",
  CASE WHEN i < 5 THEN NULL ELSE (i % 4)::DOUBLE END AS "('total-anomaly-scaled', '')",
  (i * 2)::BIGINT AS "('anomaly-confidence', 'TAG 1')",
  TIMESTAMPTZ '2024-01-18 06:00:00+00' + to_minutes(10 * i) AS "__index_level_0__"
FROM range(40) r(i) ORDER BY i;
COPY answer TO 'answer.parquet' (FORMAT parquet, CODEC snappy, KV_METADATA {pandas: '{"index_columns": ["__index_level_0__"]}'});
COPY (SELECT * REPLACE ("__index_level_0__"::TIMESTAMP::TIMESTAMP_NS AS "__index_level_0__") FROM answer)
  TO 'answer-nanos.parquet' (FORMAT parquet, CODEC snappy, KV_METADATA {pandas: '{"index_columns": ["__index_level_0__"]}'});
