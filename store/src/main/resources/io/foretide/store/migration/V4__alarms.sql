-- Alarms as JSON, the open ones apart; where judging stands; silences; what is to be told to whom.
CREATE TABLE alarm (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  open INTEGER NOT NULL,
  model TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX alarm_open ON alarm (open, id);
CREATE INDEX alarm_model ON alarm (model, id);
CREATE TABLE alarm_track (
  rule TEXT NOT NULL,
  model INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (rule, model)
) WITHOUT ROWID;
CREATE TABLE alarm_silence (id INTEGER PRIMARY KEY AUTOINCREMENT, until INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE alarm_delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  alarm INTEGER NOT NULL,
  what TEXT NOT NULL,
  output TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  at INTEGER NOT NULL,
  answer TEXT NOT NULL
);
CREATE INDEX alarm_delivery_due ON alarm_delivery (state, at);
CREATE INDEX alarm_delivery_alarm ON alarm_delivery (alarm, id);
