package io.foretide.connectors.timeseriesapi;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointColumn;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets tasks share what they read: many models use the same series, and those of one schedule fall
 * due together. Points of a series and range that are being read, or were read within the last
 * seconds, are not asked for again. A series without points is. Thread-safe; nobody changes the
 * columns.
 */
final class SharedPoints {
  /** Shorter than late points take to be planned again. */
  private static final long FRESH = 20 * Instants.SECOND;

  /** Points that are kept, 16 bytes each. */
  private static final long MOST = 4_000_000;

  private static final long PATIENCE_SECONDS = 120;

  private final Source source;
  private final WallClock clock;
  private final Map<Key, Kept> kept = new LinkedHashMap<>();
  private long points;

  /** Where points come from. */
  interface Source {
    List<PointColumn> read(List<Tag> series, Range range) throws ProviderException;
  }

  private record Key(String id, Range range) {}

  private static final class Kept {
    final CompletableFuture<PointColumn> column = new CompletableFuture<>();
    long readAt;
    int size;
    boolean done;
  }

  SharedPoints(Source source, WallClock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Points inside a range, rising, in the order of the series, each once. */
  List<PointColumn> read(List<Tag> series, Range range) throws ProviderException {
    List<Kept> all = new ArrayList<>(series.size());
    List<Tag> mine = new ArrayList<>();
    List<Kept> own = new ArrayList<>();
    synchronized (this) {
      forgetOld();
      for (Tag tag : series) {
        Key key = new Key(tag.id(), range);
        Kept known = kept.get(key);
        if (known == null) {
          known = new Kept();
          kept.put(key, known);
          mine.add(tag);
          own.add(known);
        }
        all.add(known);
      }
    }
    if (!mine.isEmpty()) {
      fetch(mine, own, range);
    }
    List<PointColumn> out = new ArrayList<>(series.size());
    for (int i = 0; i < all.size(); i++) {
      out.add(await(all.get(i), series.get(i), range));
    }
    return out;
  }

  private void fetch(List<Tag> mine, List<Kept> own, Range range) throws ProviderException {
    try {
      List<PointColumn> got = source.read(mine, range);
      synchronized (this) {
        for (int i = 0; i < mine.size(); i++) {
          done(new Key(mine.get(i).id(), range), own.get(i), got.get(i).size());
        }
      }
      for (int i = 0; i < mine.size(); i++) {
        own.get(i).column.complete(got.get(i));
      }
    } catch (ProviderException | RuntimeException e) {
      synchronized (this) {
        mine.forEach(t -> kept.remove(new Key(t.id(), range)));
      }
      own.forEach(k -> k.column.completeExceptionally(e));
      throw e;
    }
  }

  private void done(Key key, Kept k, int size) {
    if (size == 0) {
      kept.remove(key);
      return;
    }
    k.done = true;
    k.size = size;
    k.readAt = clock.monotonic();
    points += size;
  }

  /** Whoever reads for us may be interrupted or wait long: then it is asked for once more. */
  private PointColumn await(Kept k, Tag tag, Range range) throws ProviderException {
    try {
      return k.column.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return source.read(List.of(tag), range).getFirst();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient("reading was interrupted", e);
    }
  }

  private void forgetOld() {
    long now = clock.monotonic();
    Iterator<Kept> each = kept.values().iterator();
    while (each.hasNext()) {
      Kept k = each.next();
      if (k.done && (points > MOST || now - k.readAt > FRESH)) {
        points -= k.size;
        each.remove();
      } else if (k.done) {
        return;
      }
    }
  }
}
