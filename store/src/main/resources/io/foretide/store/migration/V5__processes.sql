-- Several processes on one schema: what each turn of writing tells the others, who holds which cells
-- in flight, who plans, which processes there are, and tasks on their way where no broker carries them.
CREATE TABLE turn (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE claim (
  number INTEGER PRIMARY KEY,
  model INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  owner TEXT NOT NULL,
  deadline INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE TABLE leader (
  one INTEGER PRIMARY KEY,
  process TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  until INTEGER NOT NULL
);
CREATE TABLE process (
  name TEXT PRIMARY KEY,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  version TEXT NOT NULL,
  roles TEXT NOT NULL,
  since INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  running INTEGER NOT NULL,
  lag INTEGER NOT NULL
);
CREATE TABLE queued_task (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  lane TEXT NOT NULL,
  visible INTEGER NOT NULL,
  deliveries INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX queued_task_lane ON queued_task (lane, id);
