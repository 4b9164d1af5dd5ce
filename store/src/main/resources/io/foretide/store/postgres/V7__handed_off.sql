-- How many of the predicted cells of a chunk were handed to another program, of which nothing more is known.
ALTER TABLE coverage ADD COLUMN handed_off BIGINT NOT NULL DEFAULT 0;

-- Points in partitions: smaller indexes, and each is vacuumed by itself.
ALTER TABLE point_chunk RENAME TO point_chunk_whole;
CREATE TABLE point_chunk (
  series BIGINT NOT NULL,
  first BIGINT NOT NULL,
  last BIGINT NOT NULL,
  count BIGINT NOT NULL,
  data BYTEA NOT NULL,
  PRIMARY KEY (series, first)
) PARTITION BY HASH (series);
CREATE TABLE point_chunk_0 PARTITION OF point_chunk FOR VALUES WITH (MODULUS 8, REMAINDER 0);
ALTER TABLE point_chunk_0 ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE TABLE point_chunk_1 PARTITION OF point_chunk FOR VALUES WITH (MODULUS 8, REMAINDER 1);
ALTER TABLE point_chunk_1 ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE TABLE point_chunk_2 PARTITION OF point_chunk FOR VALUES WITH (MODULUS 8, REMAINDER 2);
ALTER TABLE point_chunk_2 ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE TABLE point_chunk_3 PARTITION OF point_chunk FOR VALUES WITH (MODULUS 8, REMAINDER 3);
ALTER TABLE point_chunk_3 ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE TABLE point_chunk_4 PARTITION OF point_chunk FOR VALUES WITH (MODULUS 8, REMAINDER 4);
ALTER TABLE point_chunk_4 ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE TABLE point_chunk_5 PARTITION OF point_chunk FOR VALUES WITH (MODULUS 8, REMAINDER 5);
ALTER TABLE point_chunk_5 ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE TABLE point_chunk_6 PARTITION OF point_chunk FOR VALUES WITH (MODULUS 8, REMAINDER 6);
ALTER TABLE point_chunk_6 ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE TABLE point_chunk_7 PARTITION OF point_chunk FOR VALUES WITH (MODULUS 8, REMAINDER 7);
ALTER TABLE point_chunk_7 ALTER COLUMN data SET STORAGE EXTERNAL;
INSERT INTO point_chunk SELECT series, first, last, count, data FROM point_chunk_whole;
DROP TABLE point_chunk_whole;
