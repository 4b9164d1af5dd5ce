package io.foretide.connectors.enodo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.connectors.enodo.RecordedSession;
import io.foretide.connectors.enodo.job.JobKind;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.job.NewestForm;
import io.foretide.connectors.enodo.job.SeedForm;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions of hubs of 2019, 2021 and 2022 with the listeners and workers of their time. */
class RecordedBytesTest {
  @ParameterizedTest
  @CsvSource({
    "seed-session.txt, SEED",
    "newest-listener-session.txt, NEWEST",
    "newest-worker-session.txt, NEWEST"
  })
  void every_recorded_packet_is_understood_and_written_as_it_was(String name, Dialect dialect)
      throws Exception {
    RecordedSession session = RecordedSession.load(name);
    int seen = 0;
    for (int connection : session.connections()) {
      for (boolean toHub : new boolean[] {true, false}) {
        for (Packet p : session.packets(connection, toHub, dialect)) {
          Message message = MessageCodec.read(dialect, p).orElseThrow();
          assertThat(MessageCodec.write(dialect, p.number(), message).bytes(dialect))
              .as("%s %s", message, p)
              .isEqualTo(p.bytes(dialect));
          seen++;
        }
      }
    }
    assertThat(seen).isGreaterThan(10);
  }

  @ParameterizedTest
  @CsvSource({
    "seed-session.txt, SEED",
    "newest-listener-session.txt, NEWEST",
    "newest-worker-session.txt, NEWEST"
  })
  void the_first_bytes_tell_the_dialect(String name, Dialect dialect) throws Exception {
    byte[] first = RecordedSession.load(name).pieces().getFirst().bytes();
    PacketReader reader =
        new PacketReader(
            new ByteArrayInputStream(first),
            new MemoryBudget(1 << 20, 1),
            1 << 20,
            System::nanoTime,
            Long.MAX_VALUE);
    Handshake h = (Handshake) MessageCodec.read(dialect, reader.next()).orElseThrow();
    assertThat(reader.dialect()).contains(dialect);
    assertThat(h.clientId()).hasSize(32);
  }

  @Test
  void a_newest_worker_says_what_it_runs() throws Exception {
    Packet first =
        RecordedSession.load("newest-worker-session.txt")
            .packets(1, true, Dialect.NEWEST)
            .getFirst();
    Handshake h = (Handshake) MessageCodec.read(Dialect.NEWEST, first).orElseThrow();
    assertThat(h.version()).isEqualTo("0.2.33");
    assertThat(h.isForetide()).isFalse();
    assertThat(h.module())
        .contains(
            new Handshake.Module(
                "toy",
                "0.1.0",
                List.of(
                    "job_base_analysis",
                    "job_forecast",
                    "job_anomaly_detect",
                    "job_static_rules")));
  }

  @Test
  void a_recorded_job_of_the_newest_hub_is_read() throws Exception {
    List<JobRequest> jobs = new java.util.ArrayList<>();
    for (Packet p :
        RecordedSession.load("newest-worker-session.txt").packets(1, false, Dialect.NEWEST)) {
      if (MessageCodec.read(Dialect.NEWEST, p).orElseThrow() instanceof Message.WorkerJob job) {
        jobs.add(NewestForm.read(job));
      }
    }
    JobRequest forecast = jobs.get(1);
    assertThat(forecast.kind()).isEqualTo(JobKind.FORECAST);
    assertThat(forecast.series()).isEqualTo("series-f");
    assertThat(forecast.method()).isEqualTo("toy");
    assertThat(forecast.parameters()).containsEntry("n_predict", 3);
    assertThat(forecast.maxPoints()).isEqualTo(1000);
    assertThat(jobs.stream().map(JobRequest::kind))
        .containsExactly(JobKind.BASE, JobKind.FORECAST, JobKind.RULES, JobKind.ANOMALIES);
  }

  @Test
  void recorded_results_are_written_by_a_worker_of_ours_as_they_were() throws Exception {
    for (Packet p :
        RecordedSession.load("newest-worker-session.txt").packets(1, true, Dialect.NEWEST)) {
      if (MessageCodec.read(Dialect.NEWEST, p).orElseThrow() instanceof Message.WorkerResult r) {
        JobResult result = JobResult.read(r.body());
        assertThat(result.isFailed()).isFalse();
        if (io.foretide.connectors.qpack.Item.text("job_base_analysis")
            .equals(result.fields().get("job_type"))) {
          assertThat(result.number("health")).contains(0.9);
          assertThat(result.number("interval")).contains(211.0);
        } else {
          assertThat(result.points().size()).isPositive();
        }
      }
    }
    for (Packet p : RecordedSession.load("seed-session.txt").packets(2, true, Dialect.SEED)) {
      if (MessageCodec.read(Dialect.SEED, p).orElseThrow() instanceof Message.WorkerResult r) {
        assertThat(JobResult.read(r.body()).seed()).isEqualTo(r);
      }
    }
  }

  @Test
  void a_job_for_a_seed_worker_is_the_recorded_one() throws Exception {
    for (Packet p : RecordedSession.load("seed-session.txt").packets(2, false, Dialect.SEED)) {
      if (MessageCodec.read(Dialect.SEED, p).orElseThrow() instanceof Message.SeedJob job) {
        JobRequest request = SeedForm.read(job, "0".repeat(32));
        assertThat(request.method()).isEqualTo("prophet");
        assertThat(
                MessageCodec.write(Dialect.SEED, 0, SeedForm.write(request, false))
                    .bytes(Dialect.SEED))
            .isEqualTo(p.bytes(Dialect.SEED));
        return;
      }
    }
    throw new AssertionError("the recording holds a job");
  }
}
