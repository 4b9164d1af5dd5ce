package io.foretide.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.ApiClient;
import io.foretide.app.client.ApiException;
import io.foretide.app.client.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Makes the rollouts of a scenario, one after the other, through the API. */
final class Trials {
  private static final String PATH = "/api/v1/rollouts";
  private static final long PAUSE_MILLIS = 100;
  private static final long LONGEST_NANOS = 300_000_000_000L;

  private final ApiClient client;

  Trials(ApiClient client) {
    this.client = client;
  }

  /**
   * @param people whether somebody is there to decide: then nothing is promoted by itself, and a
   *     rollout that waits for a person ends the wait
   */
  List<Tried> run(
      List<Scenario.Trial> trials, boolean people, Consumer<String> progress, BooleanSupplier stop)
      throws ApiException, InterruptedException {
    List<Tried> out = new ArrayList<>();
    for (Scenario.Trial trial : trials) {
      progress.accept(trial.title());
      JsonNode begun = begin(trial, people);
      out.add(new Tried(trial.title(), trial.expected(), await(begun, stop)));
    }
    return out;
  }

  /** Begins a rollout, unless an earlier run of the demonstration did. */
  private JsonNode begin(Scenario.Trial trial, boolean people)
      throws ApiException, InterruptedException {
    Object reason = trial.wish().get("reason");
    for (JsonNode r : client.get(PATH, Query.NONE).path("items")) {
      if (r.path("log").path(0).path("reason").asText().equals(reason)) {
        return r;
      }
    }
    Map<String, Object> wish = new LinkedHashMap<>(trial.wish());
    if (people) {
      wish.put("auto", false);
      wish.put("watch", "1d");
    }
    return client.post(PATH, wish);
  }

  private JsonNode await(JsonNode begun, BooleanSupplier stop)
      throws ApiException, InterruptedException {
    long began = System.nanoTime();
    JsonNode now = begun;
    while (!isSettled(now) && !stop.getAsBoolean() && System.nanoTime() - began < LONGEST_NANOS) {
      Thread.sleep(PAUSE_MILLIS);
      now = client.get(PATH + "/" + begun.path("id").asLong(), Query.NONE);
    }
    return now;
  }

  private static boolean isSettled(JsonNode r) {
    String state = r.path("state").asText();
    boolean watched = state.equals("watching") && !r.path("watch").asText().equals("0s");
    return !r.path("open").asBoolean() || state.equals("waiting") || watched;
  }
}
