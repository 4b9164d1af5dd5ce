package io.foretide.hub.enodo.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.enodo.live.FixedState;
import io.foretide.hub.enodo.live.Live;
import io.foretide.hub.enodo.live.Topic;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Role;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many clients there may be, how long, and how much may wait for one. */
@Timeout(120)
class SessionsTest {
  private static final Sessions.Times LONG =
      new Sessions.Times(Instants.HOUR, Instants.HOUR, Instants.HOUR);
  private static final long SHORT = Instants.SECOND / 20;

  private final WallClock clock = WallClock.system();
  private final Live live = new Live(new FixedState(), clock);
  private final List<Sessions> made = new ArrayList<>();

  /** Knows everybody who shows something. */
  private static final class Known implements Doors {
    @Override
    public Role enter(Visit visit) {
      return visit.authorization().isEmpty() ? Role.OPEN : Role.READ;
    }

    @Override
    public Role authorize(Visit visit, String user, String password) {
      return password.equals("good") ? Role.READ : Role.OPEN;
    }
  }

  private Sessions sessions(Sessions.Times times) {
    Sessions s = new Sessions(live, new Known(), clock, RandomGenerator.getDefault(), times);
    made.add(s);
    return s;
  }

  @AfterEach
  void stop() {
    made.forEach(Sessions::close);
    live.close();
  }

  private static Doors.Visit from(String address, String shown) throws Exception {
    return new Doors.Visit(InetAddress.getByName(address), "", "hub", shown);
  }

  /** A poll of a session that ends gets the word for it. */
  private static void ends(Session s) throws Exception {
    List<String> got = List.of();
    while (!got.contains(Session.CLOSE)) {
      got = s.poll(Instants.HOUR);
      assertThat(got).isNotEmpty();
    }
    assertThat(s.isClosed()).isTrue();
  }

  @Test
  void unknown_clients_have_few_places_and_take_none_from_known_ones() throws Exception {
    Sessions sessions = sessions(LONG);
    for (int address = 1; address <= 4; address++) {
      for (int i = 0; i < 10; i++) {
        sessions.begin(from("10.0.0." + address, ""));
      }
      String full = "10.0.0." + address;
      assertThatThrownBy(() -> sessions.begin(from(full, "")))
          .isInstanceOfSatisfying(ApiError.class, e -> assertThat(e.status()).isEqualTo(503));
    }
    assertThatThrownBy(() -> sessions.begin(from("10.0.0.5", ""))).isInstanceOf(ApiError.class);
    List<Session> known = new ArrayList<>();
    for (int i = 0; i < 110; i++) {
      known.add(sessions.begin(from("10.0.0.5", "x")));
    }
    assertThatThrownBy(() -> sessions.begin(from("10.0.0.5", "x"))).isInstanceOf(ApiError.class);
    known.getFirst().close();
    assertThat(sessions.begin(from("10.0.0.5", "x")).role()).isEqualTo(Role.READ);
  }

  @Test
  void who_does_not_authorize_itself_in_time_is_let_go() throws Exception {
    Sessions sessions = sessions(new Sessions.Times(Instants.HOUR, Instants.HOUR, 1));
    ends(sessions.begin(from("10.0.0.1", "")));
  }

  @Test
  void who_gives_no_sign_of_life_is_let_go_and_who_does_stays() throws Exception {
    ends(sessions(new Sessions.Times(SHORT, SHORT, Instants.HOUR)).begin(from("10.0.0.1", "x")));
    Session alive =
        sessions(new Sessions.Times(SHORT, Instants.HOUR, Instants.HOUR))
            .begin(from("10.0.0.1", "x"));
    for (int i = 0; i < 3; i++) {
      assertThat(alive.poll(Instants.HOUR)).containsExactly("2");
      alive.pong();
    }
  }

