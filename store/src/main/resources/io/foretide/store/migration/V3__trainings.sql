-- What trained revisions learned, in the bytes of whatever trained them.
CREATE TABLE artifact (
  model INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (model, revision)
);

-- Models that somebody wants trained with what is known at an instant.
CREATE TABLE training_demand (model INTEGER PRIMARY KEY, at INTEGER NOT NULL);
