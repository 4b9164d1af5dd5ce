package io.foretide.connectors.enodo.job;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job for a worker.
 *
 * @param id 32 hexadecimal digits
 * @param kind what to do
 * @param series whose points the worker reads
 * @param method such as {@code arima}, or the module of a newest worker
 * @param version of the module; empty for any
 * @param parameters of the method, as plain data
 * @param maxPoints the newest points that the worker reads; 0 for its own choice
 * @param learned what a training learned; empty if nothing did
 * @param history the values to work on; null leaves reading to the worker, as old ones do anyhow
 * @param until only points before this instant count, epoch nanoseconds
 * @param past whether points after {@code until} may be there; old workers, which read up to the
 *     present, cannot have such a job
 * @param step nanoseconds between the rows that are wanted
 * @param horizon nanoseconds that they shall reach
 * @param unit of the times in the answer
 */
@SuppressWarnings("ArrayRecordComponent")
public record JobRequest(
    String id,
    JobKind kind,
    String series,
    String method,
    String version,
    Map<String, Object> parameters,
    long maxPoints,
    byte[] learned,
    @Nullable History history,
    long until,
    boolean past,
    long step,
    long horizon,
    TimeUnit unit) {
  public JobRequest {
    parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** The number that the seed's workers have for the method; 0 if they lack it. */
  public int seedType() {
    return SeedMethod.number(method);
  }

  /** Nothing was learned. */
  public static byte[] unlearned() {
    return new byte[0];
  }

  /** With an id of its own. */
  public JobRequest as(String other) {
    return new JobRequest(
        other,
        kind,
        series,
        method,
        version,
        parameters,
        maxPoints,
        learned,
        history,
        until,
        past,
        step,
        horizon,
        unit);
  }
}
