package io.foretide.connectors.enodo.protocol;

/**
 * A series whose points a listener counts.
 *
 * @param name of the series, or of the group
 * @param realtime whether its counts are sent at once
 * @param selector a regular expression that names of the group match; empty for one series
 */
public record Watched(String name, boolean realtime, String selector) {
  public static Watched series(String name, boolean realtime) {
    return new Watched(name, realtime, "");
  }

  public boolean isGroup() {
    return !selector.isEmpty();
  }
}
