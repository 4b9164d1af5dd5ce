package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TryTest {
  private Served served;

  @BeforeEach
  void serve() throws Exception {
    served = new Served();
    for (int i = 0; i < 500; i++) {
      served.points.put("level", Served.NOW - i * 600 * Instants.SECOND, i % 144);
    }
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private HttpResponse<String> backtest(String body) throws Exception {
    return served.send("POST", "/api/v1/backtests", body);
  }

  @Test
  void methods_are_listed_with_their_settings() throws Exception {
    Read methods = served.json("/api/v1/methods");
    assertThat(methods.text("items.0.name")).isEqualTo("ets");
    assertThat(methods.text("items.0.parameters.0.name")).isEqualTo("form");
  }

  @Test
  void a_method_is_tried_on_the_grid_of_the_series() throws Exception {
    Read tried = Served.read(backtest("{\"series\": \"level\", \"method\": \"ets\"}"), 200);
    assertThat(tried.text("step")).isEqualTo("10m");
    assertThat(tried.at("values")).isEqualTo(500);
    assertThat(tried.list("seasons")).containsExactly("1d");
    assertThat(tried.text("horizon")).isEqualTo("20m");
    assertThat(tried.at("scores.0.mase")).isEqualTo(0.9);
    assertThat(tried.at("scores.0.coverage_95")).isNull();
    assertThat(tried.list("origins.0.mean")).hasSize(2);
    assertThat(tried.list("actual.values")).hasSize(8);
  }

  @Test
  void a_detector_is_tried_on_the_whole_history() throws Exception {
    assertThat(served.json("/api/v1/methods").text("detectors.0.name")).isEqualTo("mad");
    String body = "{\"series\": \"level\", \"parameters\": {\"window\": 9}}";
    Read tried = Served.read(served.send("POST", "/api/v1/detections", body), 200);
    assertThat(tried.text("method")).isEqualTo("mad");
    assertThat(tried.text("settings.window")).isEqualTo("9");
    assertThat(tried.list("times")).hasSize(500);
    assertThat(tried.list("scores")).hasSize(500);
    assertThat(tried.at("expected.0")).isNull();
    assertThat(
            served
                .send("POST", "/api/v1/detections", "{\"series\": \"level\", \"horizon\": 1}")
                .body())
        .contains("'horizon'");
  }

  @Test
  void what_is_wrong_is_named() throws Exception {
    assertThat(backtest("{\"series\": \"nix\"}").statusCode()).isEqualTo(404);
    assertThat(backtest("{\"series\": \"level\", \"method\": \"best\"}").body()).contains("'best'");
    assertThat(backtest("{\"series\": \"level\", \"origins\": 99}").body()).contains("1 to 50");
    assertThat(backtest("{\"series\": \"level\", \"step\": \"0s\"}").statusCode()).isEqualTo(400);
    assertThat(backtest("{\"series\": \"level\", \"colour\": 1}").body()).contains("'colour'");
  }

  @Test
  void few_wait_for_their_turn_and_one_more_is_told_to_come_again() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    CountDownLatch refused = new CountDownLatch(2);
    for (int i = 0; i < 7; i++) {
      CompletableFuture<HttpResponse<String>> one =
          served.later(
              served
                  .request("/api/v1/backtests")
                  .POST(BodyPublishers.ofString("{\"series\": \"level\", \"method\": \"slow\"}")));
      sent.add(one.whenComplete((answer, e) -> refused.countDown()));
    }
    // One is tried and four wait until they may: only those that are refused can end before.
    assertThat(refused.await(60, TimeUnit.SECONDS)).isTrue();
    served.backtests.go.countDown();
    List<Integer> statuses = sent.stream().map(f -> f.join().statusCode()).sorted().toList();
    assertThat(statuses).containsExactly(200, 200, 200, 200, 200, 503, 503);
  }
}
