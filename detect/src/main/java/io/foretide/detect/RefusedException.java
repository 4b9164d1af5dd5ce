package io.foretide.detect;

/** Thrown where a caller demands a result of something that was refused. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refused refused;

  RefusedException(Refused refused) {
    super(refused.reason() + "; needs " + refused.needs());
    this.refused = refused;
  }

  /** The refusal itself. */
  public Refused refused() {
    return refused;
  }
}
