package io.foretide.connectors.enodo.hub;

import static io.foretide.connectors.enodo.hub.TestClient.newestWorker;
import static io.foretide.connectors.enodo.hub.TestClient.seedWorker;
import static io.foretide.connectors.enodo.hub.TestHub.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.job.NewestForm;
import io.foretide.connectors.enodo.job.SeedForm;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.connectors.enodo.protocol.Kind;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.qpack.Item;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointColumn;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JobsTest {
  private static final String ID = "0".repeat(31) + "1";
  private static final String OTHER = "0".repeat(31) + "2";

  private static JobResult result(String series, String job) {
    PointColumn points = new PointColumn();
    points.add(1_700_000_060, 20.5);
    return new JobResult(series, job, "", points, Map.of());
  }

  private static JobResult of(CompletableFuture<JobResult> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  @Test
  void a_seed_worker_forecasts() throws Exception {
    try (TestHub hub = new TestHub();
        TestClient worker = new TestClient(hub.port(), Dialect.SEED).as(seedWorker("w"))) {
      CompletableFuture<JobResult> asked = hub.hub.jobs().submit(job(ID, "s", "arima"));
      Message.SeedJob got = (Message.SeedJob) worker.next();
      assertThat(got.kind()).isEqualTo(Kind.FORECAST_SERIE);
      assertThat(got.modelType()).isEqualTo(1);
      assertThat(((Item.Mapping) got.arguments()).entries())
          .containsOnlyKeys(Item.text("m"), Item.text("d"), Item.text("D"));
      assertThat(got.ours()).isEmpty();
      worker.send(new Message.Busy(true));
      worker.send(result("s", "").seed());
      assertThat(of(asked).points().values()[0]).isEqualTo(20.5);
      hub.await(() -> hub.hub.clients().getFirst().series() == 1);
    }
  }

  @Test
  void a_newest_worker_gets_jobs_of_its_module_only() throws Exception {
    try (TestHub hub = new TestHub();
        TestClient worker =
            new TestClient(hub.port(), Dialect.NEWEST).as(newestWorker("w", "toy"))) {
      CompletableFuture<JobResult> other = hub.hub.jobs().submit(job(OTHER, "s", "prophet"));
      CompletableFuture<JobResult> asked = hub.hub.jobs().submit(job(ID, "s", "toy"));
      JobRequest got = NewestForm.read((Message.WorkerJob) worker.next());
      assertThat(got.id()).isEqualTo(ID);
      assertThat(got.method()).isEqualTo("toy");
      worker.send(result("s", ID).newest("job_forecast"));
      assertThat(of(asked).jobId()).isEqualTo(ID);
      assertThat(other).isNotDone();
      assertThat(hub.hub.jobs().waiting()).isEqualTo(1);
    }
  }

  @Test
  void a_program_of_ours_is_told_everything() throws Exception {
    try (TestHub hub = new TestHub();
        TestClient worker =
            new TestClient(hub.port(), Dialect.SEED)
                .as(seedWorker("w").with(Handshake.FORETIDE, Item.text("0.1.0")))) {
      JobRequest wanted = job(ID, "s", "ets");
      CompletableFuture<JobResult> asked = hub.hub.jobs().submit(wanted);
      assertThat(SeedForm.read((Message.SeedJob) worker.next(), "?"))
          .usingRecursiveComparison()
          .isEqualTo(wanted);
      hub.hub.jobs().cancel(ID);
      assertThat(worker.next()).isEqualTo(new Message.AboutJob(Kind.WORKER_JOB_CANCEL, ID));
      assertThat(asked).isCancelled();
    }
  }

  @Test
  void the_job_of_a_lost_worker_goes_to_another_at_once() throws Exception {
    try (TestHub hub = new TestHub();
        TestClient first = new TestClient(hub.port(), Dialect.SEED).as(seedWorker("w1"))) {
      CompletableFuture<JobResult> asked = hub.hub.jobs().submit(job(ID, "s", "prophet"));
      assertThat(first.next()).isInstanceOf(Message.SeedJob.class);
      try (TestClient second = new TestClient(hub.port(), Dialect.SEED).as(seedWorker("w2"))) {
        first.close();
        assertThat(second.next()).isInstanceOf(Message.SeedJob.class);
        second.send(result("s", "").seed());
        assertThat(of(asked).isFailed()).isFalse();
      }
    }
  }

  @Test
  void a_job_that_loses_three_workers_is_given_up() throws Exception {
    try (TestHub hub = new TestHub()) {
      CompletableFuture<JobResult> asked = hub.hub.jobs().submit(job(ID, "s", "prophet"));
      for (int i = 0; i < JobBoard.MOST_LOSSES; i++) {
        try (TestClient w = new TestClient(hub.port(), Dialect.SEED).as(seedWorker("w" + i))) {
          assertThat(w.next()).isInstanceOf(Message.SeedJob.class);
        }
      }
      assertThatThrownBy(() -> of(asked)).hasCauseInstanceOf(ProviderException.Poison.class);
    }
  }

  @Test
  void a_failed_job_stops_no_other_of_its_series() throws Exception {
    try (TestHub hub = new TestHub();
        TestClient worker =
            new TestClient(hub.port(), Dialect.NEWEST).as(newestWorker("w", "toy"))) {
      CompletableFuture<JobResult> bad = hub.hub.jobs().submit(job(ID, "s", "toy"));
      CompletableFuture<JobResult> good = hub.hub.jobs().submit(job(OTHER, "s", "toy"));
      assertThat(NewestForm.read((Message.WorkerJob) worker.next()).id()).isEqualTo(ID);
      worker.send(JobResult.failed("s", ID, "forced failure").newest("job_forecast"));
      assertThat(of(bad).error()).isEqualTo("forced failure");
      assertThat(NewestForm.read((Message.WorkerJob) worker.next()).id()).isEqualTo(OTHER);
      worker.send(result("s", OTHER).newest("job_forecast"));
      assertThat(of(good).isFailed()).isFalse();
      assertThat(hub.hub.jobs().jobs())
          .singleElement()
          .satisfies(v -> assertThat(v.state()).isEqualTo(JobView.State.FAILED));
    }
  }

  @Test
  void a_busy_worker_refuses_and_gets_the_job_when_it_is_free() throws Exception {
    try (TestHub hub = new TestHub();
        TestClient worker = new TestClient(hub.port(), Dialect.SEED).as(seedWorker("w"))) {
      CompletableFuture<JobResult> asked = hub.hub.jobs().submit(job(ID, "s", "prophet"));
      assertThat(worker.next()).isInstanceOf(Message.SeedJob.class);
      worker.send(new Message.Word(Kind.WORKER_REFUSED));
      hub.await(() -> hub.hub.jobs().waiting() == 1);
      worker.send(new Message.Busy(false));
      assertThat(worker.next()).isInstanceOf(Message.SeedJob.class);
      worker.send(result("s", "").seed());
      assertThat(of(asked).isFailed()).isFalse();
    }
  }

  @Test
  void an_answer_that_nobody_waits_for_changes_nothing() throws Exception {
    try (TestHub hub = new TestHub();
        TestClient worker =
            new TestClient(hub.port(), Dialect.NEWEST).as(newestWorker("w", "toy"))) {
      CompletableFuture<JobResult> asked = hub.hub.jobs().submit(job(ID, "s", "toy"));
      assertThat(worker.next()).isInstanceOf(Message.WorkerJob.class);
      worker.send(result("s", OTHER).newest("job_forecast"));
      worker.send(result("another", ID).newest("job_forecast"));
      worker.send(new Message.Heartbeat("w"));
      assertThat(worker.next()).isInstanceOf(Message.Heartbeat.class);
      assertThat(asked).isNotDone();
      worker.send(new Message.AboutJob(Kind.WORKER_JOB_CANCELLED, ID));
      assertThat(of(asked).error()).contains("cancelled");
    }
  }
}
