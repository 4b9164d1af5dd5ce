package io.foretide.store.coverage;

import io.foretide.core.commit.Commit;
import io.foretide.core.commit.CommitReceipt;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Counts;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.task.Claims.Acceptance;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.store.codec.Cells;
import io.foretide.store.prediction.Block;
import io.foretide.store.sql.Session;
import io.foretide.store.turn.Topic;
import io.foretide.store.write.Operation;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One task's rows, coverage, checkpoint and the end of its claim. */
final class CommitOperation implements Operation<CommitReceipt> {
  private final CommitContext context;
  private final Commit commit;
  private final Task task;

  /** By part, by block: packed on the caller's thread. */
  private final List<List<Block>> packed;

  private boolean reserved;
  private Coverage covered = Coverage.NONE;

  CommitOperation(CommitContext context, Commit commit) {
    this.context = context;
    this.commit = commit;
    this.task = commit.task();
    this.packed = new ArrayList<>(commit.parts().size());
    for (OutcomePart part : commit.parts()) {
      packed.add(pack(part));
    }
  }

  private List<Block> pack(OutcomePart part) {
    if (part.state() != CellState.PREDICTED || part.reason().isElsewhere()) {
      return List.of();
    }
    if (part.blocks().size() != part.cells().length()) {
      throw new IllegalArgumentException(
          "task "
              + task.claim()
              + " of model "
              + task.model()
              + " has "
              + part.blocks().size()
              + " blocks for "
              + part.cells().length()
              + " predicted intervals: expected one block per interval");
    }
    List<Block> out = new ArrayList<>(part.blocks().size());
    for (PredictionBlock b : part.blocks()) {
      if (b.values().length != commit.outputs().size()) {
        throw new IllegalArgumentException(
            "task "
                + task.claim()
                + " of model "
                + task.model()
                + " has "
                + b.values().length
                + " columns for the outputs "
                + commit.outputs());
      }
      out.add(Block.pack(b));
    }
    return out;
  }

  @Override
  public CommitReceipt apply(Session session) throws SQLException {
    Acceptance acceptance = context.claims().accept(task);
    RangeSet accepted = acceptance.accepted();
    reserved = !accepted.isEmpty();
    if (!reserved) {
      return new CommitReceipt(RangeSet.empty(), acceptance.refused(), RangeSet.empty());
    }
    long now = context.clock().now();
    CoverageEdit edit = new CoverageEdit(context.chunks(), session);
    List<CoverageRun> runs = new ArrayList<>();
    for (int i = 0; i < commit.parts().size(); i++) {
      OutcomePart part = commit.parts().get(i);
      for (Range cells : accepted.intersect(part.cells()).ranges()) {
        runs.add(new CoverageRun(cells, part.state(), part.reason()));
        edit.set(task.model().value(), task.revision(), cells, part.state(), part.reason());
        rows(session, part, packed.get(i), cells, now);
      }
    }
    runs.sort((a, b) -> Long.compare(a.cells().from(), b.cells().from()));
    covered = new Coverage(runs);
    RangeSet done = covered.covered();
    RangeSet stale =
        acceptance
            .stale()
            .intersect(done)
            .plus(context.replans().unseen(task.model(), task.revision(), done));
    checkpoint(session, done);
    context.replans().remember(session, task.model(), task.revision(), stale, now);
    Runs.append(session, commit, counts(), now);
    List<Runnable> told = context.outcomes().tell(session, commit, accepted, now);
    edit.apply();
    told.forEach(Runnable::run);
    if (!covered.runs().isEmpty()) {
      context
          .feed()
          .say(
              Topic.COVERED,
              out -> {
                out.putSigned(task.model().value());
                out.putUnsigned(task.revision());
                Cells.put(out, covered);
              });
    }
    return new CommitReceipt(done, acceptance.refused(), stale);
  }

  private Counts counts() {
    return new Counts(
        covered.count(CellState.PREDICTED),
        covered.count(CellState.EMPTY),
        covered.count(CellState.FAILED));
  }

  private void rows(Session session, OutcomePart part, List<Block> blocks, Range cells, long now)
      throws SQLException {
    long model = task.model().value();
    if (part.state() != CellState.PREDICTED || part.reason().isElsewhere()) {
      // A repeated interval that now has no rows must not go on showing its former ones.
      Range origins = context.models().origins(session, task.model(), task.revision(), cells);
      if (!origins.isEmpty()) {
        context.predictions().remove(session, model, task.revision(), origins.from(), origins.to());
      }
      return;
    }
    long outputs = context.predictions().outputs(session, commit.outputs());
    for (long c = cells.from(); c < cells.to(); c++) {
      Block block = blocks.get((int) (c - part.cells().from()));
      context.predictions().put(session, model, task.revision(), outputs, block, now);
    }
  }

  /** A checkpoint holds the effect of all cells of the commit, so it counts only with all. */
  private void checkpoint(Session session, RangeSet done) throws SQLException {
    var checkpoint = commit.checkpoint();
    if (checkpoint == null) {
      return;
    }
    for (OutcomePart part : commit.parts()) {
      if (!done.containsAll(RangeSet.of(part.cells()))) {
        return;
      }
    }
    PreparedStatement s =
        session.prepare(
            "INSERT INTO checkpoint (model, revision, instant, state)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT (model, revision, instant)"
                + " DO UPDATE SET state = excluded.state");
    s.setLong(1, task.model().value());
    s.setInt(2, task.revision());
    s.setLong(3, checkpoint.instant());
    s.setBytes(4, checkpoint.state());
    s.executeUpdate();
  }

  @Override
  public void durable(@Nullable CommitReceipt receipt) {
    if (reserved) {
      context.claims().committed(task);
      if (!covered.runs().isEmpty()) {
        context.listeners().covered(task.model(), task.revision(), covered);
      }
    }
  }

  @Override
  public void lost() {
    if (reserved) {
      context.claims().abandon(task);
    }
  }
}
