package io.foretide.connectors.onnx;

import io.foretide.core.error.ProviderException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loaded models by fingerprint, so that a hundred models of one file share its memory. What nobody
 * used for longest is closed beyond a number. Thread-safe.
 */
final class Library implements AutoCloseable {
  private final int most;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(String sha256, int threads) {}

  private static final class Entry {
    final Loaded model;
    int users;

    Entry(Loaded model) {
      this.model = model;
    }
  }

  /** Loads a model that is not there yet. */
  interface Loader {
    Loaded load() throws ProviderException;
  }

  /** A model in use. */
  final class Lease implements AutoCloseable {
    private final Entry entry;

    Lease(Entry entry) {
      this.entry = entry;
    }

    Loaded model() {
      return entry.model;
    }

    @Override
    public void close() {
      synchronized (entries) {
        entry.users--;
      }
      trim();
    }
  }

  /**
   * @param most models that stay loaded while nobody uses them
   */
  Library(int most) {
    this.most = most;
  }

  /** Borrows a model; whoever does closes the lease, not the model. */
  Lease borrow(String sha256, int threads, Loader loader) throws ProviderException {
    Lease lease;
    synchronized (entries) {
      Key key = new Key(sha256, threads);
      Entry entry = entries.get(key);
      if (entry == null) {
        entry = new Entry(loader.load());
        entries.put(key, entry);
      }
      entry.users++;
      lease = new Lease(entry);
    }
    trim();
    return lease;
  }

  private void trim() {
    List<Loaded> gone = new ArrayList<>();
    synchronized (entries) {
      Iterator<Entry> eldest = entries.values().iterator();
      while (entries.size() > most && eldest.hasNext()) {
        Entry entry = eldest.next();
        if (entry.users == 0) {
          eldest.remove();
          gone.add(entry.model);
        }
      }
    }
    gone.forEach(Loaded::close);
  }

  /** Closes all that nobody uses. */
  @Override
  public void close() {
    List<Loaded> gone = new ArrayList<>();
    synchronized (entries) {
      for (Iterator<Entry> all = entries.values().iterator(); all.hasNext(); ) {
        Entry entry = all.next();
        if (entry.users == 0) {
          all.remove();
          gone.add(entry.model);
        }
      }
    }
    gone.forEach(Loaded::close);
  }
}
