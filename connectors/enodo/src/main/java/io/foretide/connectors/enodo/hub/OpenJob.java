package io.foretide.connectors.enodo.hub;

import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.protocol.JobResult;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A job that has not ended. Changed only under the job board's lock. */
final class OpenJob {
  private final JobRequest request;
  private final CompletableFuture<JobResult> result = new CompletableFuture<>();
  private final long since;
  private @Nullable Client worker;
  private int losses;

  OpenJob(JobRequest request, long since) {
    this.request = request;
    this.since = since;
  }

  JobRequest request() {
    return request;
  }

  CompletableFuture<JobResult> result() {
    return result;
  }

  long since() {
    return since;
  }

  @Nullable Client worker() {
    return worker;
  }

  void worker(@Nullable Client next) {
    worker = next;
  }

  /** One more worker that was lost while it had this job. */
  int lose() {
    return ++losses;
  }
}
