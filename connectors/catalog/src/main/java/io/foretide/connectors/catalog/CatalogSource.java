package io.foretide.connectors.catalog;

import io.foretide.connectors.http.Answer;
import io.foretide.connectors.http.Call;
import io.foretide.connectors.http.Session;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue, again when it is older than wanted. Thread-safe. */
final class CatalogSource implements Verified, AutoCloseable {
  private final CatalogSettings settings;
  private final @Nullable Session session;
  private final WallClock clock;
  private @Nullable Known known;
  private long readAt;

  /**
   * @param catalog as it was read
   * @param sensors by the name that they have here
   */
  record Known(Catalog catalog, NavigableMap<String, Catalog.Sensor> sensors) {}

  /**
   * @param session null for a file
   */
  CatalogSource(CatalogSettings settings, @Nullable Session session, WallClock clock) {
    this.settings = settings;
    this.session = session;
    this.clock = clock;
  }

  @Override
  public void verify() throws ProviderException {
    if (session != null) {
      session.verify();
    }
    known();
  }

  /**
   * @throws ProviderException.Transient if it cannot be read now
   * @throws ProviderException.Rejected if it is no catalogue
   */
  synchronized Known known() throws ProviderException {
    Known before = known;
    if (before != null && clock.monotonic() - readAt < settings.refresh()) {
      return before;
    }
    Catalog catalog;
    try {
      catalog = Catalog.read(text(), settings.format());
    } catch (IllegalArgumentException e) {
      throw new ProviderException.Rejected(
          "the catalogue " + settings.shown() + " " + e.getMessage(), e);
    }
    NavigableMap<String, Catalog.Sensor> sensors = new TreeMap<>();
    for (Catalog.Sensor s : catalog.sensors()) {
      String name = settings.rules().name(s.name());
      Catalog.Sensor other = sensors.putIfAbsent(name, s);
      if (other != null && !other.name().equals(s.name())) {
        throw new ProviderException.Rejected(
            "the catalogue "
                + settings.shown()
                + " has '"
                + other.name()
                + "' and '"
                + s.name()
                + "', which naming both calls '"
                + name
                + "': expected names that stay apart");
      }
    }
    Known fresh = new Known(catalog, sensors);
    known = fresh;
    readAt = clock.monotonic();
    return fresh;
  }

  private String text() throws ProviderException {
    if (session == null) {
      try {
        return Files.readString(Path.of(settings.file()));
      } catch (IOException e) {
        throw new ProviderException.Transient(
            "the catalogue " + settings.file() + " cannot be read: " + e.getMessage(), e);
      }
    }
    Answer answer = session.send(Call.get(settings.url()));
    if (!answer.ok() || answer.isPage()) {
      throw new ProviderException.Transient(
          answer.sentence() + " where a catalogue was expected; check url and auth", null);
    }
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
  }
}
