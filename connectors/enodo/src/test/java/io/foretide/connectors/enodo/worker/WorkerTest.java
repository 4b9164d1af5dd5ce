package io.foretide.connectors.enodo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.connectors.enodo.client.ClientOptions;
import io.foretide.connectors.enodo.hub.EnodoHub;
import io.foretide.connectors.enodo.hub.HubOptions;
import io.foretide.connectors.enodo.job.JobKind;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.job.TimeUnit;
import io.foretide.connectors.enodo.listener.TallyWait;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.connectors.qpack.Item;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.frame.PointColumn;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real worker at a real hub. */
class WorkerTest {
  private static final EventLog SILENT =
      new EventLog() {
        @Override
        public void append(Event event) {}

        @Override
        public List<Event> list(Filter filter) {
          return List.of();
        }
      };

  private static JobRequest job(String id, JobKind kind) {
    return new JobRequest(
        "0".repeat(31) + id,
        kind,
        "s",
        "foretide",
        "",
        Map.of("method", "ets"),
        0,
        JobRequest.unlearned(),
        null,
        1_700_000_000L * Instants.SECOND,
        false,
        Instants.MINUTE,
        Instants.HOUR,
        TimeUnit.S);
  }

  private static Worker worker(
      EnodoHub hub, Dialect dialect, boolean ours, JobRunner runner, long longest) {
    Handshake h = Handshake.worker("w", "0.1.0", false);
    Handshake own =
        ours
            ? h.with(Handshake.FORETIDE, Item.text("0.1.0"))
            : h.with(
                "module",
                Item.mapping(
                    Map.of(
                        "name", Item.text("foretide"),
                        "version", Item.text("0.1.0"),
                        "supported_jobs", new Item.Sequence(List.of(Item.text("job_forecast"))))));
    Worker out =
        Worker.start(
            new ClientOptions(
                "127.0.0.1",
                hub.port(),
                dialect,
                () -> own,
                "w",
                Instants.SECOND,
                Instants.SECOND / 20,
                Optional.empty()),
            runner,
            longest,
            WallClock.system(),
            new SplittableRandom(5));
    TallyWait.until(out::isConnected);
    return out;
  }

  private static EnodoHub hub() throws java.io.IOException {
    return EnodoHub.open(HubOptions.local(), WallClock.system(), SILENT, counts -> {});
  }

  private static JobResult answer(JobRequest job) {
    PointColumn points = new PointColumn();
    points.add(1_700_000_060, job.kind().ordinal());
    return new JobResult(job.series(), job.id(), "", points, Map.of());
  }

  private static JobResult of(CompletableFuture<JobResult> future) throws Exception {
    return future.get(15, java.util.concurrent.TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_worker_of_ours_trains_fits_and_forecasts(Dialect dialect) throws Exception {
    try (EnodoHub hub = hub();
        Worker worker = worker(hub, dialect, true, (job, t) -> answer(job), Instants.MINUTE)) {
      int n = 0;
      for (JobKind kind : JobKind.values()) {
        JobResult r = of(hub.jobs().submit(job(Integer.toString(n++), kind)));
        assertThat(r.points().values()[0]).isEqualTo(kind.ordinal());
      }
      assertThat(worker.ended()).isEqualTo(JobKind.values().length);
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void what_a_job_throws_is_told_to_the_hub(Dialect dialect) throws Exception {
    JobRunner broken =
        (job, t) -> {
          throw new ProviderException.NoData("series 's' is empty");
        };
    try (EnodoHub hub = hub();
        Worker worker = worker(hub, dialect, true, broken, Instants.MINUTE)) {
      assertThat(of(hub.jobs().submit(job("1", JobKind.FORECAST))).error())
          .isEqualTo("series 's' is empty");
      assertThat(of(hub.jobs().submit(job("2", JobKind.FORECAST))).isFailed()).isTrue();
      assertThat(worker.isConnected()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_job_that_takes_too_long_is_stopped_and_the_next_one_runs(Dialect dialect)
      throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    JobRunner stuck =
        (job, t) -> {
          if (job.id().endsWith("1")) {
            try {
              never.await();
            } catch (InterruptedException e) {
              interrupted.countDown();
            }
          }
          return answer(job);
        };
    try (EnodoHub hub = hub();
        Worker worker = worker(hub, dialect, true, stuck, Instants.SECOND / 4)) {
      CompletableFuture<JobResult> first = hub.jobs().submit(job("1", JobKind.FORECAST));
      CompletableFuture<JobResult> second = hub.jobs().submit(job("2", JobKind.FORECAST));
      assertThat(of(first).error()).contains("cancelled");
      assertThat(of(second).isFailed()).isFalse();
      assertThat(interrupted.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      assertThat(worker.isConnected()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_job_that_the_hub_takes_back_is_stopped(Dialect dialect) throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    JobRunner stuck =
        (job, t) -> {
          began.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return answer(job);
        };
    try (EnodoHub hub = hub();
        Worker worker = worker(hub, dialect, true, stuck, Instants.MINUTE)) {
      var unused = hub.jobs().submit(job("1", JobKind.FORECAST));
      assertThat(began.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      hub.jobs().cancel(job("1", JobKind.FORECAST).id());
      assertThat(interrupted.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      TallyWait.until(() -> !worker.isBusy());
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_worker_that_does_not_announce_itself_gets_what_old_ones_know(Dialect dialect)
      throws Exception {
    try (EnodoHub hub = hub();
        Worker worker = worker(hub, dialect, false, (job, t) -> answer(job), Instants.MINUTE)) {
      JobRequest wanted = job("1", JobKind.FORECAST);
      JobRequest asked =
          dialect == Dialect.NEWEST
              ? wanted
              : new JobRequest(
                  wanted.id(),
                  wanted.kind(),
                  wanted.series(),
                  "prophet",
                  "",
                  Map.of(),
                  0,
                  wanted.learned(),
                  null,
                  wanted.until(),
                  false,
                  wanted.step(),
                  wanted.horizon(),
                  wanted.unit());
      assertThat(of(hub.jobs().submit(asked)).points().size()).isEqualTo(1);
      assertThat(hub.jobs().hasWorkerFor(job("2", JobKind.TRAIN))).isFalse();
      assertThat(worker.ended()).isEqualTo(1);
    }
  }
}
