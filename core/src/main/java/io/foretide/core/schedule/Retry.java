package io.foretide.core.schedule;

import io.foretide.core.model.ModelId;
import org.jspecify.annotations.Nullable;

/** A track whose cells may be tried again, or (without one) a model to look at again. */
record Retry(long at, ModelId model, @Nullable Track track) implements Comparable<Retry> {
  @Override
  public int compareTo(Retry o) {
    return Long.compare(at, o.at);
  }
}
