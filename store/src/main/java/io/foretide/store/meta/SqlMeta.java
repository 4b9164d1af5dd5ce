package io.foretide.store.meta;

import io.foretide.core.clock.ClockMemory;
import io.foretide.core.error.ProviderException;
import io.foretide.store.sql.Readers;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A few durable texts by key, such as the highest clock seen. Thread-safe. */
public final class SqlMeta {
  private static final String CLOCK = "clock.highest";
  private final Writer writer;
  private final Readers readers;

  public SqlMeta(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  public Optional<String> get(String key) throws ProviderException {
    return readers.read(
        "reading '" + key + "'",
        session -> {
          PreparedStatement s = session.prepare("SELECT value FROM meta WHERE key = ?");
          s.setString(1, key);
          try (ResultSet r = s.executeQuery()) {
            return r.next() ? Optional.of(r.getString(1)) : Optional.empty();
          }
        });
  }

  /** Everything whose key begins with a text of ASCII signs, by key. */
  public SortedMap<String, String> all(String prefix) throws ProviderException {
    return readers.read(
        "reading '" + prefix + "...'",
        session -> {
          PreparedStatement s =
              session.prepare("SELECT key, value FROM meta WHERE substr(key, 1, ?) = ?");
          s.setInt(1, prefix.length());
          s.setString(2, prefix);
          SortedMap<String, String> out = new TreeMap<>();
          try (ResultSet r = s.executeQuery()) {
            while (r.next()) {
              out.put(r.getString(1), r.getString(2));
            }
          }
          return out;
        });
  }

  /** Where the engine remembers the highest clock it believed. */
  public ClockMemory clockMemory() {
    return new ClockMemory() {
      @Override
      public long load() throws ProviderException {
        Optional<String> text = get(CLOCK);
        return text.isEmpty() ? Long.MIN_VALUE : Long.parseLong(text.get());
      }

      @Override
      public void save(long highest) throws ProviderException {
        put(CLOCK, Long.toString(highest));
      }
    };
  }

  /** Sets a value; durable on return. */
  public void put(String key, String value) throws ProviderException {
    writer.submit(
        Queue.CONTROL,
        "writing '" + key + "'",
        session -> {
          PreparedStatement s =
              session.prepare(
                  "INSERT INTO meta (key, value) VALUES (?, ?)"
                      + " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
          s.setString(1, key);
          s.setString(2, value);
          return s.executeUpdate();
        });
  }

  /** Removes a value; durable on return. */
  public void remove(String key) throws ProviderException {
    writer.submit(
        Queue.CONTROL,
        "removing '" + key + "'",
        session -> {
          PreparedStatement s = session.prepare("DELETE FROM meta WHERE key = ?");
          s.setString(1, key);
          return s.executeUpdate();
        });
  }
}
