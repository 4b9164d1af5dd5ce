package io.foretide.store.training;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Task;
import io.foretide.core.training.TrainingStore;
import io.foretide.store.model.SqlModels;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import io.foretide.store.turn.Feed;
import io.foretide.store.turn.Topic;
import io.foretide.store.write.Operation;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Trainings in the database file. */
public final class SqlTrainings implements TrainingStore {
  private final Writer writer;
  private final Readers readers;
  private final Claims claims;
  private final SqlModels models;

  private final Feed feed;

  public SqlTrainings(Writer writer, Readers readers, Claims claims, SqlModels models, Feed feed) {
    this.feed = feed;
    this.writer = writer;
    this.readers = readers;
    this.claims = claims;
    this.models = models;
  }

  @Override
  public Optional<byte[]> artifact(ModelId model, int revision) throws ProviderException {
    return readers.read(
        "reading what revision " + revision + " of model " + model + " learned",
        session -> {
          PreparedStatement s =
              session.prepare("SELECT data FROM artifact WHERE model = ? AND revision = ?");
          s.setLong(1, model.value());
          s.setInt(2, revision);
          try (ResultSet r = s.executeQuery()) {
            return r.next() ? Optional.of(r.getBytes(1)) : Optional.empty();
          }
        });
  }

  @Override
  public Optional<Model> commit(Task task, Model next, byte[] artifact, List<Integer> gone)
      throws ProviderException {
    return writer.submit(
        Queue.BACKLOG,
        "storing a training of model '" + next.name() + "'",
        new Commit(task, next, artifact, gone));
  }

  /** One training becomes durable. */
  private final class Commit implements Operation<Optional<Model>> {
    private final Task task;
    private final Model next;
    private final byte[] artifact;
    private final List<Integer> gone;
    private boolean reserved;
    private Runnable later = () -> {};

    Commit(Task task, Model next, byte[] artifact, List<Integer> gone) {
      this.task = task;
      this.next = next;
      this.artifact = artifact;
      this.gone = gone;
    }

    @Override
    public Optional<Model> apply(Session session) throws SQLException, ProviderException {
      reserved = !claims.accept(task).accepted().isEmpty();
      if (!reserved) {
        throw new ProviderException.ModelGone(
            "the claim of a training of model '" + next.name() + "' does not stand any more");
      }
      SqlModels.Stored stored = models.replace(session, next);
      later = stored.later();
      if (stored.model().isEmpty()) {
        // The claim stands for another try, in this very transaction.
        claims.abandon(task);
        reserved = false;
        return Optional.empty();
      }
      put(session);
      for (int revision : gone) {
        remove(session, revision);
      }
      forget(session, next.id(), Objects.requireNonNull(next.latest().training()).due());
      return stored.model();
    }

    private void put(Session session) throws SQLException {
      PreparedStatement s =
          session.prepare("INSERT INTO artifact (model, revision, data) VALUES (?, ?, ?)");
      s.setLong(1, next.id().value());
      s.setInt(2, next.latest().number());
      s.setBytes(3, artifact);
      s.executeUpdate();
    }

    private void remove(Session session, int revision) throws SQLException {
      PreparedStatement s =
          session.prepare("DELETE FROM artifact WHERE model = ? AND revision = ?");
      s.setLong(1, next.id().value());
      s.setInt(2, revision);
      s.executeUpdate();
    }

    @Override
    public void durable(@Nullable Optional<Model> stored) {
      if (stored != null && stored.isPresent()) {
        later.run();
        claims.committed(task);
      }
    }

    @Override
    public void lost() {
      if (reserved) {
        claims.abandon(task);
      }
    }
  }

  private static int forget(Session session, ModelId model, long at) throws SQLException {
    PreparedStatement s =
        session.prepare("DELETE FROM training_demand WHERE model = ? AND at <= ?");
    s.setLong(1, model.value());
    s.setLong(2, at);
    return s.executeUpdate();
  }

  @Override
  public void demand(ModelId model, long at) throws ProviderException {
    writer.submit(
        Queue.CONTROL,
        "noting that model " + model + " is to be trained",
        session -> {
          PreparedStatement s =
              session.prepare(
                  "INSERT INTO training_demand (model, at) VALUES (?, ?)"
                      + " ON CONFLICT (model) DO UPDATE SET at = excluded.at"
                      + " WHERE excluded.at > training_demand.at");
          s.setLong(1, model.value());
          s.setLong(2, at);
          int changed = s.executeUpdate();
          feed.say(
              Topic.DEMAND,
              out -> {
                out.putSigned(model.value());
                out.putSigned(at);
              });
          return changed;
        });
  }

  @Override
  public void dropDemand(ModelId model, long at) throws ProviderException {
    writer.submit(
        Queue.CONTROL,
        "forgetting that model " + model + " is to be trained",
        session -> forget(session, model, at));
  }

  @Override
  public Map<ModelId, Long> demands() throws ProviderException {
    return readers.read(
        "reading which models are to be trained",
        session -> {
          Map<ModelId, Long> out = new HashMap<>();
          PreparedStatement s = session.prepare("SELECT model, at FROM training_demand");
          try (ResultSet r = s.executeQuery()) {
            while (r.next()) {
              out.put(new ModelId(r.getLong(1)), r.getLong(2));
            }
          }
          return out;
        });
  }
}
