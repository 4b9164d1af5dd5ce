package io.foretide.app.serve;

import io.foretide.app.config.StoreConfig;
import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.time.WallClock;
import io.foretide.store.PostgresStore;
import io.foretide.store.SqlStore;
import io.foretide.store.SqliteStore;
import io.foretide.store.check.Status;
import io.foretide.store.file.DatabaseFileException;
import java.nio.file.Files;

/** The database that a configuration names. */
public final class Databases {
  private Databases() {}

  static SqlStore open(StoreConfig c, WallClock clock) throws DatabaseFileException {
    return c.postgres().isPresent()
        ? PostgresStore.open(c.postgres().get(), c.settings(), clock)
        : SqliteStore.open(c.database(), c.settings(), clock, new InMemoryClaims());
  }

  /** Whether there may be something in it. */
  public static boolean exists(StoreConfig c) {
    return c.postgres().isPresent() || Files.exists(c.database());
  }

  /** What it holds. */
  public static Status status(StoreConfig c) throws DatabaseFileException {
    return c.postgres().isPresent()
        ? PostgresStore.status(c.postgres().get())
        : SqliteStore.status(c.database());
  }

  /** Brings it to the newest version; returns that. */
  public static int migrate(StoreConfig c) throws DatabaseFileException {
    return c.postgres().isPresent()
        ? PostgresStore.migrate(c.postgres().get())
        : SqliteStore.migrate(c.database());
  }
}
