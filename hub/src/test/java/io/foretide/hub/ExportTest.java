package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.model.ModelId;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Instants;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportTest {
  private Served served;

  @BeforeEach
  void serve() throws StartRefused {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void a_large_series_leaves_whole_and_is_read_in_portions() throws Exception {
    int n = 300_000;
    for (int i = 0; i < n; i++) {
      // A burst: most points lie within a few minutes of a year.
      long t = i < 1_000 ? Served.NOW - (400 - i / 3) * Instants.DAY : Served.NOW - (n - i);
      served.points.put("s", t + i, i);
    }
    long stored = served.points.find("s").orElseThrow().points();
    var answer = served.get("/api/v1/export/points?series=s");
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    List<String> lines = answer.body().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("series,time,value");
    assertThat(lines).hasSize((int) stored + 1);
    assertThat(lines.stream().distinct()).hasSize((int) stored + 1);
    assertThat(served.points.largestRead).isLessThanOrEqualTo(100_000);
  }

  @Test
  void points_leave_as_csv_or_ndjson_by_name_or_search() throws Exception {
    served.points.put("a,\"1\"", Served.NOW - Instants.SECOND, 1.5);
    served.points.put("b", Served.NOW - 1, 2);
    assertThat(served.get("/api/v1/export/points?series=b&from=-1h").body())
        .isEqualTo("series,time,value\nb,2026-03-01T11:59:59.999999999Z,2.0\n");
    assertThat(served.get("/api/v1/export/points?search=a").body())
        .endsWith("\"a,\"\"1\"\"\",2026-03-01T11:59:59Z,1.5\n");
    String ndjson = served.get("/api/v1/export/points?search=a&format=ndjson").body();
    assertThat(Read.of(ndjson).at("series")).isEqualTo("a,\"1\"");
    assertThat(Read.of(ndjson).at("value")).isEqualTo(1.5);
    assertThat(served.get("/api/v1/export/points?series=b,nope").statusCode()).isEqualTo(404);
    assertThat(served.get("/api/v1/export/points?format=xml").statusCode()).isEqualTo(400);
  }

  @Test
  void exports_are_compressed_for_those_who_ask() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      served.points.put("s", Served.NOW - i, i);
    }
    var answer =
        served.bytes(
            served.request("/api/v1/export/points?series=s").header("Accept-Encoding", "gzip"));
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
    assertThat(new String(plain, StandardCharsets.UTF_8).lines()).hasSize(5_001);
    assertThat(answer.body().length).isLessThan(plain.length / 2);
  }

  @Test
  void predictions_leave_with_every_output() throws Exception {
    Served.read(served.send("POST", "/api/v1/models", Served.MODEL), 201);
    long origin = Served.NOW - Instants.HOUR;
    served.predictions.write(
        new ModelId(1),
        1,
        List.of("mean", "lo_95", "hi_95"),
        List.of(
            new PredictionBlock(
                origin,
                origin,
                600 * Instants.SECOND,
                new double[][] {{1, Double.NaN}, {0, 1}, {2, 3}})));
    String csv = served.get("/api/v1/export/predictions?model=pump-7%2Fpressure").body();
    assertThat(csv)
        .isEqualTo(
            """
            model,time,mean,lo_95,hi_95
            pump-7/pressure,2026-03-01T11:00:00Z,1.0,0.0,2.0
            pump-7/pressure,2026-03-01T11:10:00Z,,1.0,3.0
            """);
    String ndjson =
        served.get("/api/v1/export/predictions?model=pump-7%2Fpressure&format=ndjson").body();
    Read second = Read.of(ndjson.lines().toList().get(1));
    assertThat(second.at("mean")).isNull();
    assertThat(second.at("hi_95")).isEqualTo(3.0);
    Served.read(served.get("/api/v1/export/predictions"), 400);
  }

  @Test
  void an_export_that_breaks_midway_does_not_look_complete() throws Exception {
    for (int i = 0; i < 200_000; i++) {
      served.points.put("s", Served.NOW - i, i);
    }
    served.points.put("t", Served.NOW - 1, 1);
    served.points.breakAfterReads = 2;
    assertThatThrownBy(() -> served.get("/api/v1/export/points?series=s,t"))
        .isInstanceOf(IOException.class);
    served.points.broken = false;
    assertThat(served.get("/health/ready").statusCode()).isEqualTo(200);
  }
}
