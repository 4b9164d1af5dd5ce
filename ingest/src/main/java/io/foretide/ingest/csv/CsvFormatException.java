package io.foretide.ingest.csv;

import java.io.IOException;

/** A text that cannot be understood as CSV with points at all. The message says what to set. */
public final class CsvFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public CsvFormatException(String message) {
    super(message);
  }
}
