package io.foretide.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code forecast}, {@code detect} and {@code backtest} as a user runs them. */
class AnalysisCommandsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  private static double value(int i, Random noise) {
    return 10 + 3 * Math.sin(2 * Math.PI * i / 24) + 0.2 * noise.nextGaussian();
  }

  private static double[] values(int n) {
    Random noise = new Random(7);
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = Math.rint(1e4 * value(i, noise)) / 1e4;
    }
    return out;
  }

  private static String hour(int i) {
    return START.plus(Duration.ofHours(i)).toString();
  }

  private static String csv(String name, double[] values) {
    StringBuilder out = new StringBuilder("time,").append(name).append('\n');
    for (int i = 0; i < values.length; i++) {
      out.append(hour(i)).append(',').append(values[i]).append('\n');
    }
    return out.toString();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String pump(int n) throws IOException {
    return file("pump.csv", csv("flow", values(n)));
  }

  @Test
  void a_forecast_in_json_has_the_documented_shape_and_the_librarys_numbers() throws Exception {
    double[] y = values(240);
    Ran ran =
        Ran.of(
            "forecast",
            pump(240),
            "--method",
            "ets",
            "--season",
            "24",
            "--horizon",
            "6h",
            "--levels",
            "80,95",
            "--format",
            "json");
    assertThat(ran.code()).as(ran.err()).isZero();
    JsonNode one = ran.json().get("series").get(0);
    assertThat(one.get("name").asText()).isEqualTo("flow");
    assertThat(one.get("method").asText()).isEqualTo("ets");
    assertThat(one.get("origin").asText()).isEqualTo("2026-01-10T23:00:00Z");
    Forecast expected =
        (Forecast)
            MethodCatalog.forecaster("ets", MethodRequest.of(24).forHorizon(6)).fit(y).forecast(6);
    assertThat(one.get("forecast")).hasSize(6);
    for (int h = 0; h < 6; h++) {
      JsonNode step = one.get("forecast").get(h);
      assertThat(step.get("time").asText()).isEqualTo(hour(240 + h));
      assertThat(step.get("mean").asDouble()).isEqualTo(expected.mean(h));
      assertThat(step.get("intervals").get("95").get(0).asDouble())
          .isEqualTo(expected.interval(95).lower()[h]);
      assertThat(step.get("intervals").get("80").get(1).asDouble())
          .isEqualTo(expected.interval(80).upper()[h]);
    }
  }

  @Test
  void several_columns_gaps_and_a_compressed_file_are_read() throws Exception {
    StringBuilder text = new StringBuilder("time,a,b\n");
    double[] y = values(200);
    for (int i = 0; i < 200; i++) {
      text.append(hour(i))
          .append(',')
          .append(i % 50 == 7 ? "" : y[i])
          .append(',')
          .append(2 * y[i])
          .append('\n');
    }
    Path file = folder.resolve("two.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    Ran ran =
        Ran.of(
            "forecast", file.toString(), "--method", "theta", "--horizon", "3", "--format", "csv");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines()).hasSize(1 + 2 * 3);
    assertThat(ran.out()).startsWith("series,time,mean,lo_80,hi_80,lo_95,hi_95\n");
    assertThat(ran.err()).contains("a: step 1h; 4 of 200 places without a value");
    Ran only =
        Ran.of(
            "forecast",
            file.toString(),
            "--column",
            "b",
            "--method",
            "theta",
            "--horizon",
            "3",
            "--format",
            "csv");
    assertThat(only.out().lines().filter(l -> l.startsWith("b,"))).hasSize(3);
    assertThat(only.out()).doesNotContain("\na,");
  }

  @Test
  void a_long_file_from_standard_input_is_read() throws Exception {
    StringBuilder text = new StringBuilder("time,tag,value\n");
    double[] y = values(100);
    for (int i = 0; i < 100; i++) {
      text.append(hour(i)).append(",north,").append(y[i]).append('\n');
      text.append(hour(i)).append(",south,").append(-y[i]).append('\n');
    }
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
      Ran ran =
          Ran.of(
              "forecast", "-", "--layout", "long", "--method", "drift", "--horizon", "2", "--json");
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.json().get("series")).hasSize(2);
      assertThat(ran.json().get("series").get(0).get("name").asText()).isEqualTo("north");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void a_bad_line_and_a_series_that_cannot_be_forecast_never_stop_the_others() throws Exception {
    StringBuilder text = new StringBuilder("time,a,silent\n");
    double[] y = values(60);
    for (int i = 0; i < 60; i++) {
      text.append(i == 30 ? "yesterday" : hour(i)).append(',').append(y[i]).append(",\n");
    }
    Ran ran =
        Ran.of(
            "forecast",
            file("bad.csv", text.toString()),
            "--method",
            "theta",
            "--horizon",
            "2",
            "--json");
    assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(ran.err()).contains("line 32").contains("1 line refused");
    assertThat(ran.json().get("series").get(0).get("forecast")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 30})
  void few_values_and_a_season_longer_than_the_data_still_give_a_forecast(int n) throws Exception {
    Ran ran =
        Ran.of("forecast", pump(n), "--step", "1h", "--season", "168", "--horizon", "4", "--json");
    assertThat(ran.code()).as(ran.err()).isZero();
    for (JsonNode step : ran.json().get("series").get(0).get("forecast")) {
      assertThat(step.get("mean").isNumber()).isTrue();
      JsonNode wide = step.get("intervals").get("95");
      assertThat(wide.get(0).asDouble()).isLessThanOrEqualTo(wide.get(1).asDouble());
    }
  }

  @Test
  void an_empty_file_and_one_that_is_not_there_are_told_apart() throws Exception {
    Ran empty = Ran.of("forecast", file("empty.csv", ""));
    assertThat(empty.code()).isEqualTo(ExitCode.FAILED);
    assertThat(empty.err()).contains("empty.csv").doesNotContain("Exception");
    Ran absent = Ran.of("forecast", folder.resolve("nowhere.csv").toString());
    assertThat(absent.code()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void a_thousand_series_are_forecast() throws Exception {
    StringBuilder text = new StringBuilder("time");
    int series = 1000;
    for (int s = 0; s < series; s++) {
      text.append(",s").append(s);
    }
    text.append('\n');
    double[] y = values(60);
    for (int i = 0; i < 60; i++) {
      text.append(hour(i));
      for (int s = 0; s < series; s++) {
        text.append(',').append(y[i] + s);
      }
      text.append('\n');
    }
    Ran ran =
        Ran.of(
            "forecast",
            file("many.csv", text.toString()),
            "--method",
            "seasonal_naive",
            "--season",
            "24",
            "--horizon",
            "1",
            "--format",
            "csv");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines()).hasSize(1 + series);
  }

  @Test
  void names_and_values_that_do_not_exist_are_refused_with_the_nearest_right_ones()
      throws Exception {
    String file = pump(50);
    Ran method = Ran.of("forecast", file, "--method", "tetha");
    assertThat(method.code()).isEqualTo(ExitCode.USAGE);
    assertThat(method.err()).contains("did you mean 'theta'");
    assertThat(Ran.of("forecast", file, "--method", "ets", "--param", "fom=ANA").err())
        .contains("no parameter 'fom'")
        .contains("form");
    assertThat(Ran.of("forecast", file, "--levels", "101").err()).contains("between 0 and 100");
    assertThat(Ran.of("forecast", file, "--horizon", "soon").err()).contains("--horizon 'soon'");
    Ran detector = Ran.of("detect", file, "--method", "maad");
    assertThat(detector.code()).isEqualTo(ExitCode.USAGE);
    assertThat(detector.err()).contains("'mad'");
    assertThat(Ran.of("detect", file, "--direction", "sideways").err())
        .contains("up, down or both");
    assertThat(Ran.of("backtest", file, "--mode", "guess").err())
        .contains("refit, update or fixed");
    assertThat(Ran.of("backtest", file, "--methods", "theta,ets", "--param", "form=ANA").err())
        .contains("--param goes with one method");
  }

  @Test
  void a_plot_fits_the_width_and_a_page_loads_nothing() throws Exception {
    Ran plot = Ran.of("forecast", pump(120), "--method", "theta", "--format", "plot");
    assertThat(plot.code()).isZero();
    assertThat(plot.out()).contains("times in UTC").doesNotContain("\u001b[");
    assertThat(plot.out().lines().mapToInt(l -> l.codePointCount(0, l.length())).max().orElse(0))
        .isLessThanOrEqualTo(120);
    Path page = folder.resolve("page.html");
    Ran html = Ran.of("forecast", pump(120), "--method", "theta", "-o", page.toString());
    assertThat(html.code()).isZero();
    assertThat(Files.readString(page))
        .contains("<svg", "flow")
        .doesNotContain("http", "<script", "NaN");
  }

  private String disturbed() throws IOException {
    double[] y = values(480);
    for (int i = 400; i < 406; i++) {
      y[i] += 20;
    }
    return file("disturbed.csv", csv("flow", y));
  }

  @Test
  void a_disturbance_is_one_episode_with_its_times_direction_and_peak() throws Exception {
    Ran ran =
        Ran.of(
            "detect",
            disturbed(),
            "--method",
            "z_score",
            "--train-until",
            hour(240),
            "--merge",
            "3h",
            "--json");
    assertThat(ran.code()).as(ran.err()).isZero();
    JsonNode one = ran.json().get("series").get(0);
    assertThat(one.get("trained").asInt()).isEqualTo(240);
    assertThat(one.get("scored").asInt()).isEqualTo(240);
    assertThat(one.get("episodes")).hasSize(1);
    JsonNode episode = one.get("episodes").get(0);
    assertThat(episode.get("from").asText()).isEqualTo(hour(400));
    assertThat(episode.get("direction").asInt()).isEqualTo(1);
    assertThat(episode.get("open").asBoolean()).isFalse();
    assertThat(episode.get("peak").asDouble()).isGreaterThan(1);
    Ran down =
        Ran.of("detect", disturbed(), "--method", "z_score", "--direction", "down", "--json");
    assertThat(down.json().get("series").get(0).get("episodes")).isEmpty();
    Ran delayed =
        Ran.of("detect", disturbed(), "--method", "z_score", "--on-delay", "12h", "--json");
    assertThat(delayed.json().get("series").get(0).get("episodes")).isEmpty();
  }

  @Test
  void sensors_are_scored_together_and_the_one_that_leaves_the_others_is_named() throws Exception {
    StringBuilder text = new StringBuilder("time,a,b,c\n");
    Random noise = new Random(3);
    for (int i = 0; i < 600; i++) {
      double x = Math.sin(i / 9.0) + noise.nextGaussian();
      text.append(hour(i))
          .append(',')
          .append(x + 0.1 * noise.nextGaussian())
          .append(',')
          .append(2 * x + 0.1 * noise.nextGaussian() + (i >= 500 && i < 505 ? 3 : 0))
          .append(',')
          .append(-x + 0.1 * noise.nextGaussian())
          .append('\n');
    }
    String file = file("plant.csv", text.toString());
    Ran ran =
        Ran.of(
            "detect",
            file,
            "--method",
            "pca",
            "--train-until",
            "60%",
            "--false-alarms",
            "5",
            "--merge",
            "6",
            "--json");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.json().get("series")).hasSize(1);
    JsonNode one = ran.json().get("series").get(0);
    assertThat(one.get("name").asText()).isEqualTo("a, b, c");
    assertThat(one.get("limit").get("wanted").asDouble()).isEqualTo(5);
    assertThat(one.get("episodes"))
        .anySatisfy(e -> {
          assertThat(e.get("from").asText()).isEqualTo(hour(500));
          assertThat(e.get("contributions").fieldNames().next()).isEqualTo("b");
        });
    assertThat(Ran.of("detect", file, "--method", "pca", "--each", "--json").json().get("series"))
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "csv", "plot", "html"})
  void episodes_are_shown_in_every_form(String form) throws Exception {
    Ran ran = Ran.of("detect", disturbed(), "--method", "z_score", "--format", form);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("flow").doesNotContain("NaN", "Exception");
  }

  @Test
  void a_backtest_puts_the_seasonal_naive_beside_every_method() throws Exception {
    Ran ran =
        Ran.of(
            "backtest",
            pump(480),
            "--methods",
            "theta,ets",
            "--season",
            "24",
            "--horizon",
            "12",
            "--origins",
            "5",
            "--every",
            "24",
            "--json");
    assertThat(ran.code()).as(ran.err()).isZero();
    JsonNode one = ran.json().get("series").get(0);
    assertThat(one.get("horizon").asInt()).isEqualTo(12);
    assertThat(one.get("methods"))
        .extracting(m -> m.get("method").asText())
        .containsExactly("seasonal_naive", "theta", "ets");
    JsonNode naive = one.get("methods").get(0);
    JsonNode ets = one.get("methods").get(2);
    assertThat(ets.get("origins").asInt()).isEqualTo(5);
    assertThat(ets.get("mase").asDouble()).isLessThan(naive.get("mase").asDouble());
    assertThat(ets.get("owa").asDouble()).isBetween(0.1, 1.0);
    assertThat(ets.get("coverage_95").asDouble()).isBetween(85.0, 100.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "csv", "plot", "html"})
  void a_backtest_is_shown_in_every_form_and_too_few_values_are_a_reason(String form)
      throws Exception {
    Ran ran =
        Ran.of(
            "backtest",
            pump(120),
            "--methods",
            "theta",
            "--season",
            "24",
            "--horizon",
            "12",
            "--origins",
            "2",
            "--mode",
            "update",
            "--format",
            form);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("theta", "seasonal_naive").doesNotContain("NaN");
    Ran few = Ran.of("backtest", pump(5), "--horizon", "12", "--format", form);
    assertThat(few.code()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(few.err()).contains("shorter --horizon");
  }

  @Test
  void the_catalogues_are_printed_for_people_and_for_programs() {
    assertThat(Ran.of("forecast", "--list-methods").out()).contains("long_lag_ridge", "prophet");
    JsonNode methods = Ran.of("detect", "--list-methods", "--json").json().get("methods");
    assertThat(methods).extracting(m -> m.get("name").asText()).contains("pca", "mad", "cusum");
  }

  @Test
  void a_benchmark_of_the_libraries_wants_a_folder_and_skips_what_is_not_there() {
    assertThat(Ran.of("bench", "detect").err()).contains("bench detect FOLDER");
    assertThat(Ran.of("bench", "forecast", folder.toString(), "m5").err()).contains("'m5'");
    for (List<String> words : List.of(List.of("detect", "tep"), List.of("forecast", "m3"))) {
      Ran ran = Ran.of("bench", words.get(0), folder.toString(), words.get(1));
      assertThat(ran.code()).as(ran.err()).isZero();
    }
  }
}
