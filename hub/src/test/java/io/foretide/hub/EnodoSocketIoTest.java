package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Socket.io packet by packet. */
@Timeout(120)
class EnodoSocketIoTest {
  private static final String PATH = "/socket.io/?EIO=4&transport=polling";

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

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder b =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.site.port() + path))
            .timeout(Duration.ofSeconds(60));
    for (int i = 0; i < headers.length; i += 2) {
      b.header(headers[i], headers[i + 1]);
    }
    return client.send(b.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String sid, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + hub.site.port() + PATH + "&sid=" + sid))
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private String begin(String... headers) throws Exception {
    HttpResponse<String> hello = get(PATH, headers);
    assertThat(hello.statusCode()).isEqualTo(200);
    assertThat(hello.body())
        .matches(
            "0\\{\"sid\": \"[-_A-Za-z0-9]{20}\", \"upgrades\": \\[\"websocket\"\\],"
                + " \"pingInterval\": 25000, \"pingTimeout\": 20000, \"maxPayload\": 65536\\}");
    return hello.body().substring(10, 30);
  }

  private String say(String sid, String... packets) throws Exception {
    assertThat(post(sid, String.join("\u001e", packets)).body()).isEqualTo("ok");
    return get(PATH + "&sid=" + sid).body();
  }

  @ParameterizedTest
  @CsvSource({
    "/socket.io/, 5",
    "/socket.io/?EIO=3&transport=polling, 5",
    "/socket.io/?EIO=4&transport=pigeon, 0",
    "/socket.io/?EIO=4&transport=websocket, 3",
    "/socket.io/?EIO=4&transport=polling&sid=nobody, 1",
  })
  void what_is_no_handshake_is_refused_in_the_words_of_the_protocol(String path, int code)
      throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"code\": " + code + ", \"message\": \"");
    assertThat(post("nobody", "40").body()).startsWith("{\"code\": 1,");
  }

  @Test
  void nothing_is_answered_before_authorize_and_then_what_the_role_allows() throws Exception {
    String sid = begin();
    assertThat(
            say(
                sid,
                "40",
                "421[\"/api/series\",\"\"]",
                "422[\"/subscribe/series\",\"\"]",
                "423[\"authorize\",{\"username\":\"enodo\",\"password\":\"\"}]"))
        .isEqualTo("40{\"sid\": \"" + sid + "\"}\u001e433[false]");
    assertThat(
            say(
                sid,
                "421[\"authorize\",{\"username\":\"\",\"password\":\"read-token\"}]",
                "422[\"/api/series\"]",
                "423[\"/api/series\",\"\"]",
                "424[\"/api/series/delete\",{\"name\":1}]",
                "425[\"/api/event/output\",{}]",
                "426[\"/subscribe/event/output\",{}]",
                "427[\"/api/series/details\",{}]"))
        .isEqualTo(
            String.join(
                "\u001e",
                "431[true]",
                "433[\"{\\\"data\\\": []}\"]",
                "434[\"{\\\"error\\\": \\\"the caller's role is read, but this needs admin\\\"}\"]",
                "435[{\"error\": \"the caller's role is read, but this needs admin\"},403]",
                "436[{\"error\": \"this needs the role admin\"},403]",
                "437[\"{\\\"error\\\": \\\"series_name: expected a name or a number\\\"}\"]"));
  }

  @Test
  void admitted_addresses_may_leave_the_credentials_empty() throws Exception {
    assertThat(say(begin(), "40", "420[\"authorize\",{}]")).endsWith("430[true]");
    try (EnodoServed strict = new EnodoServed(true, new MemoryKeeper(), _ -> false)) {
      hub.close();
      hub = strict;
      assertThat(say(begin(), "40", "420[\"authorize\",{}]")).endsWith("430[false]");
    }
  }

  @Test
  void credentials_of_the_handshake_count() throws Exception {
    assertThat(get(PATH, "Authorization", "Bearer nonsense").statusCode()).isEqualTo(401);
    String sid = begin("Authorization", "Bearer read-token");
    assertThat(say(sid, "40", "421[\"/api/series\",\"\"]")).endsWith("431[\"{\\\"data\\\": []}\"]");
  }

  @Test
  void other_namespaces_are_refused() throws Exception {
    assertThat(say(begin(), "40/admin,{}"))
        .isEqualTo("44/admin,{\"message\": \"Invalid namespace\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "9",
        "4",
        "49",
        "42[\"a\",1]",
        "1",
        "b4AAAA",
        "41",
        "451-[\"a\",1]",
        "5",
        "2probe"
      })
  void packets_against_the_rules_end_the_session(String packet) throws Exception {
    String sid = begin();
    assertThat(post(sid, packet).statusCode()).isEqualTo(200);
    ended(sid);
  }

  private void ended(String sid) throws Exception {
    HttpResponse<String> last = get(PATH + "&sid=" + sid);
    while (last.statusCode() == 200 && !last.body().endsWith("1")) {
      last = get(PATH + "&sid=" + sid);
    }
    assertThat(last.body()).matches("1|\\{\"code\": 1, .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"42{", "42[", "42[]", "42[1]", "42{}", "421234567890123456[\"a\",1]"})
  void events_that_are_none_end_the_session(String packet) throws Exception {
    String sid = begin();
    post(sid, "40\u001e" + packet);
    ended(sid);
  }

  @Test
  void deeply_nested_data_ends_the_session_and_nothing_else() throws Exception {
    String sid = begin();
    post(sid, "40\u001e42[\"a\"," + "[".repeat(30_000) + "]".repeat(30_000) + "]");
    ended(sid);
    assertThat(hub.get("/series").statusCode()).isEqualTo(200);
  }

  @Test
  void a_body_of_more_than_64_kb_is_refused() throws Exception {
    assertThat(post(begin(), "4" + "x".repeat(70_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void changes_of_rest_are_told_and_those_of_events_are_changes_of_rest() throws Exception {
    String sid = begin("Authorization", "Bearer admin-token");
    assertThat(say(sid, "40", "421[\"/subscribe/event/output\",{}]"))
        .endsWith("431[{\"data\": []},200]");
    hub.send("POST", "/api/enodo/event/output", "{\"data\":{\"url\":\"http://127.0.0.1:1/\"}}");
    assertThat(get(PATH + "&sid=" + sid).body())
        .startsWith(
            "42[\"update\",{\"resource\": \"event_output\", \"updateType\": \"add\","
                + " \"resourceData\": {\"rid\": 1001,");
    assertThat(say(sid, "421[\"/unsubscribe/event/output\",{}]"))
        .isEqualTo("431[{\"data\": true}]");
    assertThat(say(sid, "421[\"/api/event/output/delete\",{\"output_id\":1001}]"))
        .isEqualTo("431[{\"data\": null},200]");
    assertThat(hub.get("/api/enodo/event/output").body()).isEqualTo("{\"data\": []}");
  }

  private static final class Heard implements WebSocket.Listener {
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      texts.add(data.toString());
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

  private WebSocket socket(String more, Heard heard) {
    String path = "/socket.io/?EIO=4&transport=websocket" + more;
    return client
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + hub.site.port() + path), heard)
        .join();
  }

  @Test
  void polling_becomes_a_websocket_without_losing_a_packet() throws Exception {
    String sid = begin();
    post(sid, "40\u001e420[\"authorize\",{}]");
    Heard heard = new Heard();
    WebSocket socket = socket("&sid=" + sid, heard);
    socket.sendText("2probe", true).join();
    assertThat(heard.next()).isEqualTo("3probe");
    assertThat(get(PATH + "&sid=" + sid).body()).as("nothing by polling meanwhile").isEqualTo("6");
    socket.sendText("5", true).join();
    assertThat(heard.next()).isEqualTo("40{\"sid\": \"" + sid + "\"}");
    assertThat(heard.next()).isEqualTo("430[true]");
    socket.sendText("421[\"/api/series\",\"\"]", true).join();
    assertThat(heard.next()).isEqualTo("431[\"{\\\"data\\\": []}\"]");
    socket.sendText("41", true).join();
    assertThat(heard.next()).isEqualTo("closed 1001 the session has ended");
  }

  @Test
  void a_stopping_hub_ends_websockets() throws Exception {
    Heard heard = new Heard();
    assertThat(socket("", heard)).isNotNull();
    assertThat(heard.next()).startsWith("0{\"sid\": ").contains("\"upgrades\": []");
    hub.close();
    assertThat(heard.next()).isEqualTo("closed 1001 the session has ended");
  }
}
