package io.foretide.app.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.app.modelfiles.ModelFolder;
import io.foretide.core.time.Instants;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that cannot be meant, over REST and as files. */
class AbsurdModelsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Installation here;

  @BeforeEach
  void open() throws Exception {
    here = new Installation(folder.resolve("data"));
    here.fill("flow", "m");
  }

  @AfterEach
  void close() {
    here.close();
  }

  /** What is wrong with each model, and what its refusal must say. */
  private static Map<String, String> absurd() {
    Map<String, String> out = new LinkedHashMap<>();
    out.put("{\"every\":\"0s\"}", "every");
    out.put("{\"every\":\"-1h\"}", "every");
    out.put("{\"every\":\"soon\"}", "every");
    out.put("{\"every\":{\"points\":0}}", "points");
    out.put("{\"delay\":\"-5m\"}", "delay");
    out.put("{\"resolution\":\"7m\"}", "resolution");
    out.put("{\"resolution\":\"0s\"}", "resolution");
    out.put("{\"start\":\"-5000000d\"}", "start");
    out.put("{\"start\":\"-99y\",\"every\":\"1s\",\"resolution\":\"1s\"}", "start");
    out.put("{\"start\":\"1677-10-01T00:00:00Z\",\"every\":\"1s\",\"resolution\":\"1s\"}", "start");
    out.put("{\"task_span\":\"-1h\"}", "task_span");
    out.put("{\"max_in_flight\":-1}", "max_in_flight");
    out.put("{\"inputs\":[]}", "inputs");
    out.put("{\"inputs\":[\"flow\",\"flow\"]}", "'flow' twice");
    out.put("{\"inputs\":[\"absurd#mean\"]}", "cycle");
    out.put("{\"inputs\":{\"a\":{\"b\":[]}}}", "inputs");
    out.put("{\"model\":\"\"}", "model");
    out.put("{\"model\":\"a\\u0000b\"}", "control");
    out.put("{\"evry\":\"1h\"}", "did you mean 'every'");
    out.put("{\"run\":{}}", "run");
    out.put("{\"run\":{\"forcast\":{}}}", "forecast");
    out.put("{\"run\":{\"forecast\":{\"method\":\"magic\"}}}", "method");
    out.put(
        "{\"run\":{\"forecast\":{\"method\":\"seasonal_naive\",\"season\":\"1d\",\"horizon\":\"3650d\"}}}",
        "horizon");
    out.put(
        "{\"run\":{\"forecast\":{\"method\":\"seasonal_naive\",\"season\":\"1d\",\"horizon\":\"10y\"}}}",
        "horizon");
    out.put(
        "{\"run\":{\"forecast\":{\"method\":\"seasonal_naive\",\"season\":\"1d\",\"horizon\":315360000}}}",
        "horizon");
    out.put(
        "{\"run\":{\"forecast\":{\"method\":\"seasonal_naive\",\"season\":\"1d\",\"horizon\":\"-1h\"}}}",
        "horizon");
    out.put(
        "{\"run\":{\"forecast\":{\"method\":\"seasonal_naive\",\"season\":\"0s\",\"horizon\":\"1h\"}}}",
        "season");
    out.put(
        "{\"run\":{\"forecast\":{\"method\":\"seasonal_naive\",\"season\":\"900d\",\"horizon\":\"1h\"}}}",
        "season");
    out.put(
        "{\"run\":{\"forecast\":{\"method\":\"seasonal_naive\",\"seasn\":\"1d\",\"horizon\":\"1h\"}}}",
        "did you mean 'season'");
    out.put(
        "{\"run\":{\"forecast\":{\"method\":\"seasonal_naive\",\"season\":\"1d\",\"horizon\":\"1h\",\"levels\":[180]}}}",
        "levels");
    out.put("{\"run\":{\"detect\":{\"method\":\"limits\",\"low\":9,\"high\":1}}}", "low");
    return out;
  }

  private static ObjectNode model(String wrong) throws Exception {
    ObjectNode out = (ObjectNode) JSON.readTree(Installation.MODEL.formatted("absurd", "flow"));
    out.setAll((ObjectNode) JSON.readTree(wrong));
    return out;
  }

  @Test
  void an_absurd_model_is_refused_over_rest_and_the_refusal_names_what_is_wrong() throws Exception {
    String before = here.client.stored("flow", "m");
    for (Map.Entry<String, String> e : absurd().entrySet()) {
      HttpResponse<String> answer =
          here.client.send("POST", "/api/v1/models", model(e.getKey()).toString());
      assertThat(answer.statusCode()).as(e.getKey() + answer.body()).isIn(400, 422);
      assertThat(Client.read(answer).path("error").path("message").asText())
          .as(e.getKey())
          .contains(e.getValue())
          .doesNotContain("Exception");
      HttpResponse<String> edit =
          here.client.send(
              "PUT", "/api/v1/models/m", model(e.getKey()).put("model", "m").toString());
      if (!e.getKey().contains("model\"") && !e.getKey().contains("absurd#")) {
        assertThat(edit.statusCode()).as(e.getKey() + edit.body()).isIn(400, 422);
      }
    }
    assertThat(here.client.json("/api/v1/status").path("models").asLong()).isEqualTo(1);
    assertThat(here.client.stored("flow", "m")).isEqualTo(before);
    here.assertAlive();
  }

  @Test
  void an_absurd_model_file_is_told_as_an_event_and_does_not_hold_up_its_neighbours()
      throws Exception {
    Path models = Files.createDirectories(folder.resolve("models"));
    int n = 0;
    for (String wrong : absurd().keySet()) {
      Files.writeString(models.resolve("a" + n++ + ".yaml"), model(wrong).toString());
    }
    Files.write(models.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0, 1, (byte) 0xfe});
    Files.writeString(models.resolve("empty.yaml"), "");
    Files.writeString(models.resolve("list.yaml"), "- 1\n- 2\n");
    Files.writeString(models.resolve("tabs.yaml"), "model:\n\t- x\n");
    Files.writeString(models.resolve("bomb.yaml"), bomb());
    Files.writeString(models.resolve("deep.yaml"), "a: " + "[".repeat(20_000));
    Files.writeString(models.resolve("large.yaml"), "model: \"" + "x".repeat(5 << 20) + "\"\n");
    Files.writeString(
        models.resolve("tag.yaml"), "model: !!javax.script.ScriptEngineManager [x]\n");
    Files.writeString(
        models.resolve("z.yaml"),
        Installation.MODEL.formatted("good", "flow"),
        StandardCharsets.UTF_8);
    ModelFolder look =
        new ModelFolder(
            models,
            Map.of(),
            Map.of(),
            here.service.engine(),
            here.service.events(),
            here.service.store().meta(),
            here.clock);
    look.look();
    assertThat(here.client.awaitComplete("good").path("predicted").asLong()).isEqualTo(48);
    int wanted = n + 8;
    JsonNode events =
        here.client.await(
            "/api/v1/events?limit=200&kind=model_file.refused",
            e -> e.path("items").size() >= wanted);
    assertThat(events.path("items")).hasSize(wanted);
    for (JsonNode e : events.path("items")) {
      assertThat(e.path("message").asText())
          .hasSizeLessThan(4_000)
          .contains(".yaml is not used: ")
          .doesNotContain("Exception");
    }
    assertThat(here.client.json("/api/v1/status").path("models").asLong()).isEqualTo(2);
  }

  /** Nine levels of ten references each. */
  private static String bomb() {
    StringBuilder out = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 10; i++) {
      out.append("a").append(i).append(": &a").append(i).append(" [");
      out.append(("*a" + (i - 1) + ",").repeat(9)).append("*a").append(i - 1).append("]\n");
    }
    return out.toString();
  }

  @Test
  void a_model_on_an_unknown_series_is_empty_and_says_which_series() throws Exception {
    var made =
        here.client.send(
            "POST",
            "/api/v1/models",
            ((ObjectNode) JSON.readTree(Installation.MODEL.formatted("g", "ghost")))
                .set("late", JSON.readTree("{\"within\":\"10d\",\"settle\":\"1s\"}"))
                .toString());
    assertThat(made.statusCode()).isEqualTo(201);
    JsonNode tally = here.client.awaitComplete("g");
    assertThat(tally.path("empty").asLong()).isEqualTo(tally.path("due").asLong());
    assertThat(here.client.get("/api/v1/models/g/explain?at=2026-03-02T10:30:00Z").body())
        .contains("ghost");
    here.client.feed("ghost", here.clock.now() - 10 * Instants.DAY, here.clock.now());
    here.client.await(
        "/api/v1/models/g",
        m -> {
          here.clock.pass(Instants.SECOND);
          return m.path("tally").path("predicted").asLong() == 48;
        });
  }

  @Test
  void models_that_read_each_other_are_empty_with_the_reason_and_harm_nobody() throws Exception {
    for (String[] pair : new String[][] {{"left", "right"}, {"right", "left"}}) {
      var made =
          here.client.send(
              "POST", "/api/v1/models", Installation.MODEL.formatted(pair[0], pair[1] + "#mean"));
      assertThat(made.statusCode()).isEqualTo(201);
    }
    for (String name : new String[] {"left", "right"}) {
      JsonNode tally = here.client.awaitComplete(name);
      assertThat(tally.path("empty").asLong()).isEqualTo(tally.path("due").asLong());
    }
    assertThat(here.client.get("/api/v1/models/left/explain?at=2026-03-02T10:30:00Z").body())
        .contains("right#mean");
    here.assertAlive();
  }
}
