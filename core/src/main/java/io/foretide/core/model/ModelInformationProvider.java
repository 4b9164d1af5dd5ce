package io.foretide.core.model;

import io.foretide.core.error.ProviderException;
import java.util.List;

/** Which models an outside system or a folder of files describes. Thread-safe. */
public interface ModelInformationProvider {
  /** A page of definitions by name: only names after {@code after}, at most {@code limit}. */
  List<ModelDefinition> list(String after, int limit) throws ProviderException;

  boolean exists(String name) throws ProviderException;

  /**
   * Whether nothing can be said of a model just now, as the part of the system that it is in did
   * not answer the last listing: that it is not listed does not mean that it is gone.
   */
  default boolean silentOn(String name) {
    return false;
  }
}
