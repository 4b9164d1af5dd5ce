package io.foretide.core.commit;

import io.foretide.core.coverage.Coverage;
import io.foretide.core.model.ModelId;
import io.foretide.core.time.RangeSet;

/**
 * Is told of durable changes of coverage. Calls come one after the other and must return at once.
 */
public interface CoverageListener {
  void covered(ModelId model, int revision, Coverage cells);

  void uncovered(ModelId model, int revision, RangeSet cells);

  /** Cells of a model that is driven by points were closed: all below {@code end} are due. */
  void closed(ModelId model, int revision, long end);
}
