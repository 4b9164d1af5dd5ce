package io.foretide.core.prediction;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.ModelId;
import io.foretide.core.time.Range;
import java.util.List;
import java.util.Optional;

/** The stored predictions, keyed by (model, revision, origin, instant). Thread-safe. */
public interface PredictionHistory {
  /**
   * For each instant in a range the row of the latest origin that predicted it: columns are the
   * outputs. Only rows of the revision that owns the origin's interval are seen, never those of a
   * lane ({@link io.foretide.core.model.Candidates}).
   *
   * @param minLead only origins at least this many nanoseconds before the instant; 0 for all
   */
  Frame latest(ModelId model, Range instants, long minLead) throws ProviderException;

  /** As {@link #latest}, of one revision's rows, be they owned or of its lane. */
  Frame latestOf(ModelId model, int revision, Range instants, long minLead)
      throws ProviderException;

  /** The block of one origin, of the revision that owns its interval. */
  Optional<Stored> origin(ModelId model, long origin) throws ProviderException;

  /**
   * The blocks whose origin lies in a range, by rising origin, at most {@code limit}; of each
   * origin only the owner's.
   */
  List<Stored> origins(ModelId model, Range origins, int limit) throws ProviderException;

  /**
   * A stored block.
   *
   * @param revision that made it
   * @param outputs names of its columns
   * @param block the rows
   * @param writtenAt epoch nanoseconds
   */
  record Stored(int revision, List<String> outputs, PredictionBlock block, long writtenAt) {}
}
