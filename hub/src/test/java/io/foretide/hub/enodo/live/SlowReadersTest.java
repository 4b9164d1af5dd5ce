package io.foretide.hub.enodo.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.WallClock;
import io.foretide.hub.http.Guard;
import io.foretide.hub.http.Query;
import io.foretide.hub.websocket.Conversation;
import io.foretide.hub.websocket.Outlet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who takes too little is let go with a word, and holds up nobody. */
class SlowReadersTest {
  private final WallClock clock = WallClock.system();
  private final Live live = new Live(new FixedState(), clock);

  @AfterEach
  void stop() {
    live.close();
  }

  /** A client that takes nothing until it is told to. */
  private static final class Stuck extends OutputStream {
    final CountDownLatch began = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int at, int length) throws IOException {
      hold();
      taken.write(bytes, at, length);
    }

    void hold() throws InterruptedIOException {
      began.countDown();
      try {
        if (!goOn.await(60, TimeUnit.SECONDS)) {
          throw new InterruptedIOException("nobody let it go on");
        }
      } catch (InterruptedException e) {
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  private void publish(int n) {
    for (int i = 0; i < n; i++) {
      live.board().publish("series", "update", "tank", "change " + i);
    }
  }

  @Test
  void server_sent_events_end_with_a_word_when_a_thousand_changes_wait() throws Exception {
    Stuck stuck = new Stuck();
    Subscriber slow = new Subscriber();
    Subscriber quick = new Subscriber();
    for (Subscriber s : List.of(slow, quick)) {
      s.want(Topic.SERIES, _ -> true);
      live.board().join(s);
    }
    LiveRoutes routes = new LiveRoutes(live, clock);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> following =
          threads.submit(() -> {
            routes.follow(stuck, slow);
            return null;
          });
      publish(1);
      assertThat(stuck.began.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(quick.take(0)).hasSize(1);
      publish(Subscriber.MOST);
      assertThat(quick.take(0)).as("others have all that fits").hasSize(Subscriber.MOST);
      publish(1);
      stuck.goOn.countDown();
      following.get(60, TimeUnit.SECONDS);
    }
    String all = stuck.taken.toString(StandardCharsets.UTF_8);
    assertThat(all).contains("change 0").endsWith("\n\n");
    assertThat(all.substring(all.lastIndexOf("event: ")))
        .startsWith("event: dropped\ndata: {\"error\": \"more than 1000 changes waited");
  }

  @Test
  void a_websocket_is_closed_with_a_word_when_a_thousand_changes_wait() throws Exception {
    Stuck stuck = new Stuck();
    List<String> ends = Collections.synchronizedList(new ArrayList<>());
    Outlet outlet =
        new Outlet() {
          @Override
          public void text(String text) throws IOException {
            stuck.write(text.getBytes(StandardCharsets.UTF_8));
          }

          @Override
          public void ping() {}

          @Override
          public void away(String reason) {
            ends.add("away: " + reason);
          }

          @Override
          public void later(String reason) {
            ends.add("later: " + reason);
          }
        };
    Conversation talk =
        new LiveSockets(live, (_, _) -> {})
            .open(new Local(), "/subscribe/series", Query.parse("", 0))
            .orElseThrow();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> speaking =
          threads.submit(() -> {
            talk.run(outlet);
            return null;
          });
      assertThat(stuck.began.await(60, TimeUnit.SECONDS)).isTrue();
      publish(Subscriber.MOST + 1);
      stuck.goOn.countDown();
      speaking.get(60, TimeUnit.SECONDS);
    }
    assertThat(ends).containsExactly("later: " + Subscriber.TOO_SLOW);
    assertThat(live.board().size()).isZero();
  }

  @Test
  void what_was_missed_is_told_as_long_as_it_is_kept() throws Exception {
    Subscriber first = new Subscriber();
    first.want(Topic.SERIES, _ -> true);
    String position = live.board().join(first);
    publish(3);
    live.board().leave(first);
    Subscriber again = new Subscriber();
    again.want(Topic.SERIES, _ -> true);
    assertThat(live.board().joinAfter(again, position)).isTrue();
    assertThat(again.take(0))
        .extracting(Update::json)
        .hasSize(3)
        .first()
        .asString()
        .contains("change 0");
    publish(5_000);
    for (String id : List.of(position, "", "nonsense", position + "9", "other-1", "-")) {
      assertThat(live.board().joinAfter(new Subscriber(), id)).as(id).isFalse();
    }
  }

  private static final class Local implements Guard.Head {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String header(String name) {
      return "";
    }

    @Override
    public String parameter(String name) {
      return "";
    }

    @Override
    public InetAddress from() {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public boolean secure() {
      return false;
    }
  }
}