  @Test
  void five_wrong_credentials_end_a_session() throws Exception {
    Session s = sessions(LONG).begin(from("10.0.0.1", ""));
    for (int i = 0; i < 4; i++) {
      s.authorized(Role.OPEN);
    }
    s.authorized(Role.READ);
    for (int i = 0; i < 4; i++) {
      s.authorized(Role.OPEN);
      assertThat(s.isClosed()).isFalse();
    }
    s.authorized(Role.OPEN);
    assertThat(s.isClosed()).isTrue();
  }

  @Test
  void a_client_that_takes_nothing_is_let_go_when_a_thousand_packets_wait() throws Exception {
    Session s = sessions(LONG).begin(from("10.0.0.1", "x"));
    for (int i = 0; i < Session.MOST; i++) {
      s.send("4" + i);
    }
    assertThat(s.isClosed()).isFalse();
    s.send("one too many");
    assertThat(s.isClosed()).isTrue();
    Session large = sessions(LONG).begin(from("10.0.0.1", "x"));
    large.send("x".repeat((int) Session.MOST_CHARS));
    assertThat(large.isClosed()).as("one alone is always taken").isFalse();
    large.send("y");
    assertThat(large.isClosed()).isTrue();
  }

  @Test
  void clients_that_take_nothing_are_let_go_when_much_waits_for_all_of_them() throws Exception {
    Sessions sessions = sessions(LONG);
    String packet = "x".repeat(4 << 20);
    List<Session> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Session s = sessions.begin(from("10.0.0." + i, "x"));
      all.add(s);
      for (int n = 0; n < 4; n++) {
        s.send(packet);
        // One packet may be long.
        assertThat(sessions.waiting()).isLessThanOrEqualTo(Session.MOST_CHARS_OF_ALL + (4L << 20));
      }
    }
    assertThat(all).filteredOn(s -> !s.isClosed()).hasSize(4);
    for (Session s : all.subList(0, 4)) {
      assertThat(s.poll(SHORT)).hasSize(4);
    }
    assertThat(sessions.waiting()).isZero();
  }

  @Test
  void a_poll_that_waits_is_answered_when_a_websocket_is_tried_and_a_second_is_not()
      throws Exception {
    Session s = sessions(LONG).begin(from("10.0.0.1", "x"));
    CompletableFuture<List<String>> waiting = new CompletableFuture<>();
    Thread poll =
        Thread.ofVirtual()
            .start(() -> {
              try {
                List<String> got = s.poll(Instants.HOUR);
                while (got.isEmpty()) {
                  got = s.poll(Instants.HOUR);
                }
                waiting.complete(got);
              } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
              }
            });
    // Two polls at a time are wrong: when this one is told so, the other waits.
    List<String> other = s.poll(1);
    while (!other.isEmpty()) {
      other = s.poll(1);
    }
    assertThat(s.probe()).isTrue();
    assertThat(waiting.get(60, TimeUnit.SECONDS)).containsExactly(Session.NOTHING);
    poll.join();
    assertThat(s.probe()).as("one at a time").isFalse();
    s.send("4x");
    assertThat(s.poll(1)).as("waits for the way to be clear").containsExactly(Session.NOTHING);
    s.overSocket();
    assertThat(s.next(Instants.HOUR)).containsExactly("4x");
    assertThat(s.poll(1)).isEmpty();
    s.socketEnded();
    assertThat(s.isClosed()).isTrue();
  }

  @Test
  void a_websocket_that_was_only_tried_leaves_polling_as_it_was() throws Exception {
    Session s = sessions(LONG).begin(from("10.0.0.1", "x"));
    assertThat(s.probe()).isTrue();
    s.socketEnded();
    s.send("4x");
    assertThat(s.poll(Instants.HOUR)).containsExactly("4x");
  }

  @Test
  void a_hub_that_stops_ends_sessions() throws Exception {
    Sessions sessions = sessions(LONG);
    Session s = sessions.begin(from("10.0.0.1", "x"));
    assertThat(s.feed().want(Topic.SERIES, "")).isEqualTo(List.of("tank"));
    sessions.close();
    ends(s);
  }
}
