package io.foretide.app.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.Query;
import io.foretide.app.config.EnvironmentText;
import io.foretide.app.config.YamlFile;
import io.foretide.app.foreign.ForecastApp.Asked;
import io.foretide.app.foreign.ForecastApp.Refusal;
import io.foretide.core.time.Instants;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps behind HTTP as models: from a model file to stored rows. */
class HttpModelsTest {
  private static final String SERVICE =
      "predictor: {type: built_in, services: {pump: {url: '%s', backoff_first: 5ms, breaker_pause: 100ms}}}\n";

  @TempDir Path folder;

  private static String yaml(String url, String version) {
    return """
    model: pump/next
    inputs: [flow]
    resolution: 10m
    every: 1h
    start: 2026-03-01T12:00:00Z
    run:
      http: {url: "%s", outputs: [mean], horizon: 10m, version: "%s", retries: 1}
    """
        .formatted(url, version);
  }

  /** What the app says at the end of an interval: the value of the bucket before, and more. */
  private static String row(String origin, double plus) {
    double value = Installation.flow(Instants.parse(origin) - Installation.STEP) + plus;
    return "," + value + "\n";
  }

  @Test
  void a_model_file_becomes_rows_of_the_app() throws Exception {
    try (ForecastApp app = new ForecastApp();
        Installation here = Installation.start(folder, "")) {
      here.feed();
      Installation.file(folder, "next", yaml(app.url(5), "7"));
      JsonNode tally = here.awaitComplete("pump/next");
      assertThat(tally.path("predicted").asLong()).isEqualTo(24);
      String rows = here.predictions("pump/next");
      assertThat(rows.lines()).hasSize(25);
      for (String origin : List.of("2026-03-01T13:00:00Z", "2026-03-02T12:00:00Z")) {
        assertThat(rows).contains(origin + row(origin, 5).strip());
      }
      assertThat(app.asked).hasSize(24).allMatch(a -> a.version().equals("7"));
      assertThat(app.asked.stream().map(Asked::key).distinct()).hasSize(24);
    }
  }

  @Test
  void what_the_app_refuses_is_failed_with_its_reason_and_nothing_else_is() throws Exception {
    try (ForecastApp app = new ForecastApp();
        Installation here = Installation.start(folder, "")) {
      app.behave((a, n) ->
          a.origin().equals("2026-03-02T03:00:00Z")
              ? new Refusal(422, "{\"error\":\"flow is in gallons\"}")
              : null);
      here.feed();
      Installation.file(folder, "next", yaml(app.url(0), "1"));
      JsonNode tally = here.awaitComplete("pump/next");
      assertThat(tally.path("predicted").asLong()).isEqualTo(23);
      assertThat(tally.path("failed").asLong()).isEqualTo(1);
      JsonNode told = here.explain("pump/next", "2026-03-02T02:30:00Z");
      assertThat(told.path("state").asText()).isEqualTo("failed");
      JsonNode events =
          here.await("/api/v1/events?kind=interval.failed", e -> !e.path("items").isEmpty());
      assertThat(events.at("/items/0/message").asText()).contains("422", "flow is in gallons");
      assertThat(app.asked.stream().filter(a -> a.origin().equals("2026-03-02T03:00:00Z")))
          .as("a refusal is final")
          .hasSize(1);
    }
  }

  @Test
  void an_outage_of_the_app_is_waited_out_and_fails_nothing() throws Exception {
    try (ForecastApp app = new ForecastApp();
        Installation here =
            Installation.start(folder, SERVICE.formatted(app.url(0).replace("/plus/0", "")))) {
      // Longer than the kind asks by itself: the tasks are put off and come again.
      app.behave((a, n) -> n < 4 ? new Refusal(503, "restarting") : null);
      here.feed();
      Installation.file(
          folder, "next", yaml("", "1").replace("url: \"\"", "service: pump, path: /plus/0"));
      JsonNode tally = here.awaitComplete("pump/next");
      assertThat(tally.path("predicted").asLong()).isEqualTo(24);
      assertThat(tally.path("failed").asLong()).isZero();
      Map<String, Long> times =
          app.asked.stream().collect(Collectors.groupingBy(Asked::key, Collectors.counting()));
      assertThat(times.values()).hasSize(24).allMatch(n -> n >= 5);
    }
  }

