package io.foretide.core.engine;

import io.foretide.core.commit.CoverageListener;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Passes changes on to whoever looks at them, and counts. Thread-safe. */
final class Changes implements CoverageListener {
  private final ModelBook book;
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  final LongAdder commits = new LongAdder();
  final LongAdder intervals = new LongAdder();

  Changes(ModelBook book) {
    this.book = book;
  }

  AutoCloseable subscribe(Consumer<Change> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void send(Change change) {
    for (Consumer<Change> l : listeners) {
      l.accept(change);
    }
  }

  @Override
  public void covered(ModelId model, int revision, Coverage cells) {
    commits.increment();
    for (CoverageRun run : cells.runs()) {
      intervals.add(run.cells().length());
      tell(model, revision, run.cells(), VisibleState.of(run));
    }
  }

  @Override
  public void uncovered(ModelId model, int revision, RangeSet cells) {
    cells.forEach(r -> tell(model, revision, r, VisibleState.MISSING));
  }

  @Override
  public void closed(ModelId model, int revision, long end) {}

  private void tell(ModelId id, int revision, Range cells, VisibleState state) {
    if (listeners.isEmpty()) {
      return;
    }
    try {
      Optional<Model> model = book.find(id);
      if (model.isEmpty()) {
        return;
      }
      Revision r = model.get().revision(revision);
      if (r.definition().schedule() instanceof Schedule.ByTime t) {
        Range instants = t.grid().instants(cells);
        if (r.lane() != null) {
          instants = instants.intersect(r.active());
          cells = t.grid().cellsWithin(instants);
        }
        if (!cells.isEmpty()) {
          send(new Change.Intervals(model.get().name(), instants, state, cells.length()));
        }
      } else if (!r.active().isEmpty()) {
        // Where intervals of points lie is known to the store alone: anywhere in its time.
        send(
            new Change.Intervals(
                model.get().name(),
                r.active(),
                state,
                cells.length(),
                new Change.Closed(revision, cells)));
      }
    } catch (ProviderException e) {
      // A page that misses a change sees it with its next full look.
      send(new Change.ModelChanged(book.nameOf(id)));
    }
  }
}
