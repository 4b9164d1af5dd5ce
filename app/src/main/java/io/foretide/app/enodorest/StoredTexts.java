package io.foretide.app.enodorest;

import io.foretide.core.error.ProviderException;
import io.foretide.hub.enodo.data.Keeper;
import io.foretide.store.meta.SqlMeta;
import java.util.SortedMap;

/** Keeps texts in the store. */
public record StoredTexts(SqlMeta meta) implements Keeper {
  @Override
  public SortedMap<String, String> all(String prefix) throws ProviderException {
    return meta.all(prefix);
  }

  @Override
  public void put(String key, String value) throws ProviderException {
    meta.put(key, value);
  }

  @Override
  public void remove(String key) throws ProviderException {
    meta.remove(key);
  }
}
