-- What trained revisions learned, in the bytes of whatever trained them.
CREATE TABLE artifact (
  model BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  data BYTEA NOT NULL,
  PRIMARY KEY (model, revision)
);

-- Models that somebody wants trained with what is known at an instant.
CREATE TABLE training_demand (model BIGINT PRIMARY KEY, at BIGINT NOT NULL);
