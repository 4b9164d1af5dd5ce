package io.foretide.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foretide.app.chromium.Chromium;
import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.model.ModelFile;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How people get in, with a token or by their provider, and what their role shows them. */
final class LoginPageTest {
  private static final String ASKED = "document.querySelector('dialog[open] input[type=password]')";
  private static final String MODEL = "/ui/models/pump%2Fhigh";

  @TempDir private static Path folder;
  private static SignIn provider;
  private static Service service;
  private static Chromium chromium;
  private Tab tab;

  @BeforeAll
  static void start() throws Exception {
    var program = Chromium.program();
    assumeTrue(
        program.isPresent(), "no Chromium on this machine: 'apt-get install chromium' brings it");
    provider = new SignIn();
    Map<String, Object> login =
        Map.of(
            "issuer",
            provider.issuer().toString(),
            "client_id",
            SignIn.CLIENT,
            "address",
            SignIn.CALLED.toString(),
            "claim",
            "groups",
            "roles",
            Map.of(
                "read", List.of("guests"), "operate", List.of("crew"), "admin", List.of("chiefs")));
    Map<String, Object> tokens =
        Map.of("read", List.of("token-that-reads"), "admin", List.of("token-of-the-admin"));
    service =
        Service.open(
            Configuration.read(
                new Layer(
                    Map.of(
                        "store",
                        Map.of("folder", folder.toString()),
                        "hub",
                        Map.of("port", 0, "tokens", tokens, "login", login)),
                    Map.of()),
                folder),
            new ServiceOptions(
                false,
                false,
                WallClock.system(),
                trouble -> {
                  throw new IllegalStateException("the service cannot go on", trouble);
                }));
    long now = WallClock.system().now() / Instants.HOUR * Instants.HOUR;
    PointBatch points = new PointBatch();
    for (int i = 0; i < 48; i++) {
      points.add("pump", now - i * Instants.HOUR, i % 5);
    }
    service.points().write(points);
    service
        .engine()
        .create(
            ModelFile.read(
                Map.of(
                    "model",
                    "pump/high",
                    "inputs",
                    List.of("pump"),
                    "every",
                    "1h",
                    "start",
                    "-1d",
                    "run",
                    Map.of("detect", Map.of("method", "limits", "high", 9.0)))));
    service.start();
    chromium = Chromium.start(program.get());
  }

  @AfterAll
  static void stop() throws Exception {
    if (chromium != null) {
      chromium.close();
    }
    if (service != null) {
      service.close();
    }
    if (provider != null) {
      provider.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    tab = new Tab(chromium.address());
    tab.size(1280, 800);
  }

  /** Nobody is logged in for the next test: cookies are of the browser, tokens of the tab. */
  @AfterEach
  void leave() throws InterruptedException {
    try (Tab seen = tab) {
      seen.open(page("/ui/overview"));
      seen.value("fetch('/auth/logout', {method: 'POST'}).then((r) => r.status)");
    }
  }

  private static URI page(String path) {
    return service.server().address().resolve(path);
  }

  private String offered() throws InterruptedException {
    tab.until("document.querySelector('h1')?.innerText === 'pump/high'");
    tab.until("document.querySelector('.model-body .chart canvas')");
    // What is offered stands as soon as the role is known: it is asked before the model is shown.
    tab.value("fetch('/auth/me').then((r) => r.json())");
    tab.value("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    return tab.value(
            "[...document.querySelectorAll('.page-head .actions button')].map((b) => b.innerText).join()")
        .asText();
  }

  private void give(String token) throws InterruptedException {
    tab.until(ASKED);
    tab.click("dialog[open] input[type=password]");
    tab.type(token);
    tab.until("!document.querySelector('dialog[open] .primary').disabled");
    tab.click("dialog[open] .primary");
  }

  @Test
  void a_token_is_asked_for_and_one_that_only_reads_offers_no_changes() throws Exception {
    tab.open(page(MODEL));
    tab.until(ASKED);
    assertThat(tab.value("document.querySelector('dialog[open] h2').innerText").asText())
        .isEqualTo("Log in, or give a token");
    give("a-wrong-one");
    // The page is loaded anew with the wrong token, and asks again.
    tab.until(ASKED + "?.value === ''");
    give("token-that-reads");
    assertThat(offered()).isEmpty();
    tab.until("![...document.querySelectorAll('.views a')].some((a) => a.innerText === 'Log')");
    tab.open(page("/ui/try?task=detect&method=limits&p.high=3&series=pump"));
    tab.until("document.querySelector('.try-keep pre')?.innerText.includes('high: 3')");
    assertThat(tab.value("document.querySelector('.try-keep').innerText").asText())
        .contains("Copy YAML")
        .doesNotContain("Save as a model");
  }

  @ParameterizedTest
  @CsvSource({
    "guests, read, ''",
    "crew, operate, 'Re-run…,Pause'",
    "chiefs, admin, 'Re-run…,Pause,Delete…'"
  })
  void a_person_logs_in_at_the_provider_and_is_offered_what_the_role_may_do(
      String group, String role, String offered) throws Exception {
    provider.next(group, service.server().address());
    tab.open(page(MODEL));
    tab.until(ASKED);
    tab.click("dialog[open] a.as-button");
    tab.until("document.querySelector('#anna')");
    tab.click("#anna");
    tab.until("location.pathname === '" + MODEL + "'");
    tab.until("document.querySelector('.person')");
    assertThat(tab.value("document.querySelector('.person').title").asText())
        .startsWith("anna, role " + role);
    assertThat(offered()).isEqualTo(offered);
    tab.click(".person");
    tab.until(ASKED);
    assertThat(tab.value("document.querySelector('.person')").isNull()).isTrue();
  }
}
