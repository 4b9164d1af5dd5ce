package io.foretide.connectors.enodo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.connectors.enodo.RecordedSession;
import io.foretide.connectors.enodo.ScriptedHub;
import io.foretide.connectors.enodo.client.ClientOptions;
import io.foretide.connectors.enodo.job.JobKind;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.MessageCodec;
import io.foretide.connectors.enodo.protocol.Packet;
import io.foretide.connectors.qpack.Item;
import io.foretide.core.frame.PointColumn;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our worker says to a recorded hub what the recorded workers said. */
class WorkerReplayTest {
  private static final Item REGION =
      new Item.Sequence(List.of(new Item.Whole(1_700_000_000L), new Item.Whole(1_700_011_002L)));

  @ParameterizedTest
  @CsvSource({"seed-session.txt, 2, SEED, 12", "newest-worker-session.txt, 1, NEWEST, 100"})
  void the_worker_speaks_byte_for_byte_as_the_recorded_one(
      String name, int connection, Dialect dialect, int most) throws Exception {
    List<RecordedSession.Piece> pieces =
        RecordedSession.load(name).pieces().stream()
            .filter(p -> p.connection() == connection)
            .toList();
    Packet first = RecordedSession.packets(pieces.getFirst().bytes(), dialect).getFirst();
    Handshake handshake = (Handshake) MessageCodec.read(dialect, first).orElseThrow();
    try (ScriptedHub hub = new ScriptedHub(dialect);
        Worker worker =
            Worker.start(
                new ClientOptions(
                    "127.0.0.1",
                    hub.port(),
                    dialect,
                    () -> handshake,
                    handshake.clientId(),
                    Instants.DAY,
                    Instants.DAY,
                    Optional.empty()),
                dialect == Dialect.SEED ? (job, t) -> seed(job) : (job, t) -> toy(job),
                Instants.MINUTE,
                WallClock.system(),
                new SplittableRandom(1))) {
      int compared =
          hub.play(
              pieces.subList(0, Math.min(most, pieces.size())),
              wanted -> {
                if (wanted instanceof Message.Heartbeat) {
                  worker.beat();
                }
              });
      assertThat(compared).isGreaterThan(5);
    }
  }

  private static JobResult seed(JobRequest job) {
    assertThat(job.kind()).isEqualTo(JobKind.FORECAST);
    PointColumn points = new PointColumn();
    points.add(1_700_013_600, 20.5);
    points.add(1_700_017_200, 21.5);
    points.add(1_700_020_800, 22.5);
    return new JobResult(job.series(), job.id(), "", points, Map.of());
  }

  private static JobResult toy(JobRequest job) {
    PointColumn points = new PointColumn();
    Map<String, Item> fields = new LinkedHashMap<>();
    switch (job.kind()) {
      case BASE -> {
        fields.put("characteristics", Item.mapping(Map.of("trend", new Item.Real(0.5))));
        fields.put("health", new Item.Real(0.9));
        fields.put("interval", new Item.Whole(211));
      }
      case FORECAST -> {
        points.add(1_700_011_062, 0);
        points.add(1_700_011_122, 1);
        points.add(1_700_011_182, 2);
        fields.put("analyse_region", REGION);
      }
      case RULES -> {
        fields.put(
            "data",
            new Item.Sequence(
                List.of(
                    new Item.Sequence(
                        List.of(
                            new Item.Whole(1_700_011_002), Item.text("value lower than min"))))));
        fields.put("analyse_region", REGION);
      }
      default -> {
        points.add(1_700_011_002, 0);
        fields.put("analyse_region", REGION);
      }
    }
    return new JobResult(job.series(), job.id(), "", points, fields);
  }
}
