-- Keys and values of the store itself: highest clock, instance.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Models as JSON; tombstones keep their row.
CREATE TABLE model (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE UNIQUE INDEX model_name ON model (name) WHERE state <> 'DELETED';

-- Coverage: run-length coded states of 4096 cells a row, with their counts.
CREATE TABLE coverage (
  model INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  chunk INTEGER NOT NULL,
  predicted INTEGER NOT NULL,
  empty INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  cells BLOB NOT NULL,
  PRIMARY KEY (model, revision, chunk)
) WITHOUT ROWID;

-- Covered cells whose input changed while they were in flight: planned again at an instant.
CREATE TABLE replan (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  model INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  cell_from INTEGER NOT NULL,
  cell_to INTEGER NOT NULL
);
CREATE INDEX replan_at ON replan (at);

CREATE TABLE checkpoint (
  model INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  instant INTEGER NOT NULL,
  state BLOB NOT NULL,
  PRIMARY KEY (model, revision, instant)
) WITHOUT ROWID;

-- Models driven by points: points counted in the open cell, and where closed cells end.
CREATE TABLE point_counter (
  model INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  origin INTEGER NOT NULL,
  closed INTEGER NOT NULL,
  open_from INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  latest INTEGER NOT NULL,
  PRIMARY KEY (model, revision)
) WITHOUT ROWID;
CREATE TABLE point_cell (
  model INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  cell INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (model, revision, cell)
) WITHOUT ROWID;

-- One row per committed task.
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  model INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  cell_from INTEGER NOT NULL,
  cell_to INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  planned_at INTEGER NOT NULL,
  written_at INTEGER NOT NULL,
  run_nanos INTEGER NOT NULL,
  points INTEGER NOT NULL,
  predicted INTEGER NOT NULL,
  empty INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  owner TEXT NOT NULL
);

-- Predictions: one packed row per origin.
CREATE TABLE output_set (id INTEGER PRIMARY KEY, names TEXT NOT NULL UNIQUE);
CREATE TABLE prediction (
  model INTEGER NOT NULL,
  origin INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  first INTEGER NOT NULL,
  step INTEGER NOT NULL,
  count INTEGER NOT NULL,
  outputs INTEGER NOT NULL,
  written_at INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (model, origin, revision)
) WITHOUT ROWID;
-- How far rows reach from their origins: bounds the search for an instant.
CREATE TABLE prediction_reach (
  model INTEGER PRIMARY KEY,
  before INTEGER NOT NULL,
  after INTEGER NOT NULL
);

-- Series, their packed points, and the log of points that are not packed yet.
CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  points INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  attributes TEXT NOT NULL
);
CREATE TABLE point_chunk (
  series INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  count INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (series, first)
) WITHOUT ROWID;
CREATE TABLE point_log (id INTEGER PRIMARY KEY, data BLOB NOT NULL);

CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  time INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  message TEXT NOT NULL,
  details TEXT NOT NULL
);
CREATE INDEX event_time ON event (time);
CREATE INDEX event_subject ON event (subject, id);
