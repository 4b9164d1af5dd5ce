package io.foretide.connectors.qpack;

/** What a byte of qpack begins or ends. */
public enum Token {
  NULL,
  TRUE,
  FALSE,
  /** A whole number of 64 bits. */
  WHOLE,
  /** A floating-point number of 64 bits. */
  REAL,
  /** Bytes; text is UTF-8, and nothing tells it from other bytes. */
  RAW,
  ARRAY,
  END_ARRAY,
  MAP,
  END_MAP,
  /** The end of the data; it also ends what is open. */
  END
}
