package io.foretide.ingest.csv;

/** How points lie in rows. */
public enum CsvLayout {
  /** Chosen from the header and the first rows. */
  AUTO,
  /** A time and one column per series. */
  WIDE,
  /** A time, a series name and a value. */
  LONG
}
