package io.foretide.ingest.csv;

/** Takes the lines that a reader refuses. */
@FunctionalInterface
public interface RejectedLines {
  /** Takes no lines; they are only counted. */
  RejectedLines NONE = (line, reason, bytes, from, to) -> {};

  /**
   * @param line its number, from 1
   * @param reason why
   * @param bytes holds the line in {@code [from, to)}, only during the call
   */
  void reject(long line, String reason, byte[] bytes, int from, int to);
}
