package io.foretide.connectors.enodo.hub;

import static io.foretide.connectors.enodo.hub.TestClient.newestWorker;
import static io.foretide.connectors.enodo.hub.TestClient.seedWorker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.Kind;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.Packet;
import io.foretide.connectors.enodo.protocol.Watched;
import io.foretide.connectors.qpack.Item;
import io.foretide.core.settings.Secret;
import io.foretide.core.time.Instants;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientsTest {
  private static final AddressRanges NOBODY = AddressRanges.of(List.of());

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_worker_is_greeted_and_its_heartbeats_are_answered(Dialect dialect) throws Exception {
    try (TestHub hub = new TestHub();
        TestClient client = new TestClient(hub.port(), dialect)) {
      client.as(dialect == Dialect.SEED ? seedWorker("w1") : newestWorker("w1", "toy"));
      long n = client.send(new Message.Heartbeat("w1"));
      Packet answer = client.packet();
      assertThat(answer.type()).isEqualTo(dialect.number(Kind.HEARTBEAT));
      assertThat(answer.number()).isEqualTo(n);
      assertThat(answer.body()).isEmpty();
      assertThat(hub.hub.clients())
          .singleElement()
          .satisfies(c -> {
            assertThat(c.id()).isEqualTo("w1");
            assertThat(c.isWorker()).isTrue();
            assertThat(c.dialect()).isEqualTo(dialect);
            assertThat(c.lastSeen()).isGreaterThanOrEqualTo(c.since());
          });
    }
  }

  @Test
  void a_go_listener_gets_its_series_alone_and_a_python_one_is_greeted_first() throws Exception {
    try (TestHub hub = new TestHub()) {
      hub.hub.watch(List.of(Watched.series("a", true)));
      try (TestClient go = new TestClient(hub.port(), Dialect.NEWEST)) {
        go.send(Handshake.listener("l1", "0.1.0-beta3.0.2"));
        assertThat(go.next())
            .isEqualTo(new Message.UpdateSeries(List.of(Watched.series("a", true)), false));
      }
      try (TestClient python = new TestClient(hub.port(), Dialect.NEWEST)) {
        python.as(Handshake.listener("l2", "x").with("lib_version", Item.text("0.2.33")));
      }
    }
  }

  @Test
  void an_unknown_client_is_told_so_and_introduces_itself_again() throws Exception {
    try (TestHub hub =
            new TestHub(TestHub.options(AddressRanges.LOOPBACK, List.of(), Instants.SECOND / 5));
        TestClient client = new TestClient(hub.port(), Dialect.SEED)) {
      client.as(seedWorker("w1"));
      hub.await(() -> hub.hub.clients().isEmpty());
      client.send(new Message.Heartbeat("w1"));
      assertThat(client.next()).isEqualTo(new Message.Signal(Kind.UNKNOWN_CLIENT));
      client.as(seedWorker("w1"));
      assertThat(hub.hub.clients()).hasSize(1);
      assertThat(hub.told).anySatisfy(e -> assertThat(e.kind()).isEqualTo("enodo.client.lost"));
    }
  }

  @Test
  void a_heartbeat_with_a_foreign_id_is_unknown() throws Exception {
    try (TestHub hub = new TestHub();
        TestClient client = new TestClient(hub.port(), Dialect.NEWEST)) {
      client.as(newestWorker("w1", "toy"));
      client.send(new Message.Heartbeat("somebody else"));
      assertThat(client.next()).isEqualTo(new Message.Signal(Kind.UNKNOWN_CLIENT));
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void without_a_token_only_allowed_addresses_are_let_in(Dialect dialect) throws Exception {
    try (TestHub hub =
        new TestHub(
            TestHub.options(NOBODY, List.of(new Secret("right")), HubOptions.LEAST_TIMEOUT))) {
      for (Handshake h :
          List.of(
              seedWorker("w"),
              seedWorker("w").with("token", Item.text("wrong")),
              seedWorker("w").with("token", Item.text("")))) {
        try (TestClient client = new TestClient(hub.port(), dialect)) {
          client.send(h);
          assertThat(client.next()).isEqualTo(new Message.Signal(Kind.HANDSHAKE_FAIL));
          assertThat(client.ended()).isTrue();
        }
      }
      assertThat(hub.hub.clients()).isEmpty();
      assertThat(hub.told)
          .hasSize(3)
          .allSatisfy(e -> assertThat(e.message()).contains("127.0.0.1").doesNotContain("wrong'"));
      try (TestClient client = new TestClient(hub.port(), dialect)) {
        client.as(seedWorker("w").with("token", Item.text("right")));
      }
    }
  }

  @Test
  void a_wrong_token_is_refused_from_an_allowed_address_too() throws Exception {
    try (TestHub hub = new TestHub();
        TestClient client = new TestClient(hub.port(), Dialect.SEED)) {
      client.send(seedWorker("w").with("token", Item.text("guessed")));
      assertThat(client.next()).isEqualTo(new Message.Signal(Kind.HANDSHAKE_FAIL));
    }
  }

  @Test
  void a_client_without_a_type_is_refused() throws Exception {
    try (TestHub hub = new TestHub();
        TestClient client = new TestClient(hub.port(), Dialect.SEED)) {
      client.send(new Handshake(Item.mapping(Map.of("client_id", Item.text("x")))));
      assertThat(client.next()).isEqualTo(new Message.Signal(Kind.HANDSHAKE_FAIL));
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void who_says_nothing_is_let_go() throws Exception {
    try (TestHub hub =
            new TestHub(
                TestHub.options(AddressRanges.LOOPBACK, List.of(), HubOptions.LEAST_TIMEOUT));
        TestClient client = new TestClient(hub.port(), Dialect.SEED)) {
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void a_packet_that_promises_too_much_ends_the_connection() throws Exception {
    try (TestHub hub = new TestHub();
        TestClient client = new TestClient(hub.port(), Dialect.NEWEST)) {
      client.raw(new byte[] {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 1, 0});
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void what_is_not_a_message_ends_the_connection_and_nobody_elses() throws Exception {
    try (TestHub hub = new TestHub();
        TestClient good = new TestClient(hub.port(), Dialect.SEED).as(seedWorker("good"));
        TestClient bad = new TestClient(hub.port(), Dialect.SEED).as(seedWorker("bad"))) {
      bad.raw(
          new Packet(Dialect.SEED.number(Kind.WORKER_RESULT), 2, new byte[] {(byte) 0xf5, 1})
              .bytes(Dialect.SEED));
      assertThat(bad.ended()).isTrue();
      good.send(new Message.Heartbeat("good"));
      assertThat(good.next()).isEqualTo(new Message.Heartbeat(""));
    }
  }

  @Test
  void a_goodbye_is_no_loss() throws Exception {
    try (TestHub hub = new TestHub();
        TestClient client = new TestClient(hub.port(), Dialect.SEED).as(seedWorker("w"))) {
      client.send(new Message.Word(Kind.CLIENT_SHUTDOWN));
      assertThat(client.ended()).isTrue();
      hub.await(() -> hub.hub.clients().isEmpty());
      assertThat(hub.told).isEmpty();
    }
  }

  @Test
  void only_programs_of_ours_are_told_that_the_hub_stops() throws Exception {
    TestHub hub = new TestHub();
    try (TestClient old = new TestClient(hub.port(), Dialect.SEED).as(seedWorker("old"));
        TestClient ours =
            new TestClient(hub.port(), Dialect.SEED)
                .as(seedWorker("ours").with(Handshake.FORETIDE, Item.text("0.1.0")))) {
      hub.close();
      assertThat(ours.next()).isEqualTo(new Message.Signal(Kind.SHUTDOWN));
      assertThat(ours.ended()).isTrue();
      assertThat(old.ended()).isTrue();
    } finally {
      hub.close();
    }
  }

  @Test
  void ranges_are_literal_addresses() {
    assertThatThrownBy(() -> AddressRanges.of(List.of("example.org")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("example.org");
    assertThatThrownBy(() -> AddressRanges.of(List.of("10.0.0.0/33")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
