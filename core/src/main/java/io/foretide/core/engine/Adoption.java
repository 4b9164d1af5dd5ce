package io.foretide.core.engine;

import io.foretide.core.commit.Commit;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Order;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.schedule.TrackState;
import io.foretide.core.schedule.TrackView;
import io.foretide.core.task.Claim;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Takes account of what other programs predicted: what an outside sink already holds when Foretide
 * takes over, and tasks that went to executors that know no claims. Thread-safe.
 */
final class Adoption {
  /** Intervals that are marked with one commit. */
  private static final long AT_ONCE = 4096;

  private static final int PARALLEL = 32;

  private final EngineParts parts;
  private final ModelBook book;
  private final Scheduler scheduler;
  private final Changes changes;
  private final LongSupplier now;

  /** Claims of its own: far below those of anybody else. */
  private final AtomicLong numbers = new AtomicLong(Long.MIN_VALUE);

  Adoption(
      EngineParts parts, ModelBook book, Scheduler scheduler, Changes changes, LongSupplier now) {
    this.parts = parts;
    this.book = book;
    this.scheduler = scheduler;
    this.changes = changes;
    this.now = now;
  }

  /** Marks those missing intervals of a model as predicted that its sink holds; how many. */
  long adopt(Model model) throws ProviderException {
    long marked = 0;
    // A model that was just made is not planned before its news are taken in.
    scheduler.look();
    for (TrackState t : scheduler.look(view -> view.of(model.id()))) {
      Revision r = model.revision(t.revision());
      RangeSet open = t.missing().minus(t.inFlight());
      Optional<PredictionStorageProvider> sink = telling(r.definition());
      if (sink.isPresent()
          && !open.isEmpty()
          && r.definition().schedule() instanceof Schedule.ByTime time
          && book.needs(r.definition()).order() == Order.ANY) {
        Range hull = time.grid().instants(new Range(open.first(), open.end()));
        RangeSet found = cells(time.grid(), sink.get().held(model, r, hull)).intersect(open);
        for (Range cells : found.ranges()) {
          marked += mark(model, r, cells);
        }
      }
    }
    if (marked > 0) {
      tell(
          Severity.INFO,
          "model.adopted",
          model,
          marked + " intervals that the prediction storage holds already count as predicted");
    }
    return marked;
  }

  /** Marks those intervals as predicted that are handed off and that a sink shows; how many. */
  long readBack() throws ProviderException {
    long marked = 0;
    for (TrackState t : scheduler.look(TrackView::handedOff)) {
      Optional<Model> model = book.find(t.model());
      if (model.isPresent()) {
        marked += readBack(model.get(), model.get().revision(t.revision()), t.due());
      }
    }
    return marked;
  }

  private long readBack(Model model, Revision r, Range due) throws ProviderException {
    Optional<PredictionStorageProvider> sink = telling(r.definition());
    RangeSet open = parts.coverage().load(model.id(), r.number(), due).handedOff();
    if (sink.isEmpty()
        || open.isEmpty()
        || !(r.definition().schedule() instanceof Schedule.ByTime time)) {
      return 0;
    }
    long marked = 0;
    try {
      Range hull = time.grid().instants(new Range(open.first(), open.end()));
      RangeSet found = cells(time.grid(), sink.get().held(model, r, hull)).intersect(open);
      for (Range cells : found.ranges()) {
        marked += mark(model, r, cells);
      }
    } catch (ProviderException.Transient e) {
      // They stay handed off until the sink answers.
      tell(Severity.INFO, "queue.hand_off", model, String.valueOf(e.getMessage()));
    }
    if (marked > 0) {
      tell(
          Severity.INFO,
          "model.read_back",
          model,
          marked
              + " intervals that were handed off are predicted, as the prediction storage shows");
    }
    return marked;
  }

  private long mark(Model model, Revision r, Range all) throws ProviderException {
    long marked = 0;
    for (long from = all.from(); from < all.to(); from += AT_ONCE) {
      Range cells = new Range(from, Math.min(all.to(), from + AT_ONCE));
      Task task =
          new Task(
              numbers.incrementAndGet(),
              model.id(),
              r.number(),
              cells,
              1,
              1,
              Lane.BACKLOG,
              now.getAsLong());
      if (parts.claims().put(task, now.getAsLong() + parts.scheduling().queueTimeout())) {
        marked += commit(task, List.of(elsewhere(cells, Reason.READ_BACK)));
      }
    }
    return marked;
  }

