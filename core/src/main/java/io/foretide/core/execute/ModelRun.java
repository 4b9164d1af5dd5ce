package io.foretide.core.execute;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.Model;
import io.foretide.core.model.Order;
import io.foretide.core.model.Revision;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a model over the intervals of a task so that one bad interval does not spoil its neighbours:
 * a run that fails as a whole is halved until the interval is found. Used by one thread.
 */
final class ModelRun {
  private final Model model;
  private final Revision revision;
  private final RunNeeds needs;
  private final ModelExecutionProvider provider;
  private final long timeout;
  private final boolean patienceOver;
  private final byte @Nullable [] artifact;

  final List<OutcomePart> parts = new ArrayList<>();
  final List<Range> putOff = new ArrayList<>();
  @Nullable ProviderException trouble;
  @Nullable Checkpoint checkpoint;

  /**
   * @param patienceOver true if an interval that is still not ready becomes empty
   * @param artifact what the revision learned; null if it is made of settings alone
   */
  ModelRun(
      Model model,
      Revision revision,
      RunNeeds needs,
      ModelExecutionProvider provider,
      long timeout,
      boolean patienceOver,
      byte @Nullable [] artifact) {
    this.model = model;
    this.revision = revision;
    this.needs = needs;
    this.provider = provider;
    this.timeout = timeout;
    this.patienceOver = patienceOver;
    this.artifact = artifact;
  }

  /** Runs cells [from, from + intervals.length). */
  void run(long from, Range[] intervals, Frame frame, @Nullable Checkpoint start) {
    checkpoint = start;
    attempt(from, intervals, frame);
  }

  private void attempt(long from, Range[] intervals, Frame frame) {
    Range cells = new Range(from, from + intervals.length);
    if (stopped()) {
      putOff.add(cells);
      return;
    }
    RunRequest request =
        new RunRequest(model, revision, cells, intervals, frame, checkpoint, timeout, artifact);
    try {
      RunResult result = provider.execute(request);
      verify(cells, intervals, result);
      parts.addAll(result.parts());
      if (needs.order() == Order.SEQUENTIAL) {
        checkpoint = result.checkpoint();
      }
    } catch (ProviderException e) {
      trouble(from, intervals, frame, e);
    } catch (RuntimeException | StackOverflowError e) {
      end(from, intervals, frame, CellState.FAILED, Reason.POISON, e);
    }
  }

  private void trouble(long from, Range[] intervals, Frame frame, ProviderException e) {
    Range cells = new Range(from, from + intervals.length);
    switch (e) {
      case ProviderException.NotReady x when patienceOver ->
          end(from, intervals, frame, CellState.EMPTY, Reason.NOT_READY, x);
      case ProviderException.NotReady x -> delay(cells, x);
      case ProviderException.Transient x -> delay(cells, x);
      case ProviderException.ModelGone x -> delay(cells, x);
      case ProviderException.Fatal x -> delay(cells, x);
      case ProviderException.NoData x ->
          end(from, intervals, frame, CellState.EMPTY, Reason.NO_DATA, x);
      case ProviderException.UnknownSeries x ->
          end(from, intervals, frame, CellState.EMPTY, Reason.UNKNOWN_SERIES, x);
      case ProviderException.Rejected x ->
          end(from, intervals, frame, CellState.FAILED, Reason.REJECTED, x);
      case ProviderException.Poison x ->
          end(from, intervals, frame, CellState.FAILED, Reason.POISON, x);
    }
  }

  /** A sequential model cannot go past an interval that was put off. */
  private boolean stopped() {
    return trouble instanceof ProviderException.Fatal
        || (needs.order() == Order.SEQUENTIAL && !putOff.isEmpty());
  }

  private void delay(Range cells, ProviderException e) {
    putOff.add(cells);
    trouble = e;
  }

  private void end(
      long from, Range[] intervals, Frame frame, CellState state, Reason reason, Throwable e) {
    int n = intervals.length;
    if (n > 1) {
      int middle = n / 2;
      attempt(from, Arrays.copyOfRange(intervals, 0, middle), frame);
      attempt(from + middle, Arrays.copyOfRange(intervals, middle, n), frame);
      return;
    }
    String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    parts.add(new OutcomePart(new Range(from, from + 1), state, reason, detail, List.of()));
  }

  /**
   * An execution provider that answers with other cells or other origins than asked is at fault
   * itself.
   */
  private void verify(Range cells, Range[] intervals, RunResult result)
      throws ProviderException.Poison {
    long next = cells.from();
    List<OutcomePart> sorted = new ArrayList<>(result.parts());
    sorted.sort((a, b) -> Long.compare(a.cells().from(), b.cells().from()));
    for (OutcomePart p : sorted) {
      if (p.cells().from() != next) {
        throw wrong("answered cells " + p.cells() + " where " + next + " comes next");
      }
      next = p.cells().to();
      if (p.state() == CellState.PREDICTED) {
        verifyBlocks(cells, intervals, p);
      }
    }
    if (next != cells.to()) {
      throw wrong("answered cells up to " + next + " of " + cells);
    }
  }

  private void verifyBlocks(Range cells, Range[] intervals, OutcomePart p)
      throws ProviderException.Poison {
    if (p.blocks().size() != p.cells().length()) {
      throw wrong(p.blocks().size() + " blocks for " + p.cells().length() + " intervals");
    }
    for (int i = 0; i < p.blocks().size(); i++) {
      PredictionBlock b = p.blocks().get(i);
      long origin = intervals[(int) (p.cells().from() - cells.from()) + i].to();
      if (b.origin() != origin || b.values().length != needs.outputs().size()) {
        throw wrong(
            "a block of origin "
                + b.origin()
                + " with "
                + b.values().length
                + " outputs where origin "
                + origin
                + " with "
                + needs.outputs().size()
                + " was expected");
      }
    }
  }

  private ProviderException.Poison wrong(String what) {
    return new ProviderException.Poison(
        "model '" + model.name() + "': its execution provider gave a wrong answer: " + what, null);
  }
}
