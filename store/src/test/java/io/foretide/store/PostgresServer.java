package io.foretide.store;

import io.foretide.core.settings.Secret;
import io.foretide.store.postgres.PostgresSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL server, one for all tests of this process; each test has its own schema. */
final class PostgresServer {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private PostgresServer() {}

  /** Started at first use. */
  private static final class Running {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A schema that nobody else uses. */
  static PostgresSettings schema() {
    return new PostgresSettings(
        "localhost",
        Running.SERVER.getPort(),
        "postgres",
        "test_" + SCHEMAS.incrementAndGet(),
        "postgres",
        new Secret("postgres"),
        false);
  }
}
