package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.engine.Tally;
import io.foretide.core.model.ModelId;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Instants;
import io.foretide.hub.enodo.Sockets;
import io.foretide.hub.enodo.data.PlainJson;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sessions recorded with the newest hub, sent to ours: same statuses, keys, order, types. */
class EnodoNewestReplayTest {
  /** Where we answer otherwise, with our status: crashes of the recorded hub, and a stub. */
  private static final Map<String, Integer> OTHERWISE =
      Map.of(
          "GET /api/series/abc", 404,
          "POST /api/enodo/event/output {\"output_type\":1,\"data\":{\"nourl\":1}}", 400,
          "DELETE /api/enodo/event/output/abc", 400,
          "GET /api/series/9999/output", 404,
          "POST /api/series/1001/job", 200,
          "DELETE /api/series/1001/job/sr", 200,
          "POST /api/settings {\"min_data_points\":42}", 200,
          "GET /api/siridb/query {\"query\":\"bad query\"}", 400,
          "GET /api/enodo/log", 200);

  private static final String MODULE =
      """
      {"name": "toy", "version": "0.1.0", "module_arguments": [{"name": "n_predict",
       "required": true, "description": "n_predict descr", "job_types": ["job_forecast"],
       "value_type": "int"}], "supported_jobs": ["job_base_analysis", "job_forecast"],
       "job_load_weight": {"job_base_analysis": 1, "job_forecast": 2}}
      """;

  private final List<String> different = new ArrayList<>();

  @Test
  void every_answer_has_the_recorded_form() throws Exception {
    int seen = 0;
    try (EnodoServed hub = new EnodoServed(true, new MemoryKeeper(), _ -> false)) {
      hub.peers.add(peer("listener", false, null));
      hub.peers.add(peer("worker", true, PlainJson.object(MODULE)));
      for (String file : List.of("1", "2", "3")) {
        for (Exchange e : Exchange.read("enodo-newest-rest-" + file + ".txt")) {
          replay(hub, e);
          seen++;
        }
        ran(hub);
      }
    }
    assertThat(different).isEmpty();
    assertThat(seen).isEqualTo(81);
  }

  private static Sockets.Peer peer(
      String id, boolean isWorker, @Nullable Map<String, @Nullable Object> module) {
    return new Sockets.Peer(
        id, isWorker, "127.0.0.1", 50_472, "0.2.33", module, EnodoServed.NOW, false);
  }

  /** The jobs of the first series have run, as they had between the recordings. */
  private static void ran(EnodoServed hub) {
    hub.engine.tally = new Tally(1, 0, 0, 0, 0);
    double[][] values = {{0, 1, 2}, {0, 0, 0}, {0, 0, 2}};
    hub.predictions.write(
        new ModelId(1),
        1,
        List.of("mean", "value", "score"),
        List.of(
            new PredictionBlock(
                EnodoServed.NOW - Instants.HOUR,
                EnodoServed.NOW - Instants.HOUR,
                Instants.MINUTE,
                values)));
  }

  private void replay(EnodoServed hub, Exchange e) throws Exception {
    HttpRequest.Builder request = hub.request(e.method(), e.path(), e.body());
    String user = e.sent().get("user");
    if (user != null) {
      String pair = user.equals("enodo:enodo") ? "enodo:enodo-secret" : user;
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    HttpResponse<String> answer = hub.send(request);
    String path = e.path().replaceAll("\\?.*", "");
    Integer ours =
        OTHERWISE.getOrDefault(
            e.method() + " " + path + " " + e.body(), OTHERWISE.get(e.method() + " " + path));
    boolean plain = ours != null && (e.body().isEmpty() || path.contains("/job"));
    boolean known = OTHERWISE.containsKey(e.method() + " " + path + " " + e.body()) || plain;
    int expected = known && ours != null ? ours : e.status();
    if (answer.statusCode() != expected) {
      different.add(
          e.words() + ": " + answer.statusCode() + ", not " + expected + ": " + answer.body());
      return;
    }
    if (known) {
      assertThat(answer.headers().firstValue("Content-Type")).get().asString().contains("json");
    } else if (expected == 401) {
      assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"\"");
    } else if (path.startsWith("/status")) {
      assertThat(answer.body()).isEqualTo("OK\r\n");
    } else {
      compare(e.words(), PlainJson.object(e.answer()), PlainJson.object(answer.body()));
    }
  }

  /** Null stands for any type; of lists the first items are compared as far as both go. */
  private void compare(String where, @Nullable Object recorded, @Nullable Object ours) {
    if (recorded == null || ours == null) {
      return;
    }
    if (recorded instanceof Map<?, ?> r && ours instanceof Map<?, ?> o) {
      // What the recorded module found and how it failed is its own.
      boolean free =
          where.endsWith(".characteristics")
              || where.endsWith(".job_index_queue")
              || where.matches(".*job_analysis_meta\\.(bad|noparam)");
      if (!free && !List.copyOf(r.keySet()).equals(List.copyOf(o.keySet()))) {
        different.add(where + ": keys " + o.keySet() + ", not " + r.keySet());
        return;
      }
      r.forEach((key, value) -> compare(where + "." + key, value, o.get(key)));
    } else if (recorded instanceof List<?> r && ours instanceof List<?> o) {
      if (r.isEmpty() != o.isEmpty() && !where.endsWith(".state.error")) {
        different.add(where + ": " + o + ", not " + r);
      }
      for (int i = 0; i < Math.min(r.size(), o.size()); i++) {
        compare(where + "[" + i + "]", r.get(i), o.get(i));
      }
    } else if (!kind(recorded).equals(kind(ours))) {
      different.add(where + ": " + ours + ", not " + recorded);
    } else if (recorded instanceof Boolean && !where.contains("ignore") && !recorded.equals(ours)) {
      different.add(where + ": " + ours + ", not " + recorded);
    } else if (where.contains(".error") && recorded instanceof String && !recorded.equals(ours)) {
      different.add(where + ": " + ours + ", not " + recorded);
    }
  }

  private static String kind(Object value) {
    return switch (value) {
      case Integer _, Long _ -> "int";
      case Double _ -> "float";
      default -> value.getClass().getSimpleName();
    };
  }
}
