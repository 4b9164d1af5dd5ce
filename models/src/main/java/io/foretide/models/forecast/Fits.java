package io.foretide.models.forecast;

import io.foretide.core.model.ModelId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fits in their byte form, the least recently used given up first. An entry is used only if its
 * window had the same values, so that results never depend on what is kept. Thread-safe.
 */
final class Fits {
  private static final long LEAST_BYTES = 64L << 20;
  private static final int OVERHEAD = 160;

  private record Key(ModelId model, int revision, long bucket) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Fit(long hash, long otherHash, byte[] state) {}

  private final Map<Key, Fit> kept = new LinkedHashMap<>(64, 0.75f, true);
  private final long most = Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / 8);
  private long bytes;

  /** The fits of one revision. */
  Of of(ModelId model, int revision) {
    return new Of(this, model, revision, null);
  }

  /** Nothing but a fit that was learned before. */
  Of of(Learned learned) {
    return new Of(this, new ModelId(0), 0, learned);
  }

  synchronized void forget(ModelId model) {
    kept.entrySet()
        .removeIf(e -> {
          boolean its = e.getKey().model().equals(model);
          bytes -= its ? size(e.getValue()) : 0;
          return its;
        });
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized int size() {
    return kept.size();
  }

  private static long size(Fit fit) {
    return fit.state().length + OVERHEAD;
  }

  private synchronized @Nullable Fit get(Key key) {
    return kept.get(key);
  }

  private synchronized void put(Key key, Fit fit) {
    Fit before = kept.put(key, fit);
    bytes += size(fit) - (before == null ? 0 : size(before));
    Iterator<Fit> eldest = kept.values().iterator();
    while (bytes > most && eldest.hasNext()) {
      bytes -= size(eldest.next());
      eldest.remove();
    }
  }

  /**
   * The fits of one revision.
   *
   * @param fits all
   * @param model whose
   * @param revision which
   * @param learned what predictions go on from; null if the revision fits as it goes
   */
  record Of(Fits fits, ModelId model, int revision, @Nullable Learned learned) {
    Of from(@Nullable Learned start) {
      return new Of(fits, model, revision, start);
    }

    /** The state of a fit that was made before over these values; null if there is none. */
    byte @Nullable [] find(long bucket, double[][] window) {
      Fit fit = fits.get(new Key(model, revision, bucket));
      return fit != null
              && fit.hash() == hash(window, 0x9E3779B97F4A7C15L)
              && fit.otherHash() == hash(window, 0xC2B2AE3D27D4EB4FL)
          ? fit.state()
          : null;
    }

    void keep(long bucket, double[][] window, byte[] state) {
      Fit fit =
          new Fit(hash(window, 0x9E3779B97F4A7C15L), hash(window, 0xC2B2AE3D27D4EB4FL), state);
      fits.put(new Key(model, revision, bucket), fit);
    }

    /** Multiply and mix, word by word, as in MurmurHash's 64-bit finaliser. */
    private static long hash(double[][] columns, long seed) {
      long h = seed ^ columns.length;
      for (double[] values : columns) {
        h ^= values.length;
        for (double value : values) {
          h ^= Double.doubleToLongBits(value);
          h *= 0xFF51AFD7ED558CCDL;
          h ^= h >>> 32;
        }
      }
      return h;
    }
  }
}
