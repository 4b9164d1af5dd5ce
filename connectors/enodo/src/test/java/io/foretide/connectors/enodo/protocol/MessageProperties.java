package io.foretide.connectors.enodo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.connectors.enodo.job.History;
import io.foretide.connectors.enodo.job.JobKind;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.job.SeedForm;
import io.foretide.connectors.enodo.job.TimeUnit;
import io.foretide.core.frame.PointColumn;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

/** What is written in either dialect is read as it was. */
class MessageProperties {
  private static Message there(Dialect dialect, Message message, long number) throws Exception {
    byte[] wire = MessageCodec.write(dialect, number, message).bytes(dialect);
    PacketReader reader =
        new PacketReader(
            new ByteArrayInputStream(wire),
            new MemoryBudget(64 << 20, 1),
            16 << 20,
            System::nanoTime,
            Long.MAX_VALUE);
    Packet p = reader.next();
    assertThat(reader.dialect()).contains(dialect);
    assertThat(p.number()).isEqualTo(number);
    return MessageCodec.read(dialect, p).orElseThrow();
  }

  @Property(tries = 200)
  void counts(
      @ForAll Dialect dialect,
      @ForAll @IntRange(max = 255) int number,
      @ForAll @Size(max = 20) Map<String, @LongRange(min = 0) Long> counts)
      throws Exception {
    Message m = new Message.NewPoints(new LinkedHashMap<>(counts));
    assertThat(there(dialect, m, number)).isEqualTo(m);
  }

  @Property(tries = 200)
  void lists(@ForAll Dialect dialect, @ForAll @Size(max = 20) List<@NotEmpty String> names)
      throws Exception {
    List<Watched> watched =
        names.stream().map(n -> Watched.series(n, dialect == Dialect.NEWEST)).toList();
    Message m = new Message.UpdateSeries(watched, false);
    assertThat(there(dialect, m, 1)).isEqualTo(m);
    Message json =
        new Message.UpdateSeries(names.stream().map(n -> Watched.series(n, false)).toList(), true);
    assertThat(there(dialect, json, 1)).isEqualTo(json);
  }

  @Property(tries = 200)
  void heartbeats_and_words(@ForAll Dialect dialect, @ForAll @NotEmpty String id, @ForAll boolean b)
      throws Exception {
    for (Message m :
        List.of(
            new Message.Heartbeat(id),
            new Message.Busy(b),
            new Message.RemoveSerie(id),
            new Message.AddSerie(new Watched(id, b, b ? ".*" : "")),
            new Message.GroupSeries("g", id),
            new Message.AboutJob(Kind.WORKER_JOB_CANCEL, id),
            new Message.WorkerJob(id))) {
      assertThat(there(dialect, m, 7)).isEqualTo(m);
    }
  }

  @Property(tries = 200)
  void jobs_for_programs_of_ours(
      @ForAll Dialect dialect,
      @ForAll JobKind kind,
      @ForAll TimeUnit unit,
      @ForAll @NotEmpty String series,
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long step,
      @ForAll @Size(max = 50) double[] values,
      @ForAll boolean past)
      throws Exception {
    JobRequest job =
        new JobRequest(
            "0".repeat(32),
            kind,
            series,
            "ets",
            "",
            Map.of("a", 1L, "b", "text"),
            5,
            new byte[] {1, 2, 3},
            new History(step, step, values),
            step,
            past,
            step,
            step,
            unit);
    Message.SeedJob read = (Message.SeedJob) there(dialect, SeedForm.write(job, true), 0);
    assertThat(SeedForm.read(read, "?")).usingRecursiveComparison().isEqualTo(job);
  }

  @Property(tries = 200)
  void results(
      @ForAll Dialect dialect,
      @ForAll @NotEmpty String series,
      @ForAll @Size(max = 50) List<Long> times,
      @ForAll double value)
      throws Exception {
    PointColumn points = new PointColumn();
    times.forEach(t -> points.add(t >> 11, value));
    JobResult result = new JobResult(series, "0".repeat(32), "", points, Map.of());
    for (Message.WorkerResult m : List.of(result.seed(), result.newest("job_forecast"))) {
      JobResult read = JobResult.read(((Message.WorkerResult) there(dialect, m, 1)).body());
      assertThat(read.series()).isEqualTo(series);
      assertThat(read.points().size()).isEqualTo(points.size());
      for (int i = 0; i < points.size(); i++) {
        assertThat(read.points().times()[i]).isEqualTo(points.times()[i]);
        // Minus zero is zero on the wire.
        assertThat(read.points().values()[i] + 0.0).isEqualTo(value + 0.0);
      }
    }
  }
}
