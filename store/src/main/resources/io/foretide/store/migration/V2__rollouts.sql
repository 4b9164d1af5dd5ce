-- Rollouts as JSON; the open ones are looked for at every start.
CREATE TABLE rollout (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  open INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX rollout_open ON rollout (open, id);
