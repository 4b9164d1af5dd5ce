package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subscriptions over WebSocket, with Java's own client and with bytes of our own. */
@Timeout(120)
class EnodoSocketTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private EnodoServed hub;

  @BeforeEach
  void start() throws Exception {
    hub = new EnodoServed(true, new MemoryKeeper(), a -> a.getHostAddress().equals("127.0.0.1"));
  }

  @AfterEach
  void stop() {
    hub.close();
    client.close();
  }

  private static final class Heard implements WebSocket.Listener {
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        texts.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      texts.add("pong " + StandardCharsets.UTF_8.decode(message));
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      texts.add("closed " + status + " " + reason);
      return null;
    }

    String next() throws InterruptedException {
      return Objects.requireNonNull(texts.poll(60, TimeUnit.SECONDS), "nothing came");
    }
  }

  private WebSocket open(String path, String authorization, String origin, Heard heard) {
    WebSocket.Builder b = client.newWebSocketBuilder();
    if (!authorization.isEmpty()) {
      b.header("Authorization", authorization);
    }
    if (!origin.isEmpty()) {
      b.header("Origin", origin);
    }
    return b.buildAsync(URI.create("ws://127.0.0.1:" + hub.site.port() + path), heard).join();
  }

  private static String update(String resource, String type, String data) {
    return "{\"event\": \"update\", \"data\": {\"resource\": \"%s\", \"updateType\": \"%s\", \"resourceData\": %s}}"
        .formatted(resource, type, data);
  }

  @Test
  void one_connection_carries_several_subscriptions() throws Exception {
    Heard heard = new Heard();
    WebSocket socket = open("/subscribe/series", "", "", heard);
    assertThat(heard.next()).isEqualTo(update("series", "initial", "[]"));
    socket.sendText("{\"event\": \"/subscribe/event/output\", \"data\": {}}", true).join();
    assertThat(heard.next()).isEqualTo(update("event_output", "initial", "[]"));
    hub.send("POST", "/api/enodo/event/output", "{\"data\":{\"url\":\"http://127.0.0.1:1/\"}}");
    assertThat(heard.next()).contains("\"event_output\", \"updateType\": \"add\"");
    socket.sendText("{\"event\": \"/unsubscribe/event/output\"}", true).join();
    socket.sendText("{\"event\": \"/subscribe/filtered/series\", ", false).join();
    socket.sendText("\"data\": {\"filter\": \"(\"}}", true).join();
    assertThat(heard.next())
        .isEqualTo("{\"event\": \"error\", \"data\": {\"error\": \"incorrect regex\"}}");
    hub.send("DELETE", "/api/enodo/event/output/1001", "");
    socket.sendText("{\"event\": \"/subscribe/siridb/status\"}", true).join();
    assertThat(heard.next()).as("nothing of what was left").contains("siridb_status");
    for (String wrong : new String[] {"nonsense", "[]", "{\"event\": \"/api/series\"}"}) {
      socket.sendText(wrong, true).join();
      assertThat(heard.next()).startsWith("{\"event\": \"error\", \"data\": {\"error\": ");
    }
    socket.sendPing(ByteBuffer.wrap("x".getBytes(StandardCharsets.UTF_8))).join();
    assertThat(heard.next()).isEqualTo("pong x");
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
    assertThat(heard.next()).isEqualTo("closed 1000 bye");
  }

  @Test
  void a_stopping_hub_says_so() throws Exception {
    Heard heard = new Heard();
    assertThat(open("/subscribe/queue", "", "", heard)).isNotNull();
    assertThat(heard.next()).isEqualTo(update("job", "initial", "[]"));
    hub.close();
    assertThat(heard.next()).isEqualTo("closed 1001 the hub stops");
  }

  @ParameterizedTest
  @CsvSource({
    "/subscribe/series, Bearer nonsense, 401",
    "/subscribe/series, Basic !!!, 401",
    "/subscribe/event/output, Bearer read-token, 403",
    "/subscribe/nothing, '', 404",
    "/api/enodo/stats, '', 200",
  })
  void whoever_may_not_gets_the_status_that_rest_gives(String path, String shown, int status) {
    assertThatThrownBy(() -> open(path, shown, "", new Heard()))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(status));
  }

  @Test
  void a_weak_token_does_not_get_more_by_a_text() throws Exception {
    Heard heard = new Heard();
    WebSocket socket = open("/subscribe/series", "Bearer read-token", "", heard);
    assertThat(heard.next()).contains("initial");
    socket.sendText("{\"event\": \"/subscribe/event/output\"}", true).join();
    assertThat(heard.next()).contains("error", "admin");
  }

  /** A client of another address, and every byte its own. */
  private String raw(String from, String headers, int... frame) throws IOException {
    try (Socket s = new Socket()) {
      s.bind(new java.net.InetSocketAddress(InetAddress.getByName(from), 0));
      s.connect(new java.net.InetSocketAddress("127.0.0.1", hub.site.port()));
      s.setSoTimeout(60_000);
      String request =
          "GET /subscribe/series HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
              + "Upgrade: websocket\r\n"
              + headers
              + "\r\n";
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(request.getBytes(StandardCharsets.US_ASCII));
      for (int b : frame) {
        out.write(b);
      }
      s.getOutputStream().write(out.toByteArray());
      DataInputStream in = new DataInputStream(s.getInputStream());
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.readUnsignedByte());
      }
      if (!head.toString().contains(" 101 ")) {
        return head.substring(9, 12);
      }
      while (true) {
        int code = in.readUnsignedByte() & 0xf;
        int length = in.readUnsignedByte();
        byte[] payload = in.readNBytes(length == 126 ? in.readUnsignedShort() : length);
        if (code == 8) {
          assertThat(in.read()).as("then the connection ends").isEqualTo(-1);
          return "closed " + ByteBuffer.wrap(payload).getShort();
        }
      }
    }
  }

  private static final String GOOD =
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

  @Test
  void another_address_needs_credentials() throws Exception {
    assertThat(raw("127.0.0.2", GOOD)).isEqualTo("401");
    String token = "Authorization: Bearer read-token\r\n";
    assertThat(raw("127.0.0.2", GOOD + token, 0x88, 0x82, 0, 0, 0, 0, 3, 232))
        .isEqualTo("closed 1000");
  }

  @Test
  void a_handshake_that_is_none_is_refused() throws Exception {
    assertThat(raw("127.0.0.1", "")).isEqualTo("400");
    assertThat(raw("127.0.0.1", GOOD.replace("13", "8"))).isEqualTo("400");
    assertThat(raw("127.0.0.1", GOOD.replace("dGhl", "!!"))).isEqualTo("400");
  }

  @Test
  void frames_against_the_rules_end_their_connection_with_the_reason() throws Exception {
    assertThat(raw("127.0.0.1", GOOD, 0x81, 0x01, 'a')).as("not masked").isEqualTo("closed 1002");
    assertThat(raw("127.0.0.1", GOOD, 0xc1, 0x80)).as("extension").isEqualTo("closed 1002");
    assertThat(raw("127.0.0.1", GOOD, 0x80, 0x80, 0, 0, 0, 0))
        .as("no start")
        .isEqualTo("closed 1002");
    assertThat(raw("127.0.0.1", GOOD, 0x09, 0x80, 0, 0, 0, 0))
        .as("half ping")
        .isEqualTo("closed 1002");
    assertThat(raw("127.0.0.1", GOOD, 0x89, 0xfe, 1, 0)).as("long ping").isEqualTo("closed 1002");
    assertThat(raw("127.0.0.1", GOOD, 0x8b, 0x80, 0, 0, 0, 0))
        .as("unknown")
        .isEqualTo("closed 1002");
    assertThat(raw("127.0.0.1", GOOD, 0x82, 0x80, 0, 0, 0, 0))
        .as("binary")
        .isEqualTo("closed 1003");
    assertThat(raw("127.0.0.1", GOOD, 0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 1))
        .as("too long")
        .isEqualTo("closed 1009");
    assertThat(raw("127.0.0.1", GOOD, 0x81, 0xff, 255, 255, 255, 255, 255, 255, 255, 255))
        .as("negative")
        .isEqualTo("closed 1009");
  }
}
