package io.foretide.core.engine;

import io.foretide.core.time.Range;

/** Something that a page shows has changed. */
public sealed interface Change {
  /** Intervals of a model changed state. */
  record Intervals(String model, Range instants, VisibleState state, long count)
      implements Change {}

  /** A model was made, edited, paused or deleted. */
  record ModelChanged(String model) implements Change {}

  /** An event was logged. */
  record Logged(io.foretide.core.event.Event event) implements Change {}
}
