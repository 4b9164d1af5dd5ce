package io.foretide.core.simulation;

/** The thread, or the whole process, that runs this code dies here. */
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  private final boolean process;

  Killed(boolean process) {
    super("killed", null, false, false);
    this.process = process;
  }

  /** Whether the whole process dies. */
  boolean process() {
    return process;
  }
}
