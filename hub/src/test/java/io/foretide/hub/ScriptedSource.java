package io.foretide.hub;

import io.foretide.core.error.ProviderException;
import io.foretide.hub.enodo.SeriesSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A database that answers what the recorded one did. */
final class ScriptedSource implements SeriesSource {
  final Map<String, @Nullable Object> values = new LinkedHashMap<>();
  volatile String trouble = "";

  ScriptedSource() {
    values.put("siridb_host", "127.0.0.1");
    values.put("siridb_port", 9000);
    values.put("siridb_user", "iris");
    values.put("siridb_database", "dbtest");
  }

  @Override
  public Map<String, @Nullable Object> settings() {
    return values;
  }

  @Override
  public void change(Map<String, @Nullable Object> changed) throws ProviderException {
    if ("down".equals(changed.get("siridb_host"))) {
      throw new ProviderException.Transient("siridb down does not answer", null);
    }
    changed.forEach(values::put);
    values.remove("siridb_password");
  }

  @Override
  public String trouble() {
    return trouble;
  }

  @Override
  public Object query(String text) throws ProviderException {
    if (text.equals("show dbname")) {
      return Map.of(
          "data", List.of(new java.util.TreeMap<>(Map.of("name", "dbname", "value", "dbtest"))));
    }
    throw new ProviderException.Rejected("Query error at position 0");
  }
}
