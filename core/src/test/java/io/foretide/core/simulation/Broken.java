package io.foretide.core.simulation;

/** An invariant does not hold. */
final class Broken extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String invariant;

  Broken(String invariant, String what) {
    super(invariant + ": " + what);
    this.invariant = invariant;
  }

  String invariant() {
    return invariant;
  }
}
