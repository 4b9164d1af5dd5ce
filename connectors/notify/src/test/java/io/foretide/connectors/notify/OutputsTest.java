package io.foretide.connectors.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.AlarmOutput;
import io.foretide.core.alarm.Delivery;
import io.foretide.core.alarm.Feedback;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Severity;
import io.foretide.core.settings.Reading;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutputsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private HttpServer server;
  private final List<Headers> headers = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private int status = 200;
  private String retryAfter = "";
  private Post post;

  @BeforeEach
  void listen() throws Exception {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          headers.add(exchange.getRequestHeaders());
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          byte[] answer = "said".getBytes(UTF_8);
          if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
          }
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    post = Post.open(WallClock.system(), new Random(1), Map.of());
  }

  @AfterEach
  void stop() {
    post.close();
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook/s3cret";
  }

  private static Alarm alarm(boolean open) {
    return new Alarm(
        12,
        1,
        "anomaly",
        Severity.ERROR,
        "pump-7/flow",
        "pump-7.flow",
        3,
        1_767_225_600L * Instants.SECOND,
        open ? Long.MAX_VALUE : 1_767_229_200L * Instants.SECOND,
        1_767_225_700L * Instants.SECOND,
        open ? 0 : 1_767_232_800L * Instants.SECOND,
        2.5,
        1,
        Double.NaN,
        1_767_225_600L * Instants.SECOND,
        "pump-7.flow was \"3\" <odd>, expected 1 to 2",
        Map.of("contribution:pump-7.flow", 0.9),
        12,
        "",
        0,
        Feedback.NONE,
        "",
        "",
        "");
  }

  private static Delivery delivery(String what) {
    return new Delivery(4, 12, what, "ops", Delivery.State.WAITING, 0, 0, "");
  }

  private AlarmOutput output(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent("name", "ops");
    Settings s = Settings.of("alarms.outputs[0]", all, new Reading(path -> ""));
    List<PlannedOutput> out =
        OutputSettings.read(List.of(s), List.of("anomaly", "lag"), "https://foretide.plant");
    s.finish();
    return out.getFirst().open(post);
  }

  @Test
  void a_webhook_carries_every_fact_a_signature_and_a_number_that_repeats() throws Exception {
    AlarmOutput hook = output(Map.of("url", url(), "secret", "key", "headers", Map.of("X-A", "b")));
    assertThat(hook.send(alarm(true), delivery("opened"))).isEqualTo("200 said");
    hook.send(alarm(true), delivery("opened"));
    JsonNode body = JSON.readTree(bodies.getFirst());
    assertThat(body.at("/alarm/words").asText()).contains("<odd>");
    assertThat(body.at("/alarm/peak").isNull()).isTrue();
    assertThat(body.at("/alarm/link").asText())
        .isEqualTo("https://foretide.plant/ui/alarms?alarm=12&from=2025-12-31T18:00:00Z&to=now");
    assertThat(body.at("/alarm/parts/contribution:pump-7.flow").asDouble()).isEqualTo(0.9);
    assertThat(headers.getFirst().getFirst("X-A")).isEqualTo("b");
    assertThat(headers.get(0).getFirst("Foretide-Delivery"))
        .isEqualTo(headers.get(1).getFirst("Foretide-Delivery"))
        .hasSize(32);
    assertThat(headers.getFirst().getFirst("Foretide-Signature"))
        .isEqualTo(
            "sha256="
                + HttpOutput.sign(
                    new io.foretide.core.settings.Secret("key"),
                    bodies.getFirst().getBytes(UTF_8)));
  }

  @Test
  void the_signature_is_that_of_rfc_4231() {
    // Test case 2 of RFC 4231.
    assertThat(
            HttpOutput.sign(
                new io.foretide.core.settings.Secret("Jefe"),
                "what do ya want for nothing?".getBytes(UTF_8)))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void templates_of_enodo_are_filled_and_quote_where_asked() throws Exception {
    output(
            Map.of(
                "url",
                url(),
                "payload",
                "{\"t\": {{event.title | jsonify}}, \"m\": {{event.message|jsonify}},"
                    + " \"at\": {{event.ts}}, \"s\": \"{{severity}}\", \"v\": {{event.value}},"
                    + " \"id\": \"{{event.uuid}}\"}"))
        .send(alarm(true), delivery("opened"));
    JsonNode body = JSON.readTree(bodies.getFirst());
    assertThat(body.get("m").asText()).isEqualTo(alarm(true).words());
    assertThat(body.get("at").asLong()).isEqualTo(1_767_225_600L);
    assertThat(body.get("s").asText()).isEqualTo("error");
    assertThat(body.get("v").asDouble()).isEqualTo(2.5);
    assertThat(body.get("id").asText()).hasSize(32);
  }

  @Test
  void chats_and_alertmanager_get_what_they_expect() throws Exception {
    output(Map.of("type", "slack", "url", url())).send(alarm(true), delivery("opened"));
    assertThat(JSON.readTree(bodies.get(0)).get("text").asText())
        .contains("*anomaly on pump-7/flow*", "&lt;odd&gt;");
    assertThat(JSON.readTree(bodies.get(0)).at("/attachments/0/text").asText())
        .isEqualTo(
            "revision 3, since 2026-01-01T00:00:00Z  <https://foretide.plant/ui/alarms?alarm=12"
                + "&amp;from=2025-12-31T18:00:00Z&amp;to=now|open the alarm>");
    output(Map.of("type", "teams", "url", url())).send(alarm(true), delivery("opened"));
    assertThat(JSON.readTree(bodies.get(1)).at("/attachments/0/contentType").asText())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    output(Map.of("type", "alertmanager", "url", url())).send(alarm(false), delivery("closed"));
    JsonNode alert = JSON.readTree(bodies.get(2)).get(0);
    assertThat(alert.at("/labels/severity").asText()).isEqualTo("critical");
    assertThat(alert.get("endsAt").asText()).startsWith("2026-01-01T02:00:00");
  }

  @Test
  void a_busy_receiver_is_tried_again_and_a_wrong_request_is_not_and_neither_tells_the_secret() {
    AlarmOutput hook = output(Map.of("url", url()));
    status = 503;
    assertThatThrownBy(() -> hook.send(alarm(true), delivery("opened")))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("answered status 503")
        .hasMessageNotContaining("s3cret");
    status = 404;
    assertThatThrownBy(() -> hook.send(alarm(true), delivery("opened")))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageNotContaining("s3cret");
    server.stop(0);
    assertThatThrownBy(() -> hook.send(alarm(true), delivery("opened")))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void a_receiver_that_asks_for_time_gets_it_and_one_that_only_fails_is_left_alone()
      throws Exception {
    AlarmOutput hook = output(Map.of("type", "slack", "url", url()));
    status = 429;
    retryAfter = "90";
    assertThatThrownBy(() -> hook.send(alarm(true), delivery("opened")))
        .isInstanceOfSatisfying(
            ProviderException.Transient.class,
            e -> assertThat(e.retryAfter()).isEqualTo(90 * Instants.SECOND));
    status = 500;
    retryAfter = "";
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> hook.send(alarm(true), delivery("opened")))
          .hasMessageContaining("answered status 500");
    }
    int asked = bodies.size();
    assertThatThrownBy(() -> hook.send(alarm(true), delivery("opened")))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("is left alone for")
        .hasMessageNotContaining("s3cret");
    assertThat(bodies).hasSize(asked);
  }

  @Test
  void a_certificate_that_nobody_vouches_for_and_a_redirection_are_refused() throws Exception {
    try (StrangeTls strange = StrangeTls.start()) {
      AlarmOutput hook = output(Map.of("url", strange.url()));
      assertThatThrownBy(() -> hook.send(alarm(true), delivery("opened")))
          .isInstanceOf(ProviderException.Transient.class)
          .hasMessageContaining("cannot be reached");
      assertThat(strange.requests()).isZero();
    }
    status = 302;
    assertThatThrownBy(() -> output(Map.of("url", url())).send(alarm(true), delivery("opened")))
        .isInstanceOf(ProviderException.Rejected.class);
  }

  @Test
  void a_proxy_of_the_environment_is_used() throws Exception {
    try (Post proxied =
        Post.open(
            WallClock.system(),
            new Random(1),
            Map.of("HTTP_PROXY", "http://127.0.0.1:" + server.getAddress().getPort()))) {
      post.close();
      post = proxied;
      assertThat(
              output(Map.of("url", "http://hooks.plant.example/x"))
                  .send(alarm(true), delivery("opened")))
          .isEqualTo("200 said");
    }
  }

  @Test
  void severity_rules_and_models_decide_what_an_output_hears() {
    assertThat(output(Map.of("url", url(), "minimum", "error")).takes(alarm(true))).isTrue();
    assertThat(output(Map.of("url", url(), "rules", List.of("lag"))).takes(alarm(true))).isFalse();
    assertThat(output(Map.of("url", url(), "models", List.of("pump-*"))).takes(alarm(true)))
        .isTrue();
  }

  @Test
  void an_unknown_variable_of_a_template_is_named() {
    assertThatThrownBy(() -> output(Map.of("url", url(), "payload", "{{event.titel}}")))
        .hasMessageContaining("'event.titel' is not known")
        .hasMessageContaining("did you mean 'event.title'?");
  }

  @Test
  void an_output_for_a_rule_that_does_not_exist_is_refused_with_the_nearest_name() {
    assertThatThrownBy(() -> output(Map.of("url", url(), "rules", List.of("anomoly"))))
        .hasMessageContaining("no rule has the name 'anomoly'")
        .hasMessageContaining("did you mean 'anomaly'?");
  }

  @Test
  void a_mail_reaches_a_real_smtp_server_with_subject_words_and_link() throws Exception {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    try {
      output(
              Map.of(
                  "type",
                  "email",
                  "host",
                  "127.0.0.1",
                  "port",
                  (long) mail.getSmtp().getPort(),
                  "tls",
                  "none",
                  "from",
                  "foretide@plant.example",
                  "to",
                  List.of("ops@plant.example")))
          .send(alarm(true), delivery("opened"));
      assertThat(mail.waitForIncomingEmail(10_000, 1)).isTrue();
      var message = mail.getReceivedMessages()[0];
      assertThat(message.getSubject()).isEqualTo("[error] anomaly on pump-7/flow");
      assertThat(message.getContent().toString())
          .contains("expected 1 to 2", "https://foretide.plant/ui/alarms?alarm=12&from=");
      assertThat(message.getHeader("Foretide-Delivery")[0]).hasSize(32);
    } finally {
      mail.stop();
    }
  }
}
