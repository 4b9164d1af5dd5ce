package io.foretide.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.core.engine.Gap;
import io.foretide.core.engine.Tally;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunAtOnceTest {
  @TempDir Path folder;

  private Service open(Map<String, Object> scheduler) throws Exception {
    Map<String, Object> values = new HashMap<>();
    values.put("store", Map.of("folder", folder.resolve("data").toString()));
    values.put("hub", Map.of("port", 0L));
    values.put("scheduler", scheduler);
    return Service.open(
        Configuration.read(new Layer(values, Map.of()), folder),
        new ServiceOptions(false, false, WallClock.system(), e -> {}));
  }

  /** Waits until nothing is missing, then tells how often the newest interval was computed. */
  private static int runsOfNewest(Service service, int atLeast) throws Exception {
    Semaphore changed = new Semaphore(0);
    try (AutoCloseable listening = service.engine().subscribe(c -> changed.release())) {
      Model m = service.engine().model("high").orElseThrow().model();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (true) {
        Tally t = service.engine().model("high").orElseThrow().tally();
        var grid = ((Schedule.ByTime) m.definition().schedule()).grid();
        long newest = grid.cellAt(WallClock.system().now()) - 1;
        int runs = service.store().runs().runsOf(m.id(), 1, newest).size();
        if (t.missing() + t.inFlight() == 0 && t.due() > 0 && runs >= atLeast) {
          assertThat(listening).isNotNull();
          return runs;
        }
        assertThat(System.nanoTime()).as(t + ", runs " + runs).isLessThan(deadline);
        var unused = changed.tryAcquire(100, TimeUnit.MILLISECONDS);
      }
    }
  }

  @Test
  void true_computes_the_newest_due_interval_at_every_start_and_no_word_does_not()
      throws Exception {
    try (Service service = open(Map.of())) {
      PointBatch points = new PointBatch();
      long now = WallClock.system().now();
      for (long t = now - 50 * Instants.HOUR; t < now; t += 10 * Instants.MINUTE) {
        points.add("pump", t, t / Instants.HOUR % 7);
      }
      service.points().write(points);
      service.start();
      service
          .engine()
          .create(
              ModelFile.read(
                  Map.of(
                      "model", "high",
                      "inputs", List.of("pump"),
                      "every", "1d",
                      "start", "-2d",
                      "run", Map.of("detect", Map.of("method", "limits", "high", 5.5)))));
      assertThat(runsOfNewest(service, 1)).isEqualTo(1);
    }
    try (Service service = open(Map.of())) {
      service.start();
      assertThat(runsOfNewest(service, 1)).isEqualTo(1);
    }
    try (Service service = open(Map.of("run_at_once", true))) {
      service.start();
      assertThat(runsOfNewest(service, 2)).isEqualTo(2);
    }
  }

  /** The planner takes a new model up a moment after it is made. */
  private static List<Gap> gaps(Service service) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      List<Gap> found = service.engine().gaps("high", new Range(0, Long.MAX_VALUE), 10);
      if (!found.isEmpty() || System.nanoTime() > deadline) {
        return found;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Test
  void false_says_when_the_backlog_will_be_planned() throws Exception {
    try (Service service = open(Map.of("run_at_once", false))) {
      service.start();
      service
          .engine()
          .create(
              ModelFile.read(
                  Map.of(
                      "model", "high",
                      "inputs", List.of("pump"),
                      "every", "1d",
                      "start", "-2d",
                      "run", Map.of("detect", Map.of("method", "limits", "high", 5.5)))));
      assertThat(gaps(service))
          .isNotEmpty()
          .allMatch(g ->
              g.why().startsWith("planned first at 2")
                  && g.why().contains("scheduler.run_at_once: false"));
    }
  }
}
