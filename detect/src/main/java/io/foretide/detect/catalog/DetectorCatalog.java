package io.foretide.detect.catalog;

import io.foretide.detect.Refused;
import io.foretide.detect.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All detectors by their names in configuration. */
public final class DetectorCatalog {
  private static final List<DetectorEntry> ALL =
      Stream.of(SignalEntries.ALL, JointEntries.ALL, GordoEntries.ALL)
          .flatMap(List::stream)
          .toList();

  private DetectorCatalog() {}

  /** Every detector, in the order to show them. */
  public static List<DetectorEntry> all() {
    return ALL;
  }

  /** The names of all detectors. */
  public static List<String> names() {
    return ALL.stream().map(DetectorEntry::name).toList();
  }

  /**
   * The detector of that name.
   *
   * @throws RefusedException naming the nearest known one
   */
  public static DetectorEntry entry(String name) {
    for (DetectorEntry e : ALL) {
      if (e.name().equals(name)) {
        return e;
      }
    }
    String nearest =
        ALL.stream()
            .filter(e -> e.kind().equals(name.replace('_', '-')))
            .map(DetectorEntry::name)
            .findFirst()
            .orElseGet(() -> Nearest.of(name, names()));
    throw Refused.because(
            "there is no detector '" + name + "'", "'" + nearest + "', or another of " + names())
        .asException();
  }

  /**
   * A detector with these parameters, the others as usual.
   *
   * @throws RefusedException naming what is unknown or impossible, and the nearest right one
   */
  public static DetectorMethod method(String name, Map<String, ?> parameters) {
    return entry(name).method(parameters);
  }
}
