package io.foretide.app.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.badinput.Client;
import io.foretide.app.badinput.Program;
import io.foretide.connectors.standin.Authority;
import io.foretide.connectors.standin.GordoMachine;
import io.foretide.connectors.standin.StandIn;
import io.foretide.core.coverage.Reason;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} as a process of its own with the two files of a Latigo installation. */
class LatigoServeTest {
  private static final String TAG = "1903.R1";
  private static final String OUTPUT = TAG + "|m1|model-output";
  private static final double OLD = 2.5;

  @TempDir Path folder;

  /** Latigo's two files; that the queue is in memory is all that was changed in them. */
  private List<String> files(StandIn standIn) throws IOException {
    String auth =
        "{client_id: %s, client_secret: %s, tenant: t, resource: api://r, authority_host_url: '%s'}"
            .formatted(Authority.CLIENT, Authority.SECRET, standIn.authorityUrl());
    String gordo =
        "{type: gordo, connection_string: '%s', auth: %s".formatted(standIn.gordoUrl(), auth);
    String series =
        "{type: time_series_api, base_url: '%s', auth: %s}"
            .formatted(standIn.timeSeriesUrl(), auth);
    String metadata =
        "{type: metadata_api, base_url: '%s', auth: %s}".formatted(standIn.metadataUrl(), auth);
    Path scheduler =
        Files.writeString(
            folder.resolve("scheduler.yaml"),
            "scheduler: {continuous_prediction_interval: 30m, continuous_prediction_delay: 1h,"
                + " run_at_once: true}\n"
                + "task_queue: {type: memory, client.id: latigo_scheduler, group.id: '1'}\n"
                + ("model_info: " + gordo + ", start: -7h}\n")
                + ("models_metadata_info: " + metadata + "\n"));
    Path executor =
        Files.writeString(
            folder.resolve("executor.yaml"),
            "executor: {log_debug_enabled: false}\n"
                + "task_queue: {type: memory, client.id: executor, group.id: '1'}\n"
                + ("model_info: " + gordo + "}\n")
                + ("predictor: " + gordo + "}\n")
                + ("sensor_data: " + series + "\n")
                + ("prediction_storage: " + series + "\n")
                + ("prediction_metadata_storage: " + metadata + "\n"));
    return List.of(
        "--scheduler-config", scheduler.toString(), "--executor-config", executor.toString());
  }

  /** A machine with twelve hours of its tag, six intervals of which Latigo has predicted. */
  private static void plant(StandIn standIn, Instant from, Instant to) {
    standIn.metadata().projects(List.of("ioc-1000"));
    GordoMachine machine = GordoMachine.of("m1", List.of(TAG));
    standIn.gordo().revision("ioc-1000", "1583238576000", List.of(machine));
    standIn.timeSeries().series(TAG, "1903");
    standIn.timeSeries().series(OUTPUT, "1903");
    Instant now = Instants.toInstant(WallClock.system().now());
    for (int minute = 0; minute < 12 * 60; minute += 5) {
      standIn.timeSeries().point(TAG, now.minusSeconds(60L * minute), 10 + minute % 7, 192);
    }
    for (Instant t = from; t.isBefore(to); t = t.plusSeconds(600)) {
      standIn.timeSeries().point(OUTPUT, t, OLD, 0);
    }
  }

  private static boolean ended(JsonNode model) {
    JsonNode t = model.path("tally");
    return t.path("due").asLong() >= 12
        && t.path("missing").asLong() + t.path("in_flight").asLong() == 0;
  }

  @Test
  void what_latigo_predicted_stays_and_the_rest_is_added_where_it_is_adopted() throws Exception {
    long half = Instants.HOUR / Instants.SECOND / 2;
    Instant to =
        Instant.ofEpochSecond(
            (WallClock.system().now() / Instants.SECOND - 4 * half) / half * half);
    Instant from = to.minusSeconds(6 * half);
    try (StandIn standIn = StandIn.start(true)) {
      plant(standIn, from, to);
      List<String> arguments = new ArrayList<>(List.of("serve", "--adopt-existing"));
      arguments.addAll(files(standIn));
      arguments.addAll(List.of("--data-dir", folder.resolve("data").toString(), "--port", "0"));
      Program.Ended ended;
      try (Program p = Program.start(folder.resolve("log"), List.of(), "", "256m", arguments);
          Client client = new Client(p.address())) {
        client.await(
            "/api/v1/models?search=ioc",
            m -> m.path("items").size() == 1 && ended(m.path("items").path(0)));
        List<JsonNode> adopted = new ArrayList<>();
        client
            .json("/api/v1/models/ioc-1000%2Fm1/coverage")
            .path("segments")
            .forEach(s -> {
              if (s.path("why").asText().equals(Reason.READ_BACK.text())) {
                adopted.add(s);
              }
            });
        assertThat(adopted).hasSize(1);
        assertThat(adopted.getFirst().path("state").asText()).isEqualTo("predicted");
        assertThat(adopted.getFirst().path("cells").asLong()).isEqualTo(6);
        assertThat(Instant.parse(adopted.getFirst().path("from").asText())).isEqualTo(from);
        assertThat(client.json("/api/v1/events?kind=model.adopted").findValuesAsText("message"))
            .singleElement()
            .asString()
            .contains("6 intervals that the prediction storage holds already");
        ended = p.stop();
      }
      assertThat(ended.code()).as(ended.text()).isZero();
      assertThat(ended.text())
          .contains("task_queue.executor.client.id: is no longer needed")
          .doesNotContain("\tat ", Authority.SECRET);
      NavigableMap<Instant, Double> rows = standIn.timeSeries().values(OUTPUT);
      assertThat(rows.subMap(from, to).values()).as("as they were").containsOnly(OLD).hasSize(18);
      assertThat(rows.headMap(from)).as("older ones were added").hasSizeGreaterThanOrEqualTo(9);
      assertThat(rows.tailMap(to)).as("newer ones were added").hasSizeGreaterThanOrEqualTo(6);
      assertThat(standIn.requests())
          .as("as Latigo's default for a file that does not say it")
          .anyMatch(r -> r.query().contains("format=parquet"));
    }
  }
}
