package io.foretide.connectors.enodo.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.connectors.enodo.RecordedSession;
import io.foretide.connectors.enodo.ScriptedHub;
import io.foretide.connectors.enodo.client.ClientOptions;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.MessageCodec;
import io.foretide.connectors.enodo.protocol.Packet;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our listener says to a recorded hub what the recorded listeners said. */
class ListenerReplayTest {
  @ParameterizedTest
  @CsvSource({"seed-session.txt, SEED", "newest-listener-session.txt, NEWEST"})
  void the_listener_speaks_byte_for_byte_as_the_recorded_one(String name, Dialect dialect)
      throws Exception {
    List<RecordedSession.Piece> pieces =
        RecordedSession.load(name).pieces().stream().filter(p -> p.connection() == 1).toList();
    Packet first = RecordedSession.packets(pieces.getFirst().bytes(), dialect).getFirst();
    Handshake handshake = (Handshake) MessageCodec.read(dialect, first).orElseThrow();
    try (ScriptedHub hub = new ScriptedHub(dialect);
        Listener listener =
            Listener.start(
                new ListenerOptions(Optional.empty(), "127.0.0.1", -1, -1, Instants.DAY),
                new ClientOptions(
                    "127.0.0.1",
                    hub.port(),
                    dialect,
                    () -> handshake,
                    handshake.clientId(),
                    Instants.DAY,
                    Instants.DAY,
                    Optional.empty()),
                WallClock.system(),
                new SplittableRandom(1))) {
      int compared = hub.play(pieces, wanted -> cue(listener, wanted));
      assertThat(compared).isGreaterThan(5);
    }
  }

  private static void cue(Listener listener, Message wanted) {
    switch (wanted) {
      case Message.Heartbeat h -> listener.beat();
      case Message.NewPoints points -> {
        TallyWait.until(listener::isAnswered);
        points
            .counts()
            .forEach((series, n) -> {
              TallyWait.until(() -> listener.tally().watches(series));
              listener.counted(series, n);
            });
        listener.report(false);
      }
      default -> assertThat(wanted).isInstanceOf(Handshake.class);
    }
  }
}
