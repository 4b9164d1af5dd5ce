package io.foretide.store.coverage;

import io.foretide.core.commit.CoverageListener;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.model.ModelId;
import io.foretide.core.time.RangeSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All who are told of changes of coverage. Thread-safe. */
public final class Listeners implements CoverageListener {
  private final List<CoverageListener> all = new CopyOnWriteArrayList<>();

  void add(CoverageListener listener) {
    all.add(listener);
  }

  @Override
  public void covered(ModelId model, int revision, Coverage cells) {
    all.forEach(l -> l.covered(model, revision, cells));
  }

  @Override
  public void uncovered(ModelId model, int revision, RangeSet cells) {
    all.forEach(l -> l.uncovered(model, revision, cells));
  }

  @Override
  public void closed(ModelId model, int revision, long end) {
    all.forEach(l -> l.closed(model, revision, end));
  }
}
