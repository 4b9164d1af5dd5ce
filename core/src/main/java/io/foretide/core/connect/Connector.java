package io.foretide.core.connect;

import java.util.List;
import java.util.Set;

/**
 * A kind of outside system. Implementations have a public constructor without arguments, hold no
 * state, and are named in {@code META-INF/services}, so that a jar on the class path is enough.
 */
public interface Connector {
  /** The values of {@code type:} that mean this connector; the first is its name. */
  List<String> types();

  /** The sections of the configuration in which it may stand. */
  List<Offer> offers();

  /** Whether {@code type} means this connector. */
  default boolean is(String type) {
    return Set.copyOf(types()).contains(type);
  }
}
