package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.hub.enodo.EnodoApi;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Inside;
import io.foretide.hub.http.Limits;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random and spoilt requests to every route of Enodo's REST, from a seed: paths, queries and
 * bodies. {@code -Dforetide.fuzz.packets=10000000} makes it long, {@code -Dforetide.fuzz.seed=N}
 * another one; a failure names the request.
 */
@Timeout(7_200)
class HostileRequestsTest {
  private static final long REQUESTS = Long.getLong("foretide.fuzz.packets", 20_000);
  private static final long SEED = Long.getLong("foretide.fuzz.seed", 20191003);
  private static final int SERVER_ERROR = 500;

  private static final List<String> BODIES =
      List.of(
          "{\"name\":\"series-f\",\"model\":3,\"model_parameters\":{\"order\":4}}",
          "{\"name\":\"series-neg\",\"model\":\"1\",\"model_parameters\":[12,null,null]}",
          "{\"name\":\"series-001\",\"config\":{\"min_data_points\":2,\"realtime\":true,\"job_config\":["
              + "{\"module\":\"toy@1\",\"job_type\":\"job_base_analysis\",\"job_schedule_type\":\"TS\","
              + "\"job_schedule\":3600,\"module_params\":{},\"config_name\":\"base\"},"
              + "{\"module\":\"ets@1\",\"job_type\":\"job_forecast\",\"job_schedule_type\":\"N\","
              + "\"job_schedule\":5,\"module_params\":{\"horizon\":\"1h\"},\"config_name\":\"fc\","
              + "\"max_n_points\":100,\"requires_job\":\"base\"}]},\"meta\":{\"a\":[1,{\"b\":null}]}}",
          "{\"module\":\"limits@1\",\"job_type\":\"job_static_rules\",\"job_schedule_type\":\"TS\","
              + "\"job_schedule\":60,\"module_params\":{\"min\":1,\"max\":2.5e3},\"config_name\":\"sr\"}",
          "{\"output_type\":1,\"data\":{\"url\":\"http://127.0.0.1:1/\",\"headers\":{\"A\":\"b\"},"
              + "\"payload\":\"{{event.title|jsonify}}\",\"severity\":\"error\",\"for_event_types\":[]}}",
          "{\"entries\":{\"min_data_points\":42,\"siridb_port\":9000}}",
          "{\"min_data_points\":7,\"siridb_host\":\"down\"}",
          "{\"name\":\"t\",\"description\":\"d\",\"config\":{\"min_data_points\":1,\"job_config\":[]}}",
          "{\"name\":\"g\",\"description\":\"d\",\"series_config\":{\"job_config\":[]}}",
          "{\"query\":\"show dbname\"}");

  private static final List<String> NAMES =
      List.of(
          "series-f",
          "series-neg",
          "series-001",
          "1001",
          "1002",
          "1003",
          "base",
          "fc",
          "sr",
          "x",
          "%2e%2e",
          "%00",
          "a%2Fb",
          "%F0%9F%92%A9",
          "-1",
          "99999999999999999999",
          "%",
          "%zz");

  private static final List<String> VALUES =
      List.of(
          "",
          "1",
          "0",
          "-1",
          "true",
          "seed",
          "newest",
          "series-.*",
          "(((a+)+)+)$",
          "%5B",
          "x,y",
          "data",
          "name",
          "job_forecast",
          "99999999999",
          "%FF",
          "NaN");

  private final SplittableRandom random = new SplittableRandom(SEED);

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private byte[] body() {
    String base = one(BODIES);
    return switch (random.nextInt(5)) {
      case 0 -> new byte[0];
      case 1 -> base.getBytes(StandardCharsets.UTF_8);
      case 2 -> {
        byte[] out = new byte[random.nextInt(200)];
        random.nextBytes(out);
        yield out;
      }
      case 3 -> swapped(base).getBytes(StandardCharsets.UTF_8);
      default -> {
        byte[] out = base.getBytes(StandardCharsets.UTF_8);
        for (int n = random.nextInt(4); n >= 0; n--) {
          out[random.nextInt(out.length)] = (byte) random.nextInt(256);
        }
        yield out;
      }
    };
  }

  /** Well-formed, but with another value in a place. */
  private String swapped(String json) {
    List<String> values =
        List.of(
            "null",
            "[]",
            "{}",
            "-1",
            "1e308",
            "\"\"",
            "\"\\u0000\"",
            "true",
            "9223372036854775808");
    int colon = json.indexOf(':', random.nextInt(json.length()));
    if (colon < 0) {
      return json;
    }
    int end = colon + 1;
    while (end < json.length() && ",}]".indexOf(json.charAt(end)) < 0) {
      end++;
    }
    return json.substring(0, colon + 1) + one(values) + json.substring(end);
  }

  private String path(Route route) {
    StringBuilder out = new StringBuilder();
    for (String segment : route.path().substring(1).split("/")) {
      out.append('/').append(segment.startsWith("{") ? one(NAMES) : segment);
    }
    return out.toString();
  }

  private String query(Route route) {
    StringBuilder out = new StringBuilder();
    for (int n = random.nextInt(4); n > 0; n--) {
      String name =
          route.params().isEmpty() || random.nextInt(8) == 0
              ? "nonsense"
              : route.params().get(random.nextInt(route.params().size())).name();
      out.append('&').append(name).append('=').append(one(VALUES));
    }
    return out.toString();
  }

  @Test
  void no_request_breaks_a_route() throws Exception {
    try (EnodoServed hub = new EnodoServed(true);
        EnodoApi api = hub.another()) {
      List<Route> routes = api.routes().stream().filter(r -> r.lane() != Route.Lane.LIVE).toList();
      assertThat(routes).hasSizeGreaterThan(40);
      Inside inside = new Inside(routes, Limits.DEFAULT, hub.clock);
      long answered = 0;
      long refused = 0;
      for (long n = 0; n < REQUESTS; n++) {
        Route route = routes.get(random.nextInt(routes.size()));
        String path = path(route);
        String query = query(route);
        byte[] body = body();
        int status;
        try {
          status = inside.call(Role.ADMIN, route.method(), path, query, body).status();
          answered++;
        } catch (ApiError e) {
          status = e.status();
          refused++;
        }
        // Not there for the moment is an answer; that something unforeseen happened is none.
        if (status == SERVER_ERROR) {
          throw new AssertionError(
              "request "
                  + n
                  + " of seed "
                  + SEED
                  + ": "
                  + route.method()
                  + " "
                  + path
                  + "?"
                  + query
                  + " "
                  + new String(body, StandardCharsets.UTF_8));
        }
      }
      assertThat(answered).isGreaterThan(REQUESTS / 20);
      assertThat(refused).isGreaterThan(REQUESTS / 20);
    }
  }
}
