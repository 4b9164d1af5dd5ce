package io.foretide.core.settings;

/** A value that is never printed: its text form is {@code ***}. */
public final class Secret {
  /** What is shown instead of a secret. */
  public static final String MASK = "***";

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The secret itself, for the one call that needs it. */
  public String reveal() {
    return value;
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Secret s && s.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
