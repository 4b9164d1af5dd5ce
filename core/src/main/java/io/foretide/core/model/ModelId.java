package io.foretide.core.model;

/**
 * The immutable identity of a model; its name is only a label.
 *
 * @param value given by the store, above zero, never used twice
 */
public record ModelId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
