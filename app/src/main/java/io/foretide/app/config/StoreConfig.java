package io.foretide.app.config;

import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import java.nio.file.Path;
import java.util.List;

/**
 * The {@code store} section.
 *
 * @param folder where the database and {@code server.json} are
 * @param keepPoints age after which points are removed, nanoseconds; {@link Long#MAX_VALUE} for
 *     never
 * @param keepEvents age after which events are removed, nanoseconds
 */
public record StoreConfig(Path folder, long keepPoints, long keepEvents) {
  /** The database file. */
  public Path database() {
    return folder.resolve("foretide.db");
  }

  static StoreConfig read(Settings s, Path base) {
    s.choice("type", "sqlite", List.of("sqlite"));
    Settings keep = s.section("keep");
    return new StoreConfig(
        base.resolve(s.text("folder", "data")).normalize(),
        age(keep, "points", Long.MAX_VALUE),
        age(keep, "events", 90 * Instants.DAY));
  }

  private static long age(Settings s, String key, long otherwise) {
    return "forever".equals(s.any(key))
        ? Long.MAX_VALUE
        : s.duration(key, otherwise, Instants.HOUR, Long.MAX_VALUE);
  }
}
