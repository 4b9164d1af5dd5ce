package io.foretide.ingest.line;

/**
 * A line that was not taken.
 *
 * @param line its number, from 1
 * @param text the line, cut to what fits a message
 * @param reason why, in InfluxDB's words where it has them
 */
public record LineError(long line, String text, String reason) {
  /** As InfluxDB says it: {@code unable to parse '...': reason}. */
  public String message() {
    return "unable to parse '" + text + "': " + reason;
  }
}
