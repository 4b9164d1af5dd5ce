package io.foretide.store.codec;

/** Packed bytes that no program of this version wrote. */
public final class DamagedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DamagedException(String message) {
    super(message);
  }
}