  @Test
  void a_restart_in_the_middle_changes_no_row() throws Exception {
    Path quiet = folder.resolve("quiet");
    Path stopped = folder.resolve("stopped");
    try (ForecastApp app = new ForecastApp()) {
      // After the points: an interval that finds none is empty, until late points have settled.
      String undisturbed;
      try (Installation here = Installation.start(quiet, "")) {
        here.feed();
        Installation.file(quiet, "next", yaml(app.url(3), "1"));
        here.awaitComplete("pump/next");
        undisturbed = here.predictions("pump/next");
      }
      CountDownLatch half = new CountDownLatch(12);
      CountDownLatch never = new CountDownLatch(1);
      app.behave((a, n) -> {
        half.countDown();
        // All later requests hang while the service goes down.
        return half.getCount() == 0 && !never.await(2, TimeUnit.SECONDS)
            ? new Refusal(500, "gone")
            : null;
      });
      try (Installation here = Installation.start(stopped, "")) {
        here.feed();
        Installation.file(stopped, "next", yaml(app.url(3), "1"));
        assertThat(half.await(60, TimeUnit.SECONDS)).isTrue();
      }
      app.behave((a, n) -> null);
      try (Installation here = Installation.start(stopped, "")) {
        assertThat(here.awaitComplete("pump/next").path("predicted").asLong()).isEqualTo(24);
        assertThat(here.predictions("pump/next")).isEqualTo(undisturbed);
      }
    }
  }

  @Test
  void a_new_version_is_tried_in_the_shadow_and_takes_over_because_it_is_better() throws Exception {
    try (ForecastApp app = new ForecastApp();
        Installation here = Installation.start(folder, "")) {
      here.feed();
      Installation.file(folder, "next", yaml(app.url(40), "1"));
      here.awaitComplete("pump/next");
      String before = here.predictions("pump/next");
      Map<String, Object> better =
          YamlFile.parse("better", yaml(app.url(0), "2"), new EnvironmentText(Map.of())::expand)
              .values();
      JsonNode begun =
          here.api.post(
              "/api/v1/rollouts",
              Map.of(
                  "candidates",
                  List.of(better),
                  "mode",
                  "shadow",
                  "over",
                  "-24h",
                  "auto",
                  true,
                  "gates",
                  List.of(
                      Map.of("gate", "mase", "limit", "1.05x", "samples", "10"),
                      Map.of("gate", "error_rate", "limit", "+0.01", "samples", "10")),
                  "name",
                  "anna",
                  "reason",
                  "version 1 is 40 too high"));
      JsonNode ended =
          here.await(
              "/api/v1/rollouts/" + begun.path("id").asLong(),
              r -> List.of("watching", "promoted").contains(r.path("state").asText()));
      JsonNode mase = ended.at("/gates/0");
      assertThat(mase.path("verdict").asText()).isEqualTo("passes");
      assertThat(mase.path("number").asDouble()).isLessThan(mase.path("active").asDouble() / 3);
      assertThat(app.asked.stream().filter(a -> a.version().equals("2")).map(Asked::path))
          .hasSizeGreaterThanOrEqualTo(20)
          .containsOnly("/plus/0");
      assertThat(here.predictions("pump/next"))
          .as("what was predicted before stays")
          .isEqualTo(before);
      JsonNode model = here.api.get("/api/v1/models/" + Query.segment("pump/next"), Query.NONE);
      assertThat(model.toString()).contains("\"version\":\"2\"");
    }
  }
}
