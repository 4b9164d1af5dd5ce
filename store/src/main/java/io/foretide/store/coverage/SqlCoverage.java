package io.foretide.store.coverage;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.Commit;
import io.foretide.core.commit.CommitReceipt;
import io.foretide.core.commit.CoverageListener;
import io.foretide.core.commit.CoverageStore;
import io.foretide.core.coverage.Counts;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.CoverageChunk;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.coverage.PointCells;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.model.ModelId;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Lane;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.time.WallClock;
import io.foretide.store.event.EventTable;
import io.foretide.store.model.ModelLookup;
import io.foretide.store.prediction.PredictionTable;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import io.foretide.store.turn.Feed;
import io.foretide.store.write.Operation;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Coverage in the database file: run-length coded chunks, changed on the writer's thread. */
public final class SqlCoverage implements CoverageStore {
  private final Writer writer;
  private final Readers readers;
  private final CommitContext context;

  public SqlCoverage(
      Writer writer,
      Readers readers,
      Claims claims,
      WallClock clock,
      PredictionTable predictions,
      ModelLookup models,
      Feed feed) {
    this.writer = writer;
    this.readers = readers;
    OutcomeEvents outcomes = new OutcomeEvents(models);
    this.context =
        new CommitContext(
            claims,
            clock,
            new ChunkCache(feed),
            predictions,
            new Replans(feed),
            outcomes,
            models,
            new Listeners(feed),
            feed);
    writer.follow(context.chunks());
    writer.follow(outcomes);
    writer.follow(context.replans());
    writer.whenIdle(outcomes);
  }

  /** A new, empty edit for an operation. */
  public CoverageEdit edit(Session session) {
    return new CoverageEdit(context.chunks(), session);
  }

  public Replans replans() {
    return context.replans();
  }

  public Listeners listeners() {
    return context.listeners();
  }

  @Override
  public void listen(CoverageListener listener) {
    context.listeners().add(listener);
  }

  @Override
  public Coverage load(ModelId model, int revision, Range cells) throws ProviderException {
    if (cells.isEmpty()) {
      return Coverage.NONE;
    }
    return readers.read(
        "reading coverage",
        session -> {
          List<CoverageRun> runs = new ArrayList<>();
          PreparedStatement s =
              session.prepare(
                  "SELECT chunk, cells FROM coverage WHERE model = ? AND revision = ?"
                      + " AND chunk BETWEEN ? AND ? ORDER BY chunk");
          s.setLong(1, model.value());
          s.setInt(2, revision);
          s.setLong(3, CoverageChunk.indexOf(cells.from()));
          s.setLong(4, CoverageChunk.indexOf(cells.to() - 1));
          try (ResultSet r = s.executeQuery()) {
            while (r.next()) {
              ChunkCache.decode(r.getLong(1), r.getBytes(2)).runs(runs);
            }
          }
          return new Coverage(runs).within(cells);
        });
  }

  @Override
  public Counts counts(ModelId model, int revision) throws ProviderException {
    return readers.read(
        "counting coverage",
        session -> {
          PreparedStatement s =
              session.prepare(
                  "SELECT sum(predicted), sum(empty), sum(failed), sum(handed_off) FROM coverage"
                      + " WHERE model = ? AND revision = ?");
          s.setLong(1, model.value());
          s.setInt(2, revision);
          try (ResultSet r = s.executeQuery()) {
            r.next();
            long handedOff = r.getLong(4);
            return new Counts(r.getLong(1) - handedOff, r.getLong(2), r.getLong(3), handedOff);
          }
        });
  }

  @Override
  public CommitReceipt commit(Commit commit) throws ProviderException {
    CommitOperation operation;
    try {
      operation = new CommitOperation(context, commit);
    } catch (IllegalArgumentException e) {
      throw new ProviderException.Rejected(String.valueOf(e.getMessage()), e);
    }
    Queue queue = commit.task().lane() == Lane.LIVE ? Queue.LIVE : Queue.BACKLOG;
    return writer.submit(queue, "committing a task", operation);
  }

  @Override
  public RangeSet uncover(ModelId model, int revision, RangeSet cells, String cause)
      throws ProviderException {
    return writer.submit(
        Queue.CONTROL,
        "un-covering intervals",
        new Operation<RangeSet>() {
          @Override
          public RangeSet apply(Session session) throws SQLException {
            CoverageEdit edit = edit(session);
            RangeSet covered = edit.clear(model.value(), revision, cells);
            if (!covered.isEmpty()) {
              EventTable.append(session, uncovered(session, model, covered, cause));
            }
            context.claims().supersede(model, revision, cells);
            edit.apply();
            context.listeners().sayUncovered(model, revision, covered);
            return covered;
          }

          @Override
          public void durable(@Nullable RangeSet covered) {
            if (covered != null && !covered.isEmpty()) {
              context.listeners().uncovered(model, revision, covered);
            }
          }
        });
  }

  private Event uncovered(Session session, ModelId model, RangeSet covered, String cause)
      throws SQLException {
    return Event.of(
        context.clock().now(),
        Severity.INFO,
        "coverage.uncovered",
        "model:" + context.models().name(session, model),
        covered.count() + " intervals are planned again: " + cause);
  }

  @Override
  public List<Uncovered> settle(long now) throws ProviderException {
    List<Replans.Due> waiting =
        readers.read("reading re-plans", session -> Replans.due(session, now));
    if (waiting.isEmpty()) {
      return List.of();
    }
    return writer.submit(
        Queue.CONTROL,
        "settling late data",
        new Operation<List<Uncovered>>() {
          @Override
          public List<Uncovered> apply(Session session) throws SQLException {
            CoverageEdit edit = edit(session);
            List<Uncovered> out = new ArrayList<>();
            for (Replans.Due due : Replans.due(session, now)) {
              RangeSet cells =
                  edit.clear(due.model().value(), due.revision(), RangeSet.of(due.cells()));
              if (!cells.isEmpty()) {
                out.add(new Uncovered(due.model(), due.revision(), cells));
              }
              Replans.remove(session, due.id());
            }
            edit.apply();
            out.forEach(u -> context.listeners().sayUncovered(u.model(), u.revision(), u.cells()));
            return out;
          }

          @Override
          public void durable(@Nullable List<Uncovered> all) {
            if (all != null) {
              all.forEach(u -> context.listeners().uncovered(u.model(), u.revision(), u.cells()));
            }
          }
        });
  }

  @Override
  public Optional<Checkpoint> checkpoint(ModelId model, int revision, long notAfter)
      throws ProviderException {
    return readers.read(
        "reading a checkpoint",
        session -> {
          PreparedStatement s =
              session.prepare(
                  "SELECT instant, state FROM checkpoint WHERE model = ? AND revision = ?"
                      + " AND instant <= ? ORDER BY instant DESC LIMIT 1");
          s.setLong(1, model.value());
          s.setInt(2, revision);
          s.setLong(3, notAfter);
          try (ResultSet r = s.executeQuery()) {
            return r.next()
                ? Optional.of(new Checkpoint(r.getLong(1), r.getBytes(2)))
                : Optional.empty();
          }
        });
  }

  @Override
  public PointCells pointCells(ModelId model, int revision, Range cells) throws ProviderException {
    return readers.read(
        "reading closed intervals", s -> PointCounters.cells(s, model, revision, cells));
  }
}
