package io.foretide.app.enodo;

import io.foretide.connectors.enodo.job.TimeUnit;
import io.foretide.connectors.enodo.model.BaseSink;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.connectors.qpack.Item;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.PythonJson;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.store.meta.SqlMeta;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps in the store what base analyses of workers found, where Enodo's REST shows it. */
record BaseFindings(SqlMeta meta) implements BaseSink {
  private static final String PREFIX = "enodo.found.";
  private static final int LONGEST = 4_000;

  @Override
  public void found(String series, JobResult result, long until, TimeUnit unit)
      throws ProviderException {
    String key = PREFIX + series;
    Optional<String> before = meta.get(key);
    if (before.isPresent()
        && PlainJson.object(before.get()).get("until") instanceof Number kept
        && kept.longValue() > until) {
      return;
    }
    Shape characteristics = new Shape();
    if (result.fields().get("characteristics") instanceof Item.Mapping all) {
      all.entries()
          .forEach((name, value) -> {
            String text = name.toString();
            if (text.length() <= LONGEST && !isLong(value)) {
              characteristics.put(text, plain(value));
            }
          });
    }
    Shape out = new Shape().put("until", until).put("characteristics", characteristics.map());
    result.number("health").ifPresent(h -> out.put("health", h));
    result
        .number("interval")
        .ifPresent(i -> out.put("interval", unit.instant(i.longValue()) / Instants.SECOND));
    meta.put(key, PythonJson.text(out.map()));
  }

  private static boolean isLong(Item value) {
    return value instanceof Item.Raw(byte[] bytes) && bytes.length > LONGEST;
  }

  private static @Nullable Object plain(Item value) {
    return switch (value) {
      case Item.Flag(boolean b) -> b;
      case Item.Whole(long n) -> n;
      case Item.Real(double d) -> d;
      case Item.Raw raw -> raw.toString();
      default -> null;
    };
  }
}
