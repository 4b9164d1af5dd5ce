package io.foretide.store.coverage;

import io.foretide.core.commit.CoverageListener;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.model.ModelId;
import io.foretide.core.time.RangeSet;
import io.foretide.store.codec.Cells;
import io.foretide.store.codec.Reader;
import io.foretide.store.turn.Feed;
import io.foretide.store.turn.Topic;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All who are told of changes of coverage. Thread-safe. */
public final class Listeners implements CoverageListener {
  private final List<CoverageListener> all = new CopyOnWriteArrayList<>();
  private final Feed feed;

  Listeners(Feed feed) {
    this.feed = feed;
    feed.follow(
        Topic.COVERED, (in, _) -> covered(model(in), (int) in.getUnsigned(), Cells.coverage(in)));
    feed.follow(
        Topic.UNCOVERED, (in, _) -> uncovered(model(in), (int) in.getUnsigned(), Cells.set(in)));
    feed.follow(Topic.CLOSED, (in, _) -> closed(model(in), (int) in.getUnsigned(), in.getSigned()));
  }

  private static ModelId model(Reader in) {
    return new ModelId(in.getSigned());
  }

  /** Tells the other processes, as part of the running transaction. */
  public void sayUncovered(ModelId model, int revision, RangeSet cells) {
    if (!cells.isEmpty()) {
      feed.say(
          Topic.UNCOVERED,
          out -> {
            out.putSigned(model.value());
            out.putUnsigned(revision);
            Cells.put(out, cells);
          });
    }
  }

  /** Tells the other processes, as part of the running transaction. */
  public void sayClosed(ModelId model, int revision, long end) {
    feed.say(
        Topic.CLOSED,
        out -> {
          out.putSigned(model.value());
          out.putUnsigned(revision);
          out.putSigned(end);
        });
  }

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
