package io.foretide.core.connect;

import io.foretide.core.error.ProviderException;
import org.jspecify.annotations.Nullable;

/** A provider whose back-end has a language of its own that people may ask it in. Thread-safe. */
public interface Queryable {
  /**
   * The answer as plain maps, lists, texts, numbers and booleans.
   *
   * @throws ProviderException.Rejected if the query is wrong
   */
  @Nullable Object query(String text) throws ProviderException;
}
