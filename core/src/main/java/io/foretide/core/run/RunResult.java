package io.foretide.core.run;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.OutcomePart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run yielded.
 *
 * @param parts together all cells of the request, each once
 * @param checkpoint the state after the last interval, for a sequential model; null otherwise
 */
public record RunResult(List<OutcomePart> parts, @Nullable Checkpoint checkpoint) {
  public RunResult {
    parts = List.copyOf(parts);
  }
}
