package io.foretide.core.engine;

import io.foretide.core.time.Range;
import org.jspecify.annotations.Nullable;

/** Something that a page shows has changed. */
public sealed interface Change {
  /**
   * Intervals of a model changed state.
   *
   * @param instants where they lie; all of the revision's time if they are driven by points
   * @param closed which ones, if they are driven by points; null otherwise
   */
  record Intervals(
      String model, Range instants, VisibleState state, long count, @Nullable Closed closed)
      implements Change {
    public Intervals(String model, Range instants, VisibleState state, long count) {
      this(model, instants, state, count, null);
    }
  }

  /** Intervals that points closed, by revision and number. */
  record Closed(int revision, Range cells) {}

  /** A model was made, edited, paused or deleted. */
  record ModelChanged(String model) implements Change {}

  /** An event was logged. */
  record Logged(io.foretide.core.event.Event event) implements Change {}
}
