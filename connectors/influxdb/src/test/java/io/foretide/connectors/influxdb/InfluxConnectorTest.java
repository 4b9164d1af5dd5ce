package io.foretide.connectors.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.EventLog;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.frame.Resampler;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelStore;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.settings.Reading;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfluxConnectorTest {
  private static final long T0 = Instants.parse("2026-03-01T00:00:00Z");
  private static final String ODD = "pump \"7\", 'a=b' \\ x";

  @TempDir static Path folder;
  private static InfluxServer server;

  @BeforeAll
  static void startServer() throws Exception {
    Assumptions.assumeTrue(InfluxServer.installed(), "influxd (Debian: influxdb) is not installed");
    server = InfluxServer.start(folder);
    server.ask("CREATE DATABASE plant");
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  private static ConnectorContext context() {
    return new ConnectorContext(
        WallClock.system(),
        new Random(1),
        absent(EventLog.class),
        absent(ModelStore.class),
        Optional.empty(),
        Map.of(),
        "test");
  }

  /** Something that this connector must not touch. */
  private static <T> T absent(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (p, m, a) -> {
              throw new AssertionError("unexpected call of " + m);
            }));
  }

  private static <O extends Offer> O offer(Class<O> type) {
    return new InfluxConnector()
        .offers().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  private static Settings settings(Reading reading, Object... more) {
    Map<String, Object> values = new HashMap<>();
    values.put("url", server.url());
    values.put("database", "plant");
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return Settings.of("sensor_data", values, reading);
  }

  private static SensorSource source(Object... more) throws ProviderException {
    Reading reading = new Reading();
    Settings s = settings(reading, more);
    var opening = offer(Offer.SensorData.class).read().apply(s);
    s.finish();
    return opening.open(context());
  }

  private static PredictionStorageProvider sink(Object... more) throws ProviderException {
    Settings s = settings(new Reading(), more);
    var opening = offer(Offer.PredictionStorage.class).read().apply(s);
    s.finish();
    return opening.open(context());
  }

  private static Frame write(String series, int points, long step, long seed) throws Exception {
    Random random = new Random(seed);
    long[] times = new long[points];
    double[] values = new double[points];
    StringBuilder lines = new StringBuilder();
    String tag = series.replace(" ", "\\ ").replace(",", "\\,").replace("=", "\\=");
    for (int i = 0; i < points; i++) {
      times[i] = T0 + i * step + random.nextInt(1000);
      values[i] = Math.round(random.nextGaussian() * 1e6) / 1e3;
      lines
          .append("sensors,tag=")
          .append(tag)
          .append(" Value=")
          .append(values[i])
          .append(' ')
          .append(times[i])
          .append('\n');
    }
    assertThat(server.post("/write?db=plant&precision=ns", lines.toString())).isEmpty();
    return Frame.of(series, times, values);
  }

  @Test
  void buckets_made_there_equal_those_made_here_for_every_aggregation() throws Exception {
    Frame raw = write("buckets", 2000, 7 * Instants.SECOND, 4);
    SensorSource source = source();
    Range range = new Range(T0 + 3 * Instants.MINUTE, T0 + 3 * Instants.HOUR + 1);
    for (Aggregation how : Aggregation.values()) {
      FrameQuery query = new FrameQuery(List.of("buckets"), range, 10 * Instants.MINUTE, how);
      Frame got = source.data().read(query);
      double[] expected =
          Resampler.resample(
              raw.times(), raw.column(0), raw.rows(), range, 10 * Instants.MINUTE, how);
      assertThat(got.times()).isEqualTo(Resampler.starts(range, 10 * Instants.MINUTE));
      assertThat(got.column(0)).as(how.text()).containsExactly(expected, offset(1e-9));
    }
  }

  @Test
  void raw_points_of_several_series_join_on_equal_times_whatever_their_names() throws Exception {
    Frame one = write(ODD, 50, Instants.MINUTE, 5);
    Frame two = write("plain", 50, Instants.MINUTE, 6);
    Frame got =
        source()
            .data()
            .read(FrameQuery.raw(List.of(ODD, "plain"), new Range(T0, T0 + Instants.DAY)));
    int seen = 0;
    for (int r = 0; r < got.rows(); r++) {
      seen += Double.isNaN(got.column(0)[r]) ? 0 : 1;
    }
    assertThat(seen).isEqualTo(one.rows());
    assertThat(got.column(ODD)[got.rowAt(one.times()[7])]).isEqualTo(one.column(0)[7]);
    assertThat(got.column("plain")[got.rowAt(two.times()[9])]).isEqualTo(two.column(0)[9]);
  }

  @Test
  void more_points_than_one_chunk_are_read_whole() throws Exception {
    write("many", 50_000, Instants.SECOND, 7);
    Frame got =
        source().data().read(FrameQuery.raw(List.of("many"), new Range(T0, T0 + Instants.DAY)));
    assertThat(got.rows()).isEqualTo(50_000);
  }

  @Test
  void series_are_listed_in_pages_and_a_new_one_is_found() throws Exception {
    for (String name : List.of("list-a", "list-b", "list-c")) {
      write(name, 3, Instants.MINUTE, 8);
    }
    SensorSource source = source();
    assertThat(source.information().list("LIST-", "", 2))
        .extracting(i -> i.name())
        .containsExactly("list-a", "list-b");
    assertThat(source.information().list("list-", "list-b", 2))
        .extracting(i -> i.name())
        .containsExactly("list-c");
    assertThat(source.information().find("list-a").orElseThrow().first())
        .isBetween(T0, T0 + Instants.MINUTE);
    assertThat(source.information().exists("nowhere")).isFalse();
  }

  @Test
  void a_series_that_is_not_there_is_named_and_one_that_is_silent_is_only_empty() throws Exception {
    write("silent", 3, Instants.MINUTE, 9);
    SensorSource source = source();
    Range later = new Range(T0 + 40 * Instants.DAY, T0 + 41 * Instants.DAY);
    Frame got =
        source
            .data()
            .read(new FrameQuery(List.of("silent"), later, Instants.HOUR, Aggregation.MEAN));
    assertThat(got.column(0)).hasSize(24).containsOnly(Double.NaN);
    assertThatThrownBy(() -> source.data().read(FrameQuery.raw(List.of("ghost"), later)))
        .isInstanceOf(ProviderException.UnknownSeries.class)
        .hasMessageContaining("'ghost'");
  }

  @Test
  void the_native_range_is_a_query_that_runs() throws Exception {
    write("native", 30, Instants.MINUTE, 10);
    FrameQuery query =
        new FrameQuery(
            List.of("native"), new Range(T0, T0 + Instants.HOUR), Instants.HOUR, Aggregation.COUNT);
    assertThat(server.ask(source().data().nativeRange(query).text())).contains("[" + T0 + ",30]");
  }

  private static Model model(Object... more) throws ProviderException {
    Map<String, Object> file = new HashMap<>();
    file.put("model", "pump-7/press ure");
    file.put("inputs", List.of("p,1"));
    file.put("every", "1h");
    file.put("start", "2026-03-01T00:00:00Z");
    file.put("run", Map.of("detect", Map.of("method", "limits", "high", 2.5)));
    for (int i = 0; i < more.length; i += 2) {
      file.put((String) more[i], more[i + 1]);
    }
    return ModelEdit.create(ModelFile.read(file), T0 + 2 * Instants.DAY);
  }

  @Test
  void predictions_lie_in_the_layout_of_gordos_forwarder_and_writing_again_doubles_nothing()
      throws Exception {
    Model model = model("inputs", List.of("a b", "c"));
    PredictionBlock block =
        new PredictionBlock(
            T0 + Instants.HOUR,
            T0,
            10 * Instants.MINUTE,
            new double[][] {{1, Double.NaN, 3}, {0.1, 0.2, Double.POSITIVE_INFINITY}});
    PredictionStorageProvider sink = sink("tags", Map.of("site", "north 1"), "batch_size", 2L);
    for (int i = 0; i < 2; i++) {
      sink.write(
          model,
          model.latest(),
          List.of("total-anomaly-scaled", "tag-anomaly-scaled:a b"),
          List.of(block));
    }
    assertThat(
            server.ask(
                "SELECT \"machine\", sensor_name, sensor_value, site FROM \"total-anomaly-scaled\""))
        .contains(
            "["
                + T0
                + ",\"pump-7/press ure\",\"total-anomaly-scaled\",1,\"north 1\"],["
                + (T0 + 20 * Instants.MINUTE)
                + ",\"pump-7/press ure\",\"total-anomaly-scaled\",3,");
    assertThat(
            server.ask(
                "SELECT count(sensor_value) FROM \"tag-anomaly-scaled\" WHERE sensor_name = 'a b'"))
        .contains("[0,2]");
  }

  @Test
  void machines_of_gordo_lie_under_their_own_names_and_projects_are_told_apart() throws Exception {
    PredictionBlock block =
        new PredictionBlock(T0 + Instants.HOUR, T0, Instants.HOUR, new double[][] {{1}, {2}});
    List<String> outputs = List.of("total-anomaly-scaled", "resampled:p,1");
    Model north = gordo("north");
    sink("tags", Map.of("site", "s")).write(north, north.latest(), outputs, List.of(block));
    assertThat(server.ask("SHOW SERIES FROM \"total-anomaly-scaled\" WHERE \"machine\" = 'm-1'"))
        .contains("total-anomaly-scaled,machine=m-1,project=north,sensor_name=p\\\\,1,site=s");
    assertThat(server.ask("SHOW SERIES FROM \"resampled\""))
        .contains("\"resampled,sensor_name=p\\\\,1\"");
    Range day = new Range(T0, T0 + Instants.DAY);
    assertThat(sink().held(north, north.latest(), day).ranges()).hasSize(1);
    Model south = gordo("south");
    assertThat(sink().held(south, south.latest(), day).isEmpty()).isTrue();
    assertThat(
            server.post(
                "/write?db=plant&precision=ns",
                "total-anomaly-scaled,machine=m-1,sensor_name=x sensor_value=1 "
                    + (T0 + 5 * Instants.HOUR)))
        .isEmpty();
    assertThat(sink().held(south, south.latest(), day).ranges())
        .as("what Gordo's own forwarder has written")
        .containsExactly(new Range(T0 + 5 * Instants.HOUR, T0 + 6 * Instants.HOUR));
  }

  private static Model gordo(String project) throws ProviderException {
    return model(
        "model",
        project + "/m-1",
        "run",
        Map.of("gordo", Map.of("project", project, "machine", "m-1")));
  }

  @Test
  void what_the_sink_holds_is_told_by_whole_intervals() throws Exception {
    Model model = model("model", "held");
    PredictionBlock block =
        new PredictionBlock(
            T0 + 3 * Instants.HOUR,
            T0 + 2 * Instants.HOUR,
            Instants.HOUR / 2,
            new double[][] {{1, 2}});
    sink().write(model, model.latest(), List.of("score"), List.of(block));
    assertThat(sink().tellsWhatIsHeld()).isTrue();
    assertThat(sink().held(model, model.latest(), new Range(T0, T0 + Instants.DAY)).ranges())
        .containsExactly(new Range(T0 + 2 * Instants.HOUR, T0 + 3 * Instants.HOUR));
  }

  @Test
  void a_database_that_is_not_there_is_refused_and_a_server_that_is_not_is_an_outage()
      throws Exception {
    assertThatThrownBy(() -> ((Verified) source("database", "other").data()).verify())
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("other");
    assertThatThrownBy(
            () -> ((Verified) source("url", "http://127.0.0.1:9", "timeout", "1s").data()).verify())
        .isInstanceOf(ProviderException.Transient.class);
  }
}