  private long commit(Task task, List<OutcomePart> outcome) throws ProviderException {
    boolean done = false;
    try {
      long covered =
          parts
              .coverage()
              .commit(new Commit(task, List.of(), outcome, null, 0, 0, Commit.ELSEWHERE))
              .covered()
              .count();
      done = true;
      return covered;
    } finally {
      if (!done) {
        parts.claims().release(task);
      }
    }
  }

  private static OutcomePart elsewhere(Range cells, Reason reason) {
    return new OutcomePart(cells, CellState.PREDICTED, reason, "", List.of());
  }

  private Optional<PredictionStorageProvider> telling(ModelDefinition d) throws ProviderException {
    return parts.providers().storage(d).filter(PredictionStorageProvider::tellsWhatIsHeld);
  }

  /** The cells of which the sink holds something. */
  private static RangeSet cells(Grid grid, RangeSet instants) {
    List<Range> out = new ArrayList<>();
    for (Range span : instants.ranges()) {
      out.add(grid.cellsTouching(span));
    }
    return RangeSet.of(out);
  }

  /**
   * Ends a claim that nobody here took. Where the sink can be asked, what it holds is predicted;
   * the rest is sent again a few times, then it is empty. Where it cannot be asked, the intervals
   * count as handed off.
   */
  void handedOff(Claim claim) {
    Task task = claim.task();
    try {
      Optional<Model> model = book.find(task.model());
      if (model.isEmpty()) {
        parts.claims().release(task);
        return;
      }
      Revision r = model.get().revision(task.revision());
      Optional<PredictionStorageProvider> sink = telling(r.definition());
      if (sink.isEmpty() || !(r.definition().schedule() instanceof Schedule.ByTime time)) {
        commit(task, List.of(elsewhere(task.cells(), Reason.HANDED_OFF)));
        return;
      }
      Range instants = time.grid().instants(task.cells());
      RangeSet all = RangeSet.of(task.cells());
      RangeSet held = cells(time.grid(), sink.get().held(model.get(), r, instants)).intersect(all);
      RangeSet lacking = all.minus(held);
      if (!lacking.isEmpty() && task.attempt() < parts.scheduling().maxLosses()) {
        scheduler.sendAgain(claim);
        return;
      }
      List<OutcomePart> outcome = new ArrayList<>();
      held.ranges().forEach(c -> outcome.add(elsewhere(c, Reason.READ_BACK)));
      lacking
          .ranges()
          .forEach(c ->
              outcome.add(
                  OutcomePart.empty(
                      c,
                      Reason.NOT_READY,
                      "handed to another program "
                          + task.attempt()
                          + " times, and the prediction storage holds nothing of it")));
      commit(task, outcome);
    } catch (ProviderException e) {
      // The claim stands until it runs out again; then the same is tried once more.
      parts
          .events()
          .append(
              Event.of(
                  now.getAsLong(),
                  Severity.WARNING,
                  "queue.hand_off",
                  "model:" + book.nameOf(task.model()),
                  "what came of a task that another program took is asked again later: "
                      + e.getMessage()));
    }
  }

  /** See {@link RunningEngine#repeatNewest}. */
  void repeatNewest() throws ProviderException {
    List<Callable<RangeSet>> work = new ArrayList<>();
    scheduler.look(view -> {
      view.forEach(t -> {
        long newest = t.due().to() - 1;
        if (!t.due().isEmpty()
            && !t.paused()
            && t.nextDue() != Long.MAX_VALUE
            && !t.missing().contains(newest)) {
          work.add(() ->
              parts
                  .coverage()
                  .uncover(
                      t.model(),
                      t.revision(),
                      RangeSet.of(newest, newest + 1),
                      "the newest interval is computed at every start (run_at_once)"));
        }
      });
      return work.size();
    });
    try (ExecutorService threads =
        Executors.newFixedThreadPool(PARALLEL, Thread.ofVirtual().factory())) {
      for (var done : threads.invokeAll(work)) {
        var unused = done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof ProviderException p) {
        throw p;
      }
      throw new IllegalStateException("un-covering broke", e);
    }
  }

  private void tell(Severity severity, String kind, Model model, String text) {
    Event event =
        Event.of(
            now.getAsLong(),
            severity,
            kind,
            "model:" + model.name(),
            "model '" + model.name() + "': " + text);
    parts.events().append(event);
    changes.send(new Change.Logged(event));
  }
}
