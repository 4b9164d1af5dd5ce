package io.foretide.forecast;

/** Thrown when figures are read from a refusal. */
public final class RefusedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final transient Refused refused;

  /** Wraps a refusal. */
  public RefusedException(Refused refused) {
    super("No forecast: " + refused.reason() + ". Needs: " + refused.needs() + ".");
    this.refused = refused;
  }

  /** The refusal itself. */
  public Refused refused() {
    return refused;
  }
}
