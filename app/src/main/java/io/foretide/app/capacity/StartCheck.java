package io.foretide.app.capacity;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.training.Fingerprints;
import io.foretide.store.meta.SqlMeta;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks before a start whether this process can keep up with its models. A set of models that it
 * kept up with before, on as many threads and as much memory, is taken without measuring: a restart
 * never ends for a figure that came out a little higher. Not thread-safe.
 */
public final class StartCheck {
  private static final String KEY = "capacity.kept_up";
  private static final long PATIENCE_MILLIS = 10_000;

  private final CapacityGuard guard;
  private final SqlMeta meta;
  private long seen = -1;

  /**
   * @param meta remembers what was kept up with
   */
  public StartCheck(CapacityGuard guard, SqlMeta meta) {
    this.guard = guard;
    this.meta = meta;
  }

  /**
   * Why this process cannot keep up with the models that there are and those of the files, with the
   * remedy; empty if it can, or if it takes too long to find out.
   */
  public String problem(Collection<ModelDefinition> files) throws ProviderException {
    String fingerprint = fingerprint(guard.definitions(files));
    return meta.get(KEY).filter(fingerprint::equals).isPresent()
        ? ""
        : guard.problem(files, PATIENCE_MILLIS);
  }

  /** Remembers the models of now if this process can keep up with them; returns the problem. */
  public String remember() throws ProviderException {
    long changes = guard.changes();
    if (changes == seen) {
      return "";
    }
    String fingerprint = fingerprint(guard.definitions(List.of()));
    String problem = guard.capacity().problem();
    if (problem.isEmpty() && !meta.get(KEY).filter(fingerprint::equals).isPresent()) {
      meta.put(KEY, fingerprint);
    }
    seen = changes;
    return problem;
  }

  private String fingerprint(Map<String, ModelDefinition> models) throws ProviderException {
    StringBuilder out = new StringBuilder(guard.machine());
    models.forEach((name, d) -> {
      Map<String, Object> file = new TreeMap<>(ModelFile.write(d));
      file.keySet().removeAll(List.of("description", "attributes", "start"));
      out.append('\n').append(sorted(file));
    });
    return Fingerprints.of(out.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The same text for equal settings, whatever order a map keeps. */
  private static Object sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> out = new TreeMap<>();
      map.forEach((k, v) -> out.put(String.valueOf(k), sorted(v)));
      return out;
    }
    if (value instanceof List<?> list) {
      List<Object> out = new ArrayList<>();
      list.forEach(v -> out.add(sorted(v)));
      return out;
    }
    return value;
  }
}
