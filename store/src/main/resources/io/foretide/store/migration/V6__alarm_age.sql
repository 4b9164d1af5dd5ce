-- When an alarm closed, so that old ones can be removed; 0 while it is open.
ALTER TABLE alarm ADD COLUMN closed_at INTEGER NOT NULL DEFAULT 0;
UPDATE alarm SET closed_at = json_extract(body, '$.closedAt') WHERE open = 0;
CREATE INDEX alarm_closed ON alarm (open, closed_at);
