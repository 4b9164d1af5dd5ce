package io.foretide.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.foretide.connectors.standin.Authority;
import io.foretide.connectors.standin.Fault;
import io.foretide.connectors.standin.StandIn;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.model.ModelStore;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final HandClock clock = new HandClock();
  private final List<Long> pauses = new ArrayList<>();
  private StandIn standIn;

  @BeforeEach
  void start() throws IOException {
    standIn = StandIn.start(true);
    standIn.metadata().projects(List.of("ioc-1000", "ioc-1099"));
  }

  @AfterEach
  void stop() {
    standIn.close();
  }

  private ConnectorContext context() {
    EventLog events =
        new EventLog() {
          @Override
          public void append(Event event) {}

          @Override
          public List<Event> list(Filter filter) {
            return List.of();
          }
        };
    ModelStore none =
        (ModelStore)
            Proxy.newProxyInstance(
                ModelStore.class.getClassLoader(),
                new Class<?>[] {ModelStore.class},
                (p, m, a) -> {
                  throw new AssertionError("unexpected call of " + m);
                });
    return new ConnectorContext(
        clock, new Random(1), events, none, Optional.empty(), Map.of(), "test");
  }

  private Map<String, Object> auth(Object... more) {
    Map<String, Object> out = new HashMap<>();
    out.put("client_id", Authority.CLIENT);
    out.put("client_secret", Authority.SECRET);
    out.put("tenant", "tenant");
    out.put("resource", "api://plant");
    out.put("authority_host_url", standIn.authorityUrl());
    for (int i = 0; i < more.length; i += 2) {
      out.put((String) more[i], more[i + 1]);
    }
    return out;
  }

  private Session session(Map<String, Object> auth, Object... more) throws ProviderException {
    Map<String, Object> values = new HashMap<>();
    values.put("auth", auth);
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    Settings s = Settings.of("sensor_data", values);
    AuthSettings settings = AuthSettings.read(s);
    HttpSettings http = HttpSettings.read(s);
    s.finish();
    return Session.open(
        http,
        settings,
        context(),
        nanos -> {
          pauses.add(nanos);
          clock.pass(nanos);
        });
  }

  private Call projects() {
    return Call.get(standIn.metadataUrl() + "/projects");
  }

  private long asked(String head) {
    return standIn.counts().getOrDefault(head, 0);
  }

  @Test
  void one_token_of_the_first_endpoint_serves_many_requests() throws Exception {
    try (Session s = session(auth())) {
      for (int i = 0; i < 3; i++) {
        assertThat(s.send(projects()).json().path("projects")).hasSize(2);
      }
    }
    assertThat(standIn.authority().given()).isEqualTo(1);
    assertThat(standIn.requests().getFirst().path()).isEqualTo("/login/tenant/oauth2/token");
    assertThat(standIn.requests().getFirst().text())
        .isEqualTo(
            "grant_type=client_credentials&client_id=client&client_secret=s3cret"
                + "&resource=api%3A%2F%2Fplant");
  }

  @Test
  void without_adal_the_second_endpoint_is_asked_for_the_default_scope() throws Exception {
    try (Session s = session(auth("do_adal", false, "scope", List.of("read", "write")))) {
      assertThat(s.send(projects()).status()).isEqualTo(200);
    }
    assertThat(standIn.requests().getFirst().path()).isEqualTo("/login/tenant/oauth2/v2.0/token");
    assertThat(standIn.requests().getFirst().text())
        .endsWith("&scope=api%3A%2F%2Fplant%2F.default");
  }

  @Test
  void a_token_is_renewed_sixty_seconds_before_its_end() throws Exception {
    try (Session s = session(auth())) {
      s.send(projects());
      clock.pass(3539 * Instants.SECOND);
      s.send(projects());
      assertThat(standIn.authority().given()).isEqualTo(1);
      clock.pass(2 * Instants.SECOND);
      s.send(projects());
      assertThat(standIn.authority().given()).isEqualTo(2);
    }
  }

  @Test
  void a_token_that_is_refused_is_renewed_once() throws Exception {
    try (Session s = session(auth())) {
      s.send(projects());
      standIn.authority().revokeAll();
      assertThat(s.send(projects()).status()).isEqualTo(200);
      assertThat(standIn.authority().given()).isEqualTo(2);
      standIn.faults().plan(Fault.EXPIRED_TOKEN, "/metadata", 5);
      assertThatThrownBy(() -> s.send(projects()))
          .isInstanceOf(ProviderException.Transient.class)
          .hasMessageContaining("refuses access with status 401")
          .hasMessageContaining("check the auth block");
    }
  }

  @Test
  void a_wrong_secret_ends_the_start_and_is_never_shown() throws Exception {
    try (Session s = session(auth("client_secret", "wr0ng-one"))) {
      assertThatThrownBy(s::verify)
          .isInstanceOf(ProviderException.Rejected.class)
          .hasMessageContaining("refuses client 'client' with status 401 (invalid_client)")
          .hasMessageContaining("check client_id, client_secret, tenant and resource")
          .hasMessageNotContaining("wr0ng-one");
      assertThatThrownBy(() -> s.send(projects()))
          .as("while the program runs it is an outage, so that no interval fails")
          .isInstanceOf(ProviderException.Transient.class)
          .hasMessageNotContaining("wr0ng-one");
    }
  }

  @Test
  void a_login_page_with_status_200_is_no_verification() throws Exception {
    String url = standIn.metadataUrl() + "/projects";
    try (Session s = session(auth("verification_url", url, "verification_element", "projects"))) {
      s.verify();
      standIn.faults().plan(Fault.LOGIN_PAGE, "/metadata", 1);
      assertThatThrownBy(s::verify)
          .isInstanceOf(ProviderException.Rejected.class)
          .hasMessageContaining("answered an HTML page with status 200 where JSON was expected");
    }
    try (Session s = session(auth("verification_url", url, "verification_element", "models"))) {
      assertThatThrownBy(s::verify)
          .isInstanceOf(ProviderException.Rejected.class)
          .hasMessageContaining("answered no 'models'");
    }
    try (Session s = session(auth("verification_url", url + "/x", "verify_on_startup", false))) {
      s.verify();
    }
  }

  @Test
  void an_authority_that_is_down_is_an_outage() throws Exception {
    standIn.faults().plan(Fault.UNAVAILABLE, "/login", 100);
    try (Session s = session(auth())) {
      assertThatThrownBy(s::verify)
          .isInstanceOf(ProviderException.Transient.class)
          .hasMessageContaining("status 503")
          .hasMessageContaining("tried 6 times");
    }
  }

  @Test
  void added_headers_win_over_others_of_the_same_name() throws Exception {
    Map<String, Object> headers =
        Map.of("Ocp-Apim-Subscription-Key", "k3y", "content-type", "application/x-plant");
    try (Session s = session(auth("auto_adding_headers", headers))) {
      s.send(Call.postJson(standIn.metadataUrl() + "/projects", new byte[] {'{', '}'}));
    }
    Map<String, String> sent = standIn.requests().getLast().headers();
    assertThat(sent).containsEntry("ocp-apim-subscription-key", "k3y");
    assertThat(sent).containsEntry("content-type", "application/x-plant");
  }

  @Test
  void overload_and_outage_are_waited_out_with_growing_jittered_pauses() throws Exception {
    standIn.faults().plan(Fault.TOO_MANY, "/metadata", 1);
    standIn.faults().plan(Fault.ERROR, "/metadata", 1);
    standIn.faults().plan(Fault.UNAVAILABLE, "/metadata", 1);
    try (Session s = session(auth())) {
      assertThat(s.send(projects()).status()).isEqualTo(200);
    }
    assertThat(pauses).hasSize(3);
    for (int i = 0; i < 3; i++) {
      long full = (Instants.SECOND / 2) << i;
      assertThat(pauses.get(i)).isBetween(full / 2, full);
    }
  }

  @Test
  void a_retry_after_that_is_too_long_is_not_waited_for() throws Exception {
    standIn.faults().plan(Fault.TOO_MANY_FOR_LONG, "/metadata", 1);
    try (Session s = session(auth())) {
      assertThatThrownBy(() -> s.send(projects()))
          .isInstanceOf(ProviderException.Transient.class)
          .hasMessageContaining("status 429");
      assertThat(pauses).isEmpty();
    }
  }

  @Test
  void repetitions_are_bounded() throws Exception {
    standIn.faults().plan(Fault.ERROR, "/metadata", 100);
    try (Session s = session(auth(), "n_retries", 2)) {
      assertThatThrownBy(() -> s.send(projects()))
          .hasMessageContaining("answered status 500: an HTML page; tried 3 times");
    }
    assertThat(asked("/metadata")).isEqualTo(3);
  }

  @Test
  void a_host_that_fails_on_and_on_is_left_alone_until_one_request_succeeds() throws Exception {
    standIn.faults().plan(Fault.ERROR, "/metadata", 5);
    try (Session s =
        session(auth(), "n_retries", 0, "breaker_failures", 4, "breaker_pause", "30s")) {
      for (int i = 0; i < 4; i++) {
        assertThatThrownBy(() -> s.send(projects())).hasMessageContaining("status 500");
      }
      assertThatThrownBy(() -> s.send(projects()))
          .isInstanceOf(ProviderException.Transient.class)
          .hasMessageContaining("is left alone for 30s");
      assertThat(asked("/metadata")).isEqualTo(4);
      clock.pass(31 * Instants.SECOND);
      assertThatThrownBy(() -> s.send(projects())).hasMessageContaining("status 500");
      assertThatThrownBy(() -> s.send(projects())).hasMessageContaining("is left alone");
      clock.pass(31 * Instants.SECOND);
      assertThat(s.send(projects()).status()).isEqualTo(200);
      assertThat(s.send(projects()).status()).isEqualTo(200);
    }
  }

  @Test
  void an_answer_that_never_ends_is_given_up() throws Exception {
    standIn.slow(60 * Instants.SECOND);
    standIn.faults().plan(Fault.SLOW, "/metadata", 1);
    try (Session s = session(auth(), "timeout", "200ms", "n_retries", 1)) {
      assertThat(s.send(projects()).status()).isEqualTo(200);
    }
    assertThat(asked("/metadata")).isEqualTo(2);
  }

  /** A proxy that lets through who shows a user and a password, and notes what it was shown. */
  private static HttpServer proxy(String right, List<String> shown) throws IOException {
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
    proxy.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String got = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
            shown.add(exchange.getRequestURI() + " " + got);
            exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"site\"");
            exchange.sendResponseHeaders(right.equals(got) ? 200 : 407, -1);
          }
        });
    proxy.start();
    return proxy;
  }

  private static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_proxy_is_shown_the_password_of_its_variable_and_nobody_else_is() throws Exception {
    List<String> shown = new CopyOnWriteArrayList<>();
    HttpServer proxy = proxy(basic("us r:s3cr@t"), shown);
    String address = "127.0.0.1:" + proxy.getAddress().getPort();
    Map<String, String> environment = Map.of("HTTP_PROXY", "http://us%20r:s3cr%40t@" + address);
    try (Session s =
        Session.open(HttpSettings.DEFAULT, AuthSettings.NONE, clock, new Random(1), environment)) {
      assertThat(s.send(Call.get("http://plant.example/projects")).status()).isEqualTo(200);
      // Loopback is asked directly: here the proxy stands for any other host.
      assertThatThrownBy(() -> s.send(Call.get("http://" + address + "/direct")))
          .hasMessageContaining("407");
      assertThat(shown)
          .containsExactly("http://plant.example/projects " + basic("us r:s3cr@t"), "/direct null");
    } finally {
      proxy.stop(0);
    }
  }

  @Test
  void a_proxy_of_https_is_shown_the_password_before_the_tunnel_and_not_in_it() throws Exception {
    List<String> heads = new CopyOnWriteArrayList<>();
    try (ServerSocket proxy = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> refuseTunnels(proxy, heads));
      Map<String, String> environment =
          Map.of("HTTPS_PROXY", "http://u:s3cret@127.0.0.1:" + proxy.getLocalPort());
      try (Session s =
          Session.open(
              HttpSettings.DEFAULT, AuthSettings.NONE, clock, new Random(1), environment)) {
        assertThatThrownBy(() -> s.send(Call.get("https://plant.example/projects")))
            .hasMessageContaining("plant.example")
            .hasMessageContaining("407")
            .hasMessageContaining("HTTPS_PROXY")
            .hasMessageNotContaining("s3cret");
      }
    }
    assertThat(heads).hasSize(1);
    assertThat(heads.getFirst())
        .startsWith("CONNECT plant.example:443 HTTP/1.1")
        .contains("Proxy-Authorization: " + basic("u:s3cret"));
  }

  private static void refuseTunnels(ServerSocket proxy, List<String> heads) {
    while (true) {
      try (Socket s = proxy.accept()) {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          head.append((char) s.getInputStream().read());
        }
        heads.add(head.toString());
        s.getOutputStream()
            .write(
                ("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"site\"\r\n"
                        + "Content-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        return;
      }
    }
  }

  @Test
  void a_proxy_that_wants_another_password_is_a_refusal_with_advice() throws Exception {
    List<String> shown = new CopyOnWriteArrayList<>();
    HttpServer proxy = proxy(basic("u:another"), shown);
    Map<String, String> environment =
        Map.of("HTTP_PROXY", "http://u:s3cret@127.0.0.1:" + proxy.getAddress().getPort());
    try (Session s =
        Session.open(HttpSettings.DEFAULT, AuthSettings.NONE, clock, new Random(1), environment)) {
      assertThatThrownBy(() -> s.send(Call.get("http://plant.example/projects")))
          .hasMessageContaining("plant.example")
          .hasMessageContaining("407")
          .hasMessageContaining("HTTP_PROXY")
          .hasMessageContaining("NO_PROXY")
          .hasMessageNotContaining("s3cret")
          .hasMessageNotContaining(basic("u:s3cret"));
      assertThat(shown).hasSize(1);
    } finally {
      proxy.stop(0);
    }
  }

  @Test
  void broken_json_is_an_outage_and_no_empty_answer() throws Exception {
    standIn.faults().plan(Fault.TRUNCATED, "/metadata", 1);
    try (Session s = session(auth())) {
      Answer answer = s.send(projects());
      assertThatThrownBy(answer::json)
          .isInstanceOf(ProviderException.Transient.class)
          .hasMessageContaining("answered broken JSON");
    }
  }
}
