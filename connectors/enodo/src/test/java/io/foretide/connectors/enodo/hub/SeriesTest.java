package io.foretide.connectors.enodo.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.Kind;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.Packet;
import io.foretide.connectors.enodo.protocol.Watched;
import io.foretide.connectors.qpack.Item;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeriesTest {
  private static final Watched A = Watched.series("a", true);
  private static final Watched B = Watched.series("b", false);

  private static Handshake listener(Dialect dialect) {
    Handshake h = Handshake.listener("l", "0.0.5");
    return dialect == Dialect.SEED ? h : h.with("lib_version", Item.text("0.2.33"));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void counts_of_watched_series_are_taken_and_answered(Dialect dialect) throws Exception {
    try (TestHub hub = new TestHub()) {
      hub.hub.watch(List.of(A));
      try (TestClient client = new TestClient(hub.port(), dialect).as(listener(dialect))) {
        long n = client.send(new Message.NewPoints(Map.of("a", 7L, "nobody's", 3L)));
        Packet answer = client.packet();
        assertThat(answer.type()).isEqualTo(dialect.number(Kind.RESPONSE_OK));
        assertThat(answer.number()).isEqualTo(n);
        assertThat(hub.counted).containsExactly(Map.of("a", 7L));
        assertThat(hub.hub.series().counted("a")).isEqualTo(7);
      }
    }
  }

  @Test
  void counts_that_could_not_be_kept_are_not_answered() throws Exception {
    try (TestHub hub = new TestHub()) {
      hub.hub.watch(List.of(A));
      hub.refuses = true;
      try (TestClient client =
          new TestClient(hub.port(), Dialect.SEED).as(listener(Dialect.SEED))) {
        client.send(new Message.NewPoints(Map.of("a", 7L)));
        client.send(new Message.Heartbeat("l"));
        assertThat(client.next()).isEqualTo(new Message.Heartbeat(""));
      }
    }
  }

  @Test
  void a_listener_of_2020_sends_the_points_themselves() throws Exception {
    try (TestHub hub = new TestHub()) {
      hub.hub.watch(List.of(A));
      try (TestClient client =
          new TestClient(hub.port(), Dialect.NEWEST).as(listener(Dialect.NEWEST))) {
        byte[] body =
            Item.mapping(
                    Map.of(
                        "a",
                        new Item.Sequence(
                            List.of(
                                new Item.Sequence(
                                    List.of(new Item.Whole(1700000000), new Item.Real(1.5))),
                                new Item.Sequence(
                                    List.of(new Item.Whole(1700000060), new Item.Real(2.5)))))))
                .encoded();
        client.raw(new Packet(12, 1, body).bytes(Dialect.NEWEST));
        assertThat(client.next()).isEqualTo(new Message.Signal(Kind.RESPONSE_OK));
        assertThat(hub.counted).containsExactly(Map.of("a", 2L));
      }
    }
  }

  @Test
  void old_listeners_get_the_whole_list_and_ours_the_change() throws Exception {
    try (TestHub hub = new TestHub()) {
      hub.hub.watch(List.of(A));
      try (TestClient seed =
              new TestClient(hub.port(), Dialect.SEED).as(Handshake.listener("l1", "0.0.5"));
          TestClient ours =
              new TestClient(hub.port(), Dialect.SEED)
                  .as(
                      Handshake.listener("l2", "0.1.0")
                          .with(Handshake.FORETIDE, Item.text("0.1.0")))) {
        hub.hub.watch(List.of(A, B));
        assertThat(seed.next())
            .isEqualTo(
                new Message.UpdateSeries(
                    List.of(Watched.series("a", false), Watched.series("b", false)), true));
        assertThat(ours.next()).isEqualTo(new Message.AddSerie(B));
        hub.hub.watch(List.of(B));
        assertThat(ours.next()).isEqualTo(new Message.RemoveSerie("a"));
        assertThat(hub.hub.series().counted("a")).isZero();
      }
    }
  }
}
