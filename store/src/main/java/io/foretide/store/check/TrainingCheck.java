package io.foretide.store.check;

import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Training;
import io.foretide.core.training.Fingerprints;
import io.foretide.store.model.ModelTable;
import io.foretide.store.sql.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Every trained revision of a living model has what it learned, unchanged. */
final class TrainingCheck {
  private TrainingCheck() {}

  static void run(Session session, List<String> found) throws SQLException {
    long after = 0;
    while (found.size() < Check.MOST) {
      List<Model> next = ModelTable.page(session, after, 1);
      if (next.isEmpty()) {
        return;
      }
      Model m = next.getFirst();
      after = m.id().value();
      for (Revision r : m.revisions()) {
        Training training = r.training();
        if (training != null && m.state() != Model.State.DELETED) {
          revision(session, m, r.number(), training, found);
        }
      }
    }
  }

  private static void revision(
      Session session, Model m, int number, Training training, List<String> found)
      throws SQLException {
    PreparedStatement s =
        session.prepare("SELECT data FROM artifact WHERE model = ? AND revision = ?");
    s.setLong(1, m.id().value());
    s.setInt(2, number);
    try (ResultSet r = s.executeQuery()) {
      String what = "model '" + m.name() + "' revision " + number + ": what it learned ";
      if (!r.next()) {
        found.add(what + "is not stored: train the model again");
      } else if (!Fingerprints.of(r.getBytes(1)).equals(training.artifactHash())) {
        found.add(what + "was changed: train the model again");
      }
    }
  }
}
