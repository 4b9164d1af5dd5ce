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
  private static final int MOST = 4096;

  private record Key(ModelId model, int revision, long bucket) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Fit(long hash, long otherHash, byte[] state) {}

  private final Map<Key, Fit> kept = new LinkedHashMap<>(64, 0.75f, true);

  /** The fits of one revision. */
  Of of(ModelId model, int revision) {
    return new Of(this, model, revision);
  }

  synchronized void forget(ModelId model) {
    kept.keySet().removeIf(key -> key.model().equals(model));
  }

  synchronized int size() {
    return kept.size();
  }

  private synchronized @Nullable Fit get(Key key) {
    return kept.get(key);
  }

  private synchronized void put(Key key, Fit fit) {
    kept.put(key, fit);
    if (kept.size() > MOST) {
      Iterator<Key> eldest = kept.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /**
   * The fits of one revision.
   *
   * @param fits all
   * @param model whose
   * @param revision which
   */
  record Of(Fits fits, ModelId model, int revision) {
    /** The state of a fit that was made before over these values; null if there is none. */
    byte @Nullable [] find(long bucket, double[] window) {
      Fit fit = fits.get(new Key(model, revision, bucket));
      return fit != null
              && fit.hash() == hash(window, 0x9E3779B97F4A7C15L)
              && fit.otherHash() == hash(window, 0xC2B2AE3D27D4EB4FL)
          ? fit.state()
          : null;
    }

    void keep(long bucket, double[] window, byte[] state) {
      Fit fit =
          new Fit(hash(window, 0x9E3779B97F4A7C15L), hash(window, 0xC2B2AE3D27D4EB4FL), state);
      fits.put(new Key(model, revision, bucket), fit);
    }

    /** Multiply and mix, word by word, as in MurmurHash's 64-bit finaliser. */
    private static long hash(double[] values, long seed) {
      long h = seed ^ values.length;
      for (double value : values) {
        h ^= Double.doubleToLongBits(value);
        h *= 0xFF51AFD7ED558CCDL;
        h ^= h >>> 32;
      }
      return h;
    }
  }
}
