package io.foretide.core.simulation;

import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.model.Training;
import io.foretide.core.training.Fingerprints;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold of revisions after every event. */
final class Revisions {
  static final String LEARNED = "what a trained revision learned is stored with it";
  static final String NOT_LOST = "a trained revision is not lost";
  static final String ONCE = "a model is trained once per instant that asks for it";
  static final String ITS_OWN = "a revision predicts with what it learned itself";

  private final Disk disk;

  Revisions(Disk disk) {
    this.disk = disk;
  }

  void check() {
    for (Model m : disk.models.values()) {
      trainings(m);
    }
    for (RevisionKey key : disk.trained) {
      if (!has(disk.models.get(key.model()), key.revision())) {
        throw new Broken(NOT_LOST, key + " was trained and is gone");
      }
    }
    for (RevisionKey key : disk.artifacts.keySet()) {
      if (!has(disk.models.get(key.model()), key.revision())) {
        throw new Broken(LEARNED, key + " learned something and is no revision");
      }
    }
  }

  private static boolean has(@Nullable Model m, int revision) {
    return m != null && m.revisions().stream().anyMatch(r -> r.number() == revision);
  }

  private void trainings(Model m) {
    Set<String> seen = new HashSet<>();
    for (Revision r : m.revisions()) {
      Training t = r.training();
      if (t == null) {
        continue;
      }
      RevisionKey key = new RevisionKey(m.id(), r.number());
      byte[] artifact = disk.artifacts.get(key);
      if (artifact == null || !Fingerprints.of(artifact).equals(t.artifactHash())) {
        throw new Broken(LEARNED, key + " has no artifact of hash " + t.artifactHash());
      }
      if (!seen.add(r.fingerprint() + t.due())) {
        throw new Broken(ONCE, key + " was trained again for " + t.due());
      }
    }
  }

  /** Rows tell what their revision had learned. */
  void rows(RevisionKey key, Disk.Row row) {
    byte[] artifact = disk.artifacts.get(key);
    double learned = artifact == null ? 0 : Sums.learned(artifact);
    if (row.block().values()[3][0] != learned) {
      throw new Broken(
          ITS_OWN, key + " learned " + learned + ", its rows used " + row.block().values()[3][0]);
    }
  }
}
