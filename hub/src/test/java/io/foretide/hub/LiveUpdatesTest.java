package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.engine.Change;
import io.foretide.core.engine.VisibleState;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.hub.access.Tokens;
import io.foretide.hub.http.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class LiveUpdatesTest {
  /** A reader of server-sent events over a bare socket. */
  private static final class Listener implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Listener(Served served, String query, String header) throws IOException {
      socket = new Socket("127.0.0.1", served.hub.port());
      socket.setSoTimeout(20_000);
      String request =
          "GET /api/v1/stream" + query + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(in.readLine()).startsWith("HTTP/1.1 200");
    }

    /** The next event of a kind, as JSON. */
    Read next(String kind) throws IOException {
      boolean wanted = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("event: ")) {
          wanted = line.equals("event: " + kind);
        } else if (wanted && line.startsWith("data: ")) {
          return Read.of(line.substring(6));
        }
      }
      throw new IOException("the stream ended");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static Change.Intervals predicted(String model, long cell) {
    Range range = new Range(cell * Instants.HOUR, (cell + 1) * Instants.HOUR);
    return new Change.Intervals(model, range, VisibleState.PREDICTED, 1);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 20 * Instants.SECOND;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 20 s").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void a_new_client_gets_a_full_status_first_also_when_it_comes_back() throws Exception {
    try (Served served = new Served();
        Listener fresh = new Listener(served, "", "");
        Listener back = new Listener(served, "", "Last-Event-ID: 17\r\n")) {
      assertThat(fresh.next("status").at("version")).isEqualTo("1.2.3");
      assertThat(back.next("status").at("tally.due")).isEqualTo(100);
    }
  }

  @Test
  void changes_of_one_model_are_joined() throws Exception {
    try (Served served = new Served();
        Listener listener = new Listener(served, "", "")) {
      listener.next("status");
      for (int i = 0; i < 1_000; i++) {
        served.engine.tell(predicted("a", i));
      }
      long count = 0;
      int messages = 0;
      while (count < 1_000) {
        Read read = listener.next("intervals");
        count += read.at("count") instanceof Number n ? n.longValue() : 0;
        messages++;
        assertThat(read.at("state")).isEqualTo("predicted");
      }
      assertThat(messages).isLessThan(10);
    }
  }

  @Test
  void a_filter_lets_only_its_models_through_and_every_event() throws Exception {
    try (Served served = new Served();
        Listener listener = new Listener(served, "?models=b,c", "")) {
      listener.next("status");
      served.engine.tell(predicted("a", 1));
      served.engine.tell(predicted("b", 2));
      assertThat(listener.next("intervals").at("model")).isEqualTo("b");
      served.engine.tell(new Change.ModelChanged("c"));
      assertThat(listener.next("model").at("model")).isEqualTo("c");
      served.engine.tell(
          new Change.Logged(Event.of(Served.NOW, Severity.ERROR, "k", "", "it happened")));
      assertThat(listener.next("event").at("message")).isEqualTo("it happened");
    }
  }

  @Test
  void a_client_that_cannot_follow_is_told_to_start_afresh_with_a_full_status() throws Exception {
    try (Served served = new Served();
        Listener listener = new Listener(served, "", "")) {
      listener.next("status");
      for (int i = 0; i < 50_000; i++) {
        served.engine.tell(predicted("model " + i, i));
      }
      listener.next("reset");
      assertThat(listener.next("status").at("version")).isEqualTo("1.2.3");
    }
  }

  @Test
  void a_client_that_reads_nothing_is_cut_off_and_its_place_is_free_again() throws Exception {
    Limits d = Limits.DEFAULT;
    Limits one =
        new Limits(
            d.jsonBytes(),
            d.ingestBytes(),
            d.headerBytes(),
            d.bodyTimeout(),
            Duration.ofMillis(500),
            d.idleTimeout(),
            d.connections(),
            d.quick(),
            d.ingest(),
            d.heavy(),
            1);
    String long1000 = "x".repeat(1_000);
    try (Served served = new Served(Tokens.NONE, one, false);
        Listener stuck = new Listener(served, "", "")) {
      stuck.next("status");
      assertThat(served.get("/api/v1/stream").statusCode()).isEqualTo(503);
      await(() -> {
        for (int i = 0; i < 200; i++) {
          served.engine.tell(new Change.ModelChanged(long1000 + i));
        }
        return served.hub.streamClients() == 0;
      });
      try (Listener next = new Listener(served, "", "")) {
        next.next("status");
      }
    }
  }

  @Test
  void stopping_the_server_ends_the_streams_at_once() throws Exception {
    Served served = new Served();
    List<Listener> listeners = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Listener listener = new Listener(served, "", "");
      listener.next("status");
      listeners.add(listener);
    }
    long start = System.nanoTime();
    served.close();
    assertThat(System.nanoTime() - start).isLessThan(5 * Instants.SECOND);
    assertThat(served.engine.listeners).isEmpty();
    for (Listener listener : listeners) {
      listener.close();
    }
  }
}
