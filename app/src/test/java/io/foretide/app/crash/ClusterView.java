package io.foretide.app.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;

/**
 * What a hub says of its cluster; nothing while it cannot answer.
 *
 * @param hub that is asked
 */
record ClusterView(ServerProcess hub) {
  private static final ObjectMapper JSON = new ObjectMapper();

  JsonNode get(String path) throws InterruptedException {
    try {
      HttpResponse<String> answer = hub.get(path);
      return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.createObjectNode();
    } catch (IOException e) {
      // Its database is away: it will answer.
      return JSON.createObjectNode();
    }
  }

  JsonNode tally() throws InterruptedException {
    return get("/api/v1/status").path("tally");
  }

  boolean isQuiet() throws InterruptedException {
    JsonNode i = tally();
    return i.path("due").asLong() > 0
        && i.path("missing").asLong(1) == 0
        && i.path("in_flight").asLong(1) == 0;
  }

  long alive() throws InterruptedException {
    long n = 0;
    for (JsonNode p : get("/api/v1/processes").path("items")) {
      n += p.path("alive").asBoolean() ? 1 : 0;
    }
    return n;
  }

  /** The number of the process that plans; 0 if none does. */
  long leader() throws InterruptedException {
    for (JsonNode p : get("/api/v1/processes").path("items")) {
      if (p.path("leader").asBoolean()) {
        return p.path("pid").asLong();
      }
    }
    return 0;
  }
}
