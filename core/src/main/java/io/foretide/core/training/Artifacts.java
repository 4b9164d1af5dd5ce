package io.foretide.core.training;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.model.RevisionKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What trained revisions learned, the ones used lately in memory. Thread-safe. */
public final class Artifacts {
  private static final long MOST_BYTES = 64L << 20;

  private final TrainingStore store;
  private final Map<RevisionKey, byte[]> kept = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  public Artifacts(TrainingStore store) {
    this.store = store;
  }

  /**
   * What a revision learned; null if it is made of settings alone.
   *
   * @throws ProviderException.Rejected if it was trained and its artifact is not there
   */
  public byte @Nullable [] of(Model model, Revision revision) throws ProviderException {
    if (revision.training() == null) {
      return null;
    }
    RevisionKey key = new RevisionKey(model.id(), revision.number());
    synchronized (this) {
      byte[] known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    byte[] read =
        store
            .artifact(model.id(), revision.number())
            .orElseThrow(() ->
                new ProviderException.Rejected(
                    "model '"
                        + model.name()
                        + "': what revision "
                        + revision.number()
                        + " learned is not stored any more: train the model again"));
    keep(key, read);
    return read;
  }

  private synchronized void keep(RevisionKey key, byte[] artifact) {
    byte[] before = kept.put(key, artifact);
    bytes += artifact.length - (before == null ? 0 : before.length);
    Iterator<byte[]> eldest = kept.values().iterator();
    while (bytes > MOST_BYTES && kept.size() > 1 && eldest.hasNext()) {
      bytes -= eldest.next().length;
      eldest.remove();
    }
  }
}
