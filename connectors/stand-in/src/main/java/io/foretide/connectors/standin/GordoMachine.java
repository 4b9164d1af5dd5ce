package io.foretide.connectors.standin;

import java.util.List;

/**
 * A machine of the Gordo stand-in.
 *
 * @param name of the machine
 * @param tags its inputs
 * @param targets what it is compared with
 * @param detector false answers 422 to {@code /anomaly/prediction}
 * @param resolution such as {@code 10T}
 * @param rowFilter a pandas expression; empty for none
 * @param offset rows that its answers are shorter
 * @param healthy false answers 404 to everything
 */
public record GordoMachine(
    String name,
    List<String> tags,
    List<String> targets,
    boolean detector,
    String resolution,
    String rowFilter,
    int offset,
    boolean healthy) {
  public GordoMachine {
    tags = List.copyOf(tags);
    targets = List.copyOf(targets);
  }

  /** A detector over some tags, every ten minutes. */
  public static GordoMachine of(String name, List<String> tags) {
    return new GordoMachine(name, tags, tags, true, "10T", "", 0, true);
  }
}
