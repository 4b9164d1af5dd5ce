package io.foretide.connectors.siridb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.connectors.standin.SiriStand;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelFile;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.settings.Reading;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SiriConnectorTest {
  private static final long T0 = Instants.parse("2026-03-01T00:00:00Z");
  private static final long S0 = T0 / Instants.SECOND;
  private SiriStand server;
  private SiriClient client;

  @BeforeEach
  void start() throws IOException {
    server = new SiriStand();
    client = client("password", "siri");
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  private SiriClient client(Object... more) {
    Map<String, Object> values = new HashMap<>();
    values.put("servers", server.address());
    values.put("database", "dbtest");
    values.put("timeout", "2s");
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    Settings s = Settings.of("sensor_data", values, new Reading());
    SiriAccess access = SiriAccess.read(s);
    s.finish();
    return new SiriClient(access);
  }

  private SiriSensors sensors() {
    return new SiriSensors(client, new SeriesList(client, WallClock.system()));
  }

  private SiriSink sink() {
    return new SiriSink(client, new SeriesList(client, WallClock.system()), SeriesNaming.USUAL);
  }

  private static Model model() throws ProviderException {
    return ModelEdit.create(
        ModelFile.read(
            Map.of(
                "model", "m",
                "inputs", List.of("pump"),
                "every", "1h",
                "start", "2026-03-01T00:00:00Z",
                "run", Map.of("forecast", Map.of("method", "seasonal_naive")))),
        T0 + Instants.DAY);
  }

  private static PredictionBlock block(long origin, long first, double... values) {
    return new PredictionBlock(origin, first, 10 * Instants.MINUTE, new double[][] {values});
  }

  @Test
  void points_are_read_into_buckets_and_the_last_of_equal_times_counts() throws Exception {
    server.put("pump", S0, 1);
    server.put("pump", S0 + 60, 3);
    server.put("pump", S0 + 60, 5);
    server.put("pump", S0 + 700, 7);
    Frame got =
        sensors()
            .read(
                new FrameQuery(
                    List.of("pump"),
                    new Range(T0, T0 + 30 * Instants.MINUTE),
                    10 * Instants.MINUTE,
                    Aggregation.MEAN));
    assertThat(got.column(0)).containsExactly(3, 7, Double.NaN);
  }

  @Test
  void a_name_that_is_not_there_is_unknown_and_a_silent_one_is_empty() throws Exception {
    server.put("pump", S0, 1);
    Range later = new Range(T0 + Instants.DAY, T0 + 2 * Instants.DAY);
    assertThat(sensors().read(FrameQuery.raw(List.of("pump"), later)).rows()).isZero();
    assertThatThrownBy(() -> sensors().read(FrameQuery.raw(List.of("ghost"), later)))
        .isInstanceOf(ProviderException.UnknownSeries.class)
        .hasMessageContaining("'ghost'");
    assertThatThrownBy(() -> sensors().read(FrameQuery.raw(List.of("a\"b'c"), later)))
        .isInstanceOf(ProviderException.Rejected.class);
  }

  @Test
  void series_are_listed_with_their_lengths_and_found() throws Exception {
    for (int i = 0; i < 5; i++) {
      server.put("s" + i, S0 + i, i);
    }
    assertThat(sensors().list("S", "s1", 2)).extracting(s -> s.name()).containsExactly("s2", "s3");
    assertThat(sensors().find("s4").orElseThrow().first()).isEqualTo(T0 + 4 * Instants.SECOND);
    assertThat(sensors().count()).isEqualTo(5);
  }

  @Test
  void a_database_of_more_names_than_one_answer_holds_is_listed_whole() throws Exception {
    for (int i = 0; i < 10_500; i++) {
      server.put("tag." + i, S0, i);
    }
    assertThat(sensors().count()).isEqualTo(10_500);
  }

  @Test
  void a_new_forecast_replaces_the_one_before_without_doubles_and_an_old_one_replaces_nothing()
      throws Exception {
    Model model = model();
    long hour = T0 + Instants.HOUR;
    sink().write(model, model.latest(), List.of("mean"), List.of(block(T0, T0, 1, 2, 3)));
    sink().write(model, model.latest(), List.of("mean"), List.of(block(hour, hour, 4, 5, 6)));
    sink().write(model, model.latest(), List.of("mean"), List.of(block(T0, T0, 1, 2, 3)));
    assertThat(server.points("forecast_pump"))
        .containsExactly(
            new double[] {S0 + 3600, 4}, new double[] {S0 + 4200, 5}, new double[] {S0 + 4800, 6});
  }

  @Test
  void whole_numbers_are_written_as_doubles_so_that_a_series_never_rounds_later_ones()
      throws Exception {
    Model model = model();
    sink().write(model, model.latest(), List.of("mean"), List.of(block(T0, T0, 2, 2.75)));
    assertThat(server.points("forecast_pump").getLast()[1]).isEqualTo(2.75);
  }

  @Test
  void scores_are_kept_as_history_and_a_repeated_interval_is_there_once() throws Exception {
    Model model = model();
    long hour = T0 + Instants.HOUR;
    for (double last : new double[] {0.5, 0.5, 0.7}) {
      sink().write(model, model.latest(), List.of("score"), List.of(block(hour, T0, 0.1, last)));
    }
    sink()
        .write(
            model, model.latest(), List.of("score"), List.of(block(2 * hour - T0, hour, 0.2, 0.3)));
    assertThat(server.points("enodo_pump_score_m"))
        .containsExactly(
            new double[] {S0, 0.1},
            new double[] {S0 + 600, 0.7},
            new double[] {S0 + 3600, 0.2},
            new double[] {S0 + 4200, 0.3});
    assertThat(server.has("enodo_pump_score_m~")).isFalse();
  }

  @Test
  void a_stop_between_dropping_and_writing_loses_no_history() throws Exception {
    server.put("enodo_pump_score_m~", S0 - 600, 9);
    Model model = model();
    sink()
        .write(
            model, model.latest(), List.of("score"), List.of(block(T0 + Instants.HOUR, T0, 0.1)));
    assertThat(server.points("enodo_pump_score_m"))
        .containsExactly(new double[] {S0 - 600, 9}, new double[] {S0, 0.1});
    assertThat(server.has("enodo_pump_score_m~")).isFalse();
  }

  @Test
  void wrong_credentials_and_an_unknown_database_are_refused_without_the_password() {
    assertThatThrownBy(() -> client("password", "hidden-word").query("show time_precision"))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("user or password")
        .hasMessageNotContaining("hidden-word");
    assertThatThrownBy(
            () -> client("password", "siri", "database", "other").query("show time_precision"))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("no such database");
  }

  @Test
  void a_broken_connection_is_an_outage_and_the_next_request_makes_a_new_one() throws Exception {
    assertThat(client.query("show time_precision").remaining()).isPositive();
    server.hangUp();
    assertThatThrownBy(() -> client.query("show time_precision"))
        .isInstanceOf(ProviderException.Transient.class);
    assertThat(client.query("show time_precision").remaining()).isPositive();
  }

  @Test
  void a_server_that_has_troubles_is_an_outage_and_a_wrong_query_is_not() {
    server.answerNextWith(Package.POOL_ERROR);
    assertThatThrownBy(() -> client.query("show time_precision"))
        .isInstanceOf(ProviderException.Transient.class);
    assertThatThrownBy(() -> client.query("selec oops"))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("Query error at position 0");
  }

  @Test
  void of_several_servers_one_that_answers_is_used() throws Exception {
    SiriClient two =
        client("password", "siri", "servers", List.of("127.0.0.1:9", server.address()));
    assertThat(two.query("show time_precision").remaining()).isPositive();
    two.close();
  }
}
