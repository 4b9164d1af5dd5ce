-- How many of the predicted cells of a chunk were handed to another program, of which nothing more is known.
ALTER TABLE coverage ADD COLUMN handed_off INTEGER NOT NULL DEFAULT 0;
