package io.foretide.store.process;

import io.foretide.core.model.Training.Cause;
import io.foretide.core.process.News;
import io.foretide.core.schedule.Release;
import io.foretide.core.task.Task;
import io.foretide.core.training.TrainingReport;
import io.foretide.store.claim.TaskCodec;
import io.foretide.store.codec.Bytes;
import io.foretide.store.codec.Cells;
import io.foretide.store.codec.Reader;
import org.jspecify.annotations.Nullable;

/** How tasks ended, as bytes. */
final class NewsCodec {
  private NewsCodec() {}

  static void put(Bytes out, Task task, Release release) {
    TaskCodec.put(out, task);
    out.put(release.kind().ordinal());
    Cells.put(out, release.cells());
    out.putSigned(release.retryAfter());
    Cells.put(out, release.why());
  }

  static News.Finished finished(Reader in) {
    return new News.Finished(
        TaskCodec.task(in),
        new Release(
            Release.Kind.values()[in.get()], Cells.set(in), in.getSigned(), Cells.text(in)));
  }

  static void put(Bytes out, Task task, TrainingReport report) {
    TaskCodec.put(out, task);
    out.put(report.kind().ordinal());
    Cause cause = report.cause();
    out.put(cause == null ? 0 : 1 + cause.ordinal());
    out.putSigned(report.due());
    out.putSigned(report.retryAfter());
    Cells.put(out, report.why());
  }

  static News.Looked looked(Reader in) {
    return new News.Looked(
        TaskCodec.task(in),
        new TrainingReport(
            TrainingReport.Kind.values()[in.get()],
            cause(in.get()),
            in.getSigned(),
            in.getSigned(),
            Cells.text(in)));
  }

  private static @Nullable Cause cause(int number) {
    return number == 0 ? null : Cause.values()[number - 1];
  }
}
