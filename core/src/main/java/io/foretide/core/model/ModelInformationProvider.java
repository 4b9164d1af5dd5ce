package io.foretide.core.model;

import io.foretide.core.error.ProviderException;
import java.util.List;

/** Which models an outside system or a folder of files describes. Thread-safe. */
public interface ModelInformationProvider {
  /** A page of definitions by name: only names after {@code after}, at most {@code limit}. */
  List<ModelDefinition> list(String after, int limit) throws ProviderException;

  boolean exists(String name) throws ProviderException;
}
