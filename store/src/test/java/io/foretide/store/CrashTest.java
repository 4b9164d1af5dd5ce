package io.foretide.store;

import static io.foretide.store.Fixture.MODEL;
import static io.foretide.store.Fixture.predicted;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
  @TempDir Path folder;

  /** The log first: what is copied later may hold more, but never less than was acknowledged. */
  private static void copy(Path file, Path to) throws Exception {
    Files.copy(
        file.resolveSibling(file.getFileName() + "-wal"),
        to.resolveSibling(to.getFileName() + "-wal"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void what_was_acknowledged_before_an_abrupt_end_is_there_afterwards() throws Exception {
    try (Fixture f = new Fixture(folder)) {
      Path crashed = folder.resolve("crashed.db");
      // No checkpoint moves pages meanwhile: file and log together are what a crash leaves.
      f.store
          .writer()
          .submit(
              io.foretide.store.write.Queue.CONTROL,
              "keeping the log",
              s -> s.number("PRAGMA wal_autocheckpoint = 0"));
      Files.copy(f.file, crashed);
      AtomicLong points = new AtomicLong();
      AtomicLong cells = new AtomicLong();
      AtomicBoolean stop = new AtomicBoolean();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<?> ingest = threads.submit(() -> ingest(f, points, stop));
        Future<?> commits = threads.submit(() -> commits(f, cells, stop));
        for (int round = 0; round < 5; round++) {
          long enough = points.get() + 20_000;
          while (points.get() < enough && !ingest.isDone() && !commits.isDone()) {
            Thread.onSpinWait();
          }
          long pointsBefore = points.get();
          long cellsBefore = cells.get();
          copy(f.file, crashed);
          check(crashed, pointsBefore, cellsBefore);
          Files.copy(f.file, crashed, StandardCopyOption.REPLACE_EXISTING);
        }
        stop.set(true);
        ingest.get();
        commits.get();
      }
    }
  }

  private static Object ingest(Fixture f, AtomicLong points, AtomicBoolean stop) throws Exception {
    while (!stop.get()) {
      PointBatch b = new PointBatch();
      for (int i = 0; i < 500; i++) {
        b.add("a", points.get() + i, points.get() + i);
      }
      f.store.points().write(b);
      points.addAndGet(500);
    }
    return points;
  }

  private static Object commits(Fixture f, AtomicLong cells, AtomicBoolean stop) throws Exception {
    while (!stop.get()) {
      long c = cells.get();
      Task task = f.claim(c, c + 3);
      f.commit(task, predicted(c, c + 3, 4, c));
      cells.addAndGet(3);
    }
    return cells;
  }

  private static void check(Path file, long points, long cells) throws Exception {
    try (SqlStore store =
        SqliteStore.open(file, Settings.DEFAULT, WallClock.system(), new InMemoryClaims())) {
      assertThat(store.check()).isEmpty();
      Frame frame = store.points().read(FrameQuery.raw(List.of("a"), new Range(0, Long.MAX_VALUE)));
      assertThat(frame.rows()).isGreaterThanOrEqualTo((int) points);
      for (int i = 0; i < frame.rows(); i++) {
        assertThat(frame.column(0)[i]).isEqualTo(frame.times()[i]);
      }
      long covered = 0;
      for (CoverageRun r : store.coverage().load(MODEL, 1, new Range(0, Long.MAX_VALUE)).runs()) {
        for (long c = r.cells().from(); c < r.cells().to(); c++) {
          assertThat(store.predictions().origin(MODEL, (c + 1) * Fixture.MINUTE)).isPresent();
          covered++;
        }
      }
      assertThat(covered)
          .isGreaterThanOrEqualTo(cells)
          .isEqualTo(store.coverage().counts(MODEL, 1).predicted());
      assertThat(covered % 3).isZero();
    }
  }
}
