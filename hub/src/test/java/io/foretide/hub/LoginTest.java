package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.foretide.core.settings.Secret;
import io.foretide.core.time.Instants;
import io.foretide.hub.access.Tokens;
import io.foretide.hub.http.Role;
import io.foretide.hub.login.LoginSettings;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People log in at a provider and are known by a cookie. */
class LoginTest {
  private TestProvider provider;
  private Served served;

  @BeforeEach
  void serve() throws Exception {
    provider = new TestProvider();
    served = new Served(settings("https://foretide.test"));
  }

  private LoginSettings settings(String address) {
    return new LoginSettings(
        provider.issuer(),
        TestProvider.CLIENT,
        new Secret("client-secret"),
        URI.create(address),
        List.of("openid", "profile"),
        "realm.groups",
        Map.of(
            Role.READ, List.of("guests"),
            Role.WRITE, List.of("operators"),
            Role.ADMIN, List.of("chiefs")));
  }

  @AfterEach
  void stop() {
    served.close();
    provider.close();
  }

  /** A log-in under way: where the provider is asked, and the cookie that it began with. */
  private record Begun(URI at, String cookie) {
    String state() {
      return TestProvider.form(at.getRawQuery()).getOrDefault("state", "");
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String pair(String setCookie) {
    int end = setCookie.indexOf(';');
    return end < 0 ? setCookie : setCookie.substring(0, end);
  }

  private Begun begin(String to) throws Exception {
    HttpResponse<String> answer = served.get("/auth/login?to=" + to);
    assertThat(answer.statusCode()).isEqualTo(302);
    return new Begun(URI.create(header(answer, "Location")), pair(header(answer, "Set-Cookie")));
  }

  private HttpResponse<String> back(Begun begun, String code) throws Exception {
    return served.send(
        served
            .request("/auth/callback?code=" + code + "&state=" + begun.state())
            .header("Cookie", begun.cookie()));
  }

  private String session() throws Exception {
    Begun begun = begin("/ui/models");
    return pair(header(back(begun, provider.authorize(begun.at())), "Set-Cookie"));
  }

  private int status(String method, String path, String cookie, String... headers)
      throws Exception {
    var request =
        served
            .request(path)
            .method(method, BodyPublishers.ofString("{\"from\": \"-1d\"}"))
            .header("Content-Type", "application/json")
            .header("Cookie", cookie);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return served.send(request).statusCode();
  }

  @Test
  void the_provider_is_asked_with_state_nonce_and_a_code_challenge() throws Exception {
    Map<String, String> asked = TestProvider.form(begin("/ui/models").at().getRawQuery());
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "foretide")
        .containsEntry("scope", "openid profile")
        .containsEntry("redirect_uri", "https://foretide.test/auth/callback")
        .containsEntry("code_challenge_method", "S256");
    assertThat(asked.get("state")).hasSize(43);
    assertThat(asked.get("nonce")).hasSize(43).isNotEqualTo(asked.get("state"));
  }

  @Test
  void a_person_has_the_role_of_a_group_until_logging_out() throws Exception {
    assertThat(status("GET", "/api/v1/status", "x=y")).isEqualTo(401);
    Begun begun = begin("/ui/models");
    HttpResponse<String> answer = back(begun, provider.authorize(begun.at()));
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(header(answer, "Location")).isEqualTo("/ui/models");
    assertThat(header(answer, "Set-Cookie"))
        .contains("HttpOnly")
        .contains("SameSite=Lax")
        .contains("Secure")
        .contains("Path=/");
    String cookie = pair(header(answer, "Set-Cookie"));
    assertThat(status("GET", "/api/v1/status", cookie)).isEqualTo(200);
    assertThat(status("POST", "/api/v1/backfill", cookie)).isEqualTo(200);
    assertThat(status("GET", "/api/v1/settings", cookie)).as("needs admin").isEqualTo(403);
    Read me = Served.read(served.send(served.request("/auth/me").header("Cookie", cookie)), 200);
    assertThat(me.text("name")).isEqualTo("anna");
    assertThat(me.text("role")).isEqualTo("write");
    assertThat(status("POST", "/auth/logout", cookie)).isEqualTo(200);
    assertThat(status("GET", "/api/v1/status", cookie)).isEqualTo(401);
  }

