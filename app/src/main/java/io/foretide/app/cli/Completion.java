package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.client.ApiClient;
import io.foretide.app.client.ApiException;
import io.foretide.app.client.Query;
import io.foretide.app.terminal.ProgressBar;
import java.util.function.BooleanSupplier;

/** Waits until something is done. */
final class Completion {
  private static final long PAUSE_MILLIS = 50;

  /** How long nothing may move before waiting ends: what is left waits for something outside. */
  private static final long STUCK_NANOS = 120_000_000_000L;

  private Completion() {}

  /**
   * Waits until a model has a revision above a number, or its training waits or was given up.
   *
   * @return the model
   */
  static JsonNode trained(ApiClient client, String path, int before)
      throws ApiException, InterruptedException {
    while (true) {
      JsonNode model = client.get(path, Query.NONE);
      JsonNode revisions = model.path("revisions");
      String state = model.path("training").path("state").asText();
      if (revisions.path(revisions.size() - 1).path("number").asInt() > before
          || state.equals("waiting")
          || state.equals("failed")) {
        return model;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /**
   * Waits until nothing that is due is missing.
   *
   * @param stop true ends the waiting
   * @return true if nothing is missing or in flight
   */
  static boolean await(ApiClient client, ProgressBar bar, BooleanSupplier stop)
      throws ApiException, InterruptedException {
    long lastLeft = -1;
    long since = System.nanoTime();
    while (!stop.getAsBoolean()) {
      JsonNode tally = client.get("/api/v1/status", Query.NONE).path("tally");
      long left = tally.path("missing").asLong() + tally.path("in_flight").asLong();
      long due = tally.path("due").asLong();
      bar.show(due - left, due, due - left + " of " + due + " due intervals");
      if (left == 0) {
        return true;
      }
      if (left != lastLeft) {
        lastLeft = left;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > STUCK_NANOS) {
        return false;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return false;
  }
}
