package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.hub.enodo.data.PythonJson;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The session recorded with the seed's hub, sent to ours. */
class EnodoSeedReplayTest {
  /** Where we answer otherwise: by the request's body or path, the status that we give. */
  private static final Map<String, Integer> OTHERWISE =
      Map.of(
          // The seed took numbers alone, and demanded all three values of ARIMA.
          "{\"name\":\"series-001\",\"model\":\"1\",\"model_parameters\":[]}", 201,
          "{\"name\":\"series-001\",\"model\":1}", 201,
          "{\"name\":\"series-001\",\"model\":1,\"model_parameters\":{\"m\":12}}", 201,
          // It crashed with 500 on these.
          "{\"name\":\"missing-in-siridb\",\"model\":3,\"model_parameters\":{}}", 400,
          "not json", 400,
          "{\"min_data_points\":20}", 200,
          // Errors are JSON here.
          "PUT /settings", 405,
          "GET /nothing", 404);

  @Test
  void every_answer_is_byte_for_byte_the_recorded_one() throws Exception {
    MemoryKeeper keeper = new MemoryKeeper();
    keeper.put("enodo.setting.min_data_points", "{\"value\": 10}");
    keeper.put("enodo.setting.analysis_save_path", "{\"value\": \"/var/enodo/tsa\"}");
    int same = 0;
    try (EnodoServed hub = new EnodoServed(false, keeper, a -> a.isLoopbackAddress())) {
      for (Exchange e : Exchange.read("enodo-seed-rest.txt")) {
        HttpRequest.Builder request = hub.request(e.method(), e.path(), e.body());
        e.sent().forEach(request::header);
        HttpResponse<String> answer = hub.send(request);
        Integer ours = OTHERWISE.get(e.body().isEmpty() ? e.method() + " " + e.path() : e.body());
        if (ours != null) {
          assertThat(answer.statusCode()).as(e.words()).isEqualTo(ours);
          assertThat(answer.headers().firstValue("Content-Type")).get().asString().contains("json");
          putBack(hub, e);
          if (ours == 405) {
            assertThat(answer.headers().firstValue("Allow")).contains("GET,HEAD,OPTIONS,POST");
          }
          continue;
        }
        assertThat(answer.statusCode()).as(e.words()).isEqualTo(e.status());
        assertThat(answer.body()).as(e.words()).isEqualTo(expected(e));
        headers(e, answer);
        same++;
      }
    }
    assertThat(same).isEqualTo(21);
  }

  /** What the seed refused and we take is undone, so that the recording goes on. */
  private static void putBack(EnodoServed hub, Exchange e) throws Exception {
    if (e.body().contains("series-001")) {
      var unused =
          hub.send(
              "POST",
              "/series",
              "{\"name\":\"series-001\",\"model\":1,"
                  + "\"model_parameters\":{\"m\":12,\"d\":null,\"D\":null}}");
    }
  }

  private static String expected(Exchange e) {
    String text = e.method().equals("HEAD") ? "" : e.answer();
    return text.replace("\"siridb_password\": \"siri\"", "\"siridb_password\": \"***\"");
  }

  private static void headers(Exchange e, HttpResponse<String> answer) {
    e.headers()
        .forEach((name, value) -> {
          boolean secret = e.path().equals("/settings") && name.equals("Content-Length");
          boolean empty = value.equals("application/octet-stream");
          if (!secret && !empty) {
            assertThat(answer.headers().firstValue(name)).as(e.words() + name).contains(value);
          }
        });
  }

  @Test
  void numbers_and_texts_are_written_as_python_writes_them() {
    // json.dumps of Python 3.11
    assertThat(PythonJson.text(1795323255.47849)).isEqualTo("1795323255.47849");
    assertThat(PythonJson.text(1e16)).isEqualTo("1e+16");
    assertThat(PythonJson.text(1.5e300)).isEqualTo("1.5e+300");
    assertThat(PythonJson.text(123456789012345.0)).isEqualTo("123456789012345.0");
    assertThat(PythonJson.text(0.0001)).isEqualTo("0.0001");
    assertThat(PythonJson.text(0.00001)).isEqualTo("1e-05");
    assertThat(PythonJson.text(-0.0)).isEqualTo("-0.0");
    assertThat(PythonJson.text("a\"\\\n\u0001é€😀"))
        .isEqualTo("\"a\\\"\\\\\\n\\u0001\\u00e9\\u20ac\\ud83d\\ude00\"");
    assertThat(PythonJson.text(Map.of())).isEqualTo("{}");
  }
}
