package io.foretide.core.commit;

import io.foretide.core.task.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that becomes durable at once: rows, coverage, checkpoint and the end of the claim.
 *
 * @param task whose claim is spent
 * @param outputs names of the rows' columns
 * @param parts disjoint cells of the task; cells in no part are given back to the planner
 * @param checkpoint of a sequential model at its frontier; null if none
 * @param points how many points were read
 * @param runNanos how long reading and running took
 * @param owner who ran it
 */
public record Commit(
    Task task,
    List<String> outputs,
    List<OutcomePart> parts,
    @Nullable Checkpoint checkpoint,
    long points,
    long runNanos,
    String owner) {
  /** The owner of what other programs predicted. */
  public static final String ELSEWHERE = "another program";

  public Commit {
    outputs = List.copyOf(outputs);
    parts = List.copyOf(parts);
  }
}
