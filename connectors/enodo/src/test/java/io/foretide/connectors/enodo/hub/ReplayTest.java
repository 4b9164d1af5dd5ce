package io.foretide.connectors.enodo.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.connectors.enodo.RecordedSession;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.job.SeedForm;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.MessageCodec;
import io.foretide.connectors.enodo.protocol.Packet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recorded clients talk to our hub, which answers with the recorded bytes. */
class ReplayTest {
  @ParameterizedTest
  @CsvSource({"seed-session.txt, SEED", "newest-listener-session.txt, NEWEST"})
  void the_hub_answers_byte_for_byte_as_the_recorded_one(String name, Dialect dialect)
      throws Exception {
    RecordedSession session = RecordedSession.load(name);
    Map<Integer, TestClient> clients = new HashMap<>();
    CompletableFuture<JobResult> result = null;
    int answers = 0;
    try (TestHub hub = new TestHub()) {
      for (RecordedSession.Piece piece : session.pieces()) {
        TestClient client = clients.get(piece.connection());
        if (client == null) {
          client = new TestClient(hub.port(), dialect);
          clients.put(piece.connection(), client);
        }
        if (piece.toHub()) {
          client.raw(piece.bytes());
          continue;
        }
        for (Packet p : RecordedSession.packets(piece.bytes(), dialect)) {
          CompletableFuture<JobResult> asked = cause(hub, dialect, p);
          result = asked == null ? result : asked;
          assertThat(client.packet().bytes(dialect)).isEqualTo(p.bytes(dialect));
          answers++;
        }
      }
      assertThat(answers).isGreaterThan(5);
      if (result != null) {
        JobResult r = result.get(10, TimeUnit.SECONDS);
        assertThat(r.points().size()).isEqualTo(3);
        assertThat(r.points().values()[2]).isEqualTo(22.5);
      }
    } finally {
      for (TestClient c : clients.values()) {
        c.close();
      }
    }
  }

  /** What people did at the recorded hub: a series was added, a forecast fell due. */
  private static @Nullable CompletableFuture<JobResult> cause(
      TestHub hub, Dialect dialect, Packet p) throws Exception {
    if (p.number() != 0) {
      return null;
    }
    Message message = MessageCodec.read(dialect, p).orElseThrow();
    if (message instanceof Message.UpdateSeries update) {
      hub.hub.watch(update.series());
    } else if (message instanceof Message.SeedJob job) {
      JobRequest request = SeedForm.read(job, "0".repeat(32));
      return hub.hub.jobs().submit(request);
    }
    return null;
  }
}