  @Test
  void other_groups_give_other_roles_or_none() throws Exception {
    provider.groups = List.of("guests", "others");
    assertThat(status("POST", "/api/v1/backfill", session())).isEqualTo(403);
    provider.groups = List.of("guests", "chiefs");
    assertThat(status("GET", "/api/v1/settings", session())).isEqualTo(200);
    provider.groups = List.of("others");
    Begun begun = begin("/ui/models");
    HttpResponse<String> answer = back(begun, provider.authorize(begun.at()));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(header(answer, "Set-Cookie")).isEmpty();
  }

  @Test
  void a_foreign_page_cannot_use_the_cookie_for_a_change() throws Exception {
    String cookie = session();
    String backfill = "/api/v1/backfill";
    assertThat(status("POST", backfill, cookie, "Origin", "https://evil.example")).isEqualTo(403);
    assertThat(status("POST", backfill, cookie, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
  }

  @Test
  void a_code_works_once_and_only_in_the_browser_that_began() throws Exception {
    Begun begun = begin("/ui/models");
    String code = provider.authorize(begun.at());
    assertThat(back(new Begun(begun.at(), "foretide_login=other"), code).statusCode())
        .isEqualTo(400);
    assertThat(back(begun, code).statusCode()).as("the state was used up").isEqualTo(400);
    Begun again = begin("/ui/models");
    assertThat(back(again, "made-up").statusCode()).isEqualTo(502);
    assertThat(served.get("/auth/callback?code=x&state=y").statusCode()).isEqualTo(400);
  }

  private int loginWith(TestProvider by) throws Exception {
    Begun begun = begin("/ui/models");
    return back(begun, by.authorize(begun.at())).statusCode();
  }

  @Test
  void a_token_that_is_forged_old_or_for_others_is_refused() throws Exception {
    Date old = Date.from(Instants.toInstant(Served.NOW - Instants.HOUR));
    provider.claims = b -> b.expirationTime(old);
    assertThat(loginWith(provider)).as("expired").isEqualTo(401);
    provider.claims = b -> b.audience("other");
    assertThat(loginWith(provider)).as("audience").isEqualTo(401);
    provider.claims = b -> b.issuer("https://evil.example");
    assertThat(loginWith(provider)).as("issuer").isEqualTo(401);
    provider.claims = b -> b.claim("nonce", "other");
    assertThat(loginWith(provider)).as("nonce").isEqualTo(401);
    provider.claims = b -> b;
    assertThat(loginWith(provider)).isEqualTo(302);
    provider.key = new RSAKeyGenerator(2048).keyID("first").generate();
    assertThat(loginWith(provider)).as("another key under the known name").isEqualTo(401);
  }

  @Test
  void afterwards_only_pages_of_this_server_are_opened() throws Exception {
    for (String to : List.of("https://evil.example", "//evil.example", "%2Fui%2F%5Cevil", "/api")) {
      Begun begun = begin(to);
      assertThat(header(back(begun, provider.authorize(begun.at())), "Location"))
          .as(to)
          .isEqualTo("/ui/overview");
    }
  }

  @Test
  void tokens_go_on_beside_and_nothing_is_open_without_either() throws Exception {
    Tokens tokens = new Tokens(List.of("read-token"), List.of(), List.of());
    try (Served both = new Served(tokens, settings("http://localhost:1"))) {
      var request = both.request("/api/v1/status").header("Authorization", "Bearer read-token");
      assertThat(both.send(request).statusCode()).isEqualTo(200);
      assertThat(both.get("/api/v1/status").statusCode()).isEqualTo(401);
      assertThat(header(both.get("/auth/login"), "Set-Cookie")).doesNotContain("Secure");
    }
    try (Served none = new Served()) {
      assertThat(none.get("/auth/login").statusCode()).isEqualTo(404);
      assertThat(none.json("/auth/me").at("login")).isEqualTo(false);
    }
  }
}
