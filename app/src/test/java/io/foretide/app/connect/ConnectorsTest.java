package io.foretide.app.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.config.YamlFile;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.connect.Connector;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.Opening;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelInformationProvider;
import io.foretide.core.model.Revision;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.sensor.NativeRange;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.WallClock;
import io.foretide.hub.StartRefused;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorsTest {
  @TempDir Path folder;
  private final Elsewhere elsewhere = new Elsewhere();

  /** An outside system with one series, one model and a sink. */
  private static final class Elsewhere implements Connector {
    final CountDownLatch written = new CountDownLatch(5);
    boolean refuses;

    @Override
    public List<String> types() {
      return List.of("elsewhere", "elsewhere_2");
    }

    @Override
    public List<Offer> offers() {
      return List.of(
          new Offer.SensorData(this::sensors),
          new Offer.PredictionStorage(s -> context -> new Sink(this)),
          new Offer.Models(s -> context -> new OneModel()));
    }

    private Opening<SensorSource> sensors(Settings s) {
      double level = s.number("level", 1, 0, 100);
      return context -> {
        Constant c = new Constant(level, refuses);
        return new SensorSource(c, c);
      };
    }
  }

  private record Constant(double level, boolean refuses)
      implements SensorInformationProvider, SensorDataProvider, Verified {
    @Override
    public List<SeriesInfo> list(String search, String after, int limit) {
      return "far".compareTo(after) > 0 ? List.of(info()) : List.of();
    }

    private static SeriesInfo info() {
      return new SeriesInfo("far", -1, 0, Long.MAX_VALUE, Map.of());
    }

    @Override
    public Optional<SeriesInfo> find(String name) {
      return name.equals("far") ? Optional.of(info()) : Optional.empty();
    }

    @Override
    public long count() {
      return 1;
    }

    @Override
    public NativeRange nativeRange(FrameQuery query) {
      return new NativeRange("test", "constant", Map.of());
    }

    @Override
    public Frame read(FrameQuery q) {
      int n = (int) (q.range().length() / q.step());
      long[] times = new long[n];
      double[] values = new double[n];
      for (int i = 0; i < n; i++) {
        times[i] = q.range().from() + i * q.step();
        values[i] = level + i % 3;
      }
      return new Frame(q.series(), times, new double[][] {values});
    }

    @Override
    public void verify() throws ProviderException {
      if (refuses) {
        throw new ProviderException.Rejected("elsewhere refuses the key: set another");
      }
    }
  }

  private record Sink(Elsewhere owner) implements PredictionStorageProvider {
    @Override
    public void write(
        Model model, Revision revision, List<String> outputs, List<PredictionBlock> blocks) {
      blocks.forEach(b -> owner.written.countDown());
    }
  }

  private record OneModel() implements ModelInformationProvider {
    @Override
    public List<ModelDefinition> list(String after, int limit) {
      return after.isEmpty()
          ? List.of(
              ModelFile.read(
                  Map.of(
                      "model", "far-model",
                      "inputs", List.of("far"),
                      "every", "1h",
                      "start", "-2d",
                      "run", Map.of("detect", Map.of("method", "limits", "high", 2.5)))))
          : List.of();
    }

    @Override
    public boolean exists(String name) {
      return name.equals("far-model");
    }
  }

  private Configuration configuration(String yaml) {
    Layer layer = YamlFile.parse("test", yaml, s -> s);
    Map<String, Object> values = new HashMap<>(layer.values());
    values.put("store", Map.of("folder", folder.toString()));
    values.put("hub", Map.of("port", 0L));
    return Configuration.read(
        new Layer(values, Map.of()), folder, Connectors.of(List.of(elsewhere)));
  }

  private Service open(String yaml) throws Exception {
    return Service.open(
        configuration(yaml), new ServiceOptions(false, true, WallClock.system(), e -> {}));
  }

  @Test
  void a_model_that_an_outside_system_describes_reads_there_and_writes_there() throws Exception {
    try (Service service =
        open(
            "sensor_data: {type: elsewhere, level: 2}\n"
                + "prediction_storage: {type: elsewhere_2}\n"
                + "model_info: {type: elsewhere}\n")) {
      service.start();
      assertThat(elsewhere.written.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(service.engine().model("far-model")).isPresent();
    }
  }

  @Test
  void refused_access_ends_the_start_with_the_reason() {
    elsewhere.refuses = true;
    assertThatThrownBy(() -> open("sensor_data: {type: elsewhere}\n"))
        .isInstanceOf(StartRefused.class)
        .hasMessage("elsewhere refuses the key: set another");
  }

  @Test
  void a_connector_that_is_nothing_in_a_section_is_refused_there() {
    assertThatThrownBy(() -> configuration("task_queue: {type: elsewhere}\n"))
        .hasMessageContaining(
            "task_queue.type: 'elsewhere' is not available here: available are memory, postgres");
  }

  @Test
  void settings_that_a_connector_does_not_know_are_refused_by_name() {
    assertThatThrownBy(() -> configuration("sensor_data: {type: elsewhere, levl: 2}\n"))
        .hasMessageContaining("sensor_data.levl: is not known; did you mean 'level'?");
  }
}
