package io.foretide.connectors.metadataapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.connectors.http.Answer;
import io.foretide.connectors.http.AuthSettings;
import io.foretide.connectors.http.Call;
import io.foretide.connectors.http.HttpSettings;
import io.foretide.connectors.http.Session;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Against a real Metadata API, reading only. Its address and access come from variables or from a
 * file {@code .env} in the checkout's folder; {@code ./foretide test --integration} asks for it.
 */
class LiveMetadataApiTest {
  private static final String PREFIX = "METADATA_API_";
  private static final List<String> NAMES =
      List.of(
          "BASE_URL",
          "RESOURCE",
          "TENANT",
          "AUTHORITY_HOST_URL",
          "CLIENT_ID",
          "CLIENT_SECRET",
          "SUBSCRIPTION_KEY");

  private final Map<String, String> given = new HashMap<>();
  private Session session;

  @BeforeEach
  void connect() throws Exception {
    Assumptions.assumeTrue(
        Boolean.getBoolean("foretide.integration"),
        "SKIPPED: not asked for; ./foretide test --integration asks a real Metadata API");
    Map<String, String> environment = environment(Path.of("../../.env"), System.getenv());
    List<String> missing =
        NAMES.stream()
            .map(n -> PREFIX + n)
            .filter(n -> environment.getOrDefault(n, "").isBlank())
            .toList();
    Assumptions.assumeTrue(
        missing.isEmpty(),
        "SKIPPED: no real Metadata API is known; not set, neither as variables nor in .env: "
            + String.join(", ", missing));
    NAMES.forEach(n -> given.put(n, environment.getOrDefault(PREFIX + n, "")));
    Settings s =
        Settings.of(
            "",
            Map.of(
                "auth",
                Map.of(
                    "client_id", given("CLIENT_ID"),
                    "client_secret", given("CLIENT_SECRET"),
                    "tenant", given("TENANT"),
                    "resource", given("RESOURCE"),
                    "authority_host_url", given("AUTHORITY_HOST_URL"),
                    "auto_adding_headers",
                        Map.of("Ocp-Apim-Subscription-Key", given("SUBSCRIPTION_KEY")))));
    session =
        Session.open(
            HttpSettings.read(s),
            AuthSettings.read(s),
            WallClock.system(),
            new SecureRandom(),
            System.getenv());
  }

  @AfterEach
  void disconnect() {
    if (session != null) {
      session.close();
    }
  }

  private String given(String name) {
    return given.getOrDefault(name, "");
  }

  private String base() {
    return given("BASE_URL").replaceFirst("/+$", "");
  }

  /** Lines {@code NAME=value} of a file, which variables of the process override. */
  static Map<String, String> environment(Path file, Map<String, String> process)
      throws IOException {
    Map<String, String> out = new HashMap<>();
    if (Files.isRegularFile(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        int eq = line.indexOf('=');
        if (eq > 0 && !line.startsWith("#")) {
          out.put(
              line.substring(0, eq).replaceFirst("^export\\s+", "").strip(),
              line.substring(eq + 1).strip().replaceAll("^([\"'])(.*)\\1$", "$2"));
        }
      }
    }
    out.putAll(process);
    return out;
  }

  @Test
  void it_says_that_it_is_ready() throws Exception {
    Answer answer = session.send(Call.get(base() + "/ready"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("Ok");
  }

  @Test
  void it_names_its_projects() throws Exception {
    try (Projects projects = new Projects(base(), session)) {
      assertThat(projects.projects()).isNotEmpty();
    }
  }
}
