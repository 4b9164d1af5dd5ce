package io.foretide.connectors.apps;

import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Range;
import io.foretide.models.kind.Deadline;
import io.foretide.models.window.Buckets;
import io.foretide.models.window.Outcomes;
import io.foretide.models.window.Shape;
import io.foretide.models.window.Silence;
import java.util.List;

/**
 * Runs an app over the intervals of a request, as many at once as it takes. An interval without
 * data is not asked about. Several intervals that an app refuses together are halved until the one
 * is found.
 */
final class AppRun {
  private final RunRequest request;
  private final AppSettings settings;
  private final App app;
  private final Deadline deadline;
  private final Outcomes out;

  AppRun(RunRequest request, AppSettings settings, App app, Deadline deadline) {
    this.request = request;
    this.settings = settings;
    this.app = app;
    this.deadline = deadline;
    this.out = new Outcomes(request.cells().from());
  }

  RunResult result() throws ProviderException {
    Range[] intervals = request.intervals();
    if (intervals.length == 0) {
      return new RunResult(List.of(), null);
    }
    Job whole = whole(intervals);
    int i = 0;
    while (i < intervals.length) {
      if (!whole.hasData(i)) {
        silent(whole, i);
        i++;
        continue;
      }
      int end = i + 1;
      while (end < intervals.length && end - i < settings.together() && whole.hasData(end)) {
        end++;
      }
      ask(whole, i, end);
      i = end;
    }
    return new RunResult(out.parts(), null);
  }

  private Job whole(Range[] intervals) {
    Shape shape = settings.shape();
    long to = shape.bucketAt(intervals[intervals.length - 1].to());
    long from =
        Math.min(shape.bucketAt(intervals[0].from()), shape.bucketAt(intervals[0].to()) - 1)
            - settings.lookback();
    Buckets buckets = Buckets.of(request.frame(), shape.step(), from, to);
    return new Job(
        request.model(),
        request.revision(),
        settings,
        request.cells(),
        intervals,
        buckets,
        from,
        to);
  }

  private void silent(Job job, int i) {
    long end = settings.shape().bucketAt(job.intervals()[i].to());
    out.empty(
        Reason.NO_DATA,
        Silence.words(
            request.revision().definition().inputs(),
            job.buckets(),
            end - settings.lookback() - 1,
            end));
  }

  private void ask(Job whole, int from, int to) throws ProviderException {
    String name = request.revision().definition().name();
    deadline.check(name, from, whole.intervals().length);
    Job job = whole.cut(from, to);
    try {
      AppAnswer answer = app.run(job, Math.min(settings.timeout(), deadline.rest()));
      for (int i = 0; i < job.intervals().length; i++) {
        answer.add(i, out);
      }
    } catch (ProviderException.Rejected e) {
      if (to - from == 1) {
        out.failed(Reason.REJECTED, String.valueOf(e.getMessage()));
        return;
      }
      int middle = (from + to) / 2;
      ask(whole, from, middle);
      ask(whole, middle, to);
    }
  }
}
