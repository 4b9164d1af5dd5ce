package io.foretide.app.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.config.YamlFile;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.connectors.standin.Asked;
import io.foretide.connectors.standin.Authority;
import io.foretide.connectors.standin.Fault;
import io.foretide.connectors.standin.GordoMachine;
import io.foretide.connectors.standin.StandIn;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.engine.Change;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service between stand-ins of the services that Latigo stands between. */
class LatigoFlowTest {
  private static final String MODEL = "ioc-1000/m1";

  @TempDir Path folder;

  private Configuration configuration(StandIn standIn) {
    return configuration(standIn, "");
  }

  /**
   * @param stranger a section whose client the authority does not know; empty for none
   */
  private Configuration configuration(StandIn standIn, String stranger) {
    String auth =
        "auth: {client_id: %s, client_secret: %s, tenant: t, resource: api://r, authority_host_url: '%s'}"
            .formatted(Authority.CLIENT, Authority.SECRET, standIn.authorityUrl());
    String text =
        """
        scheduler: {continuous_prediction_interval: 30m, continuous_prediction_delay: 1h}
        model_info: {type: gordo, connection_string: '%1$s', start: -3h, %4$s}
        executor: {log_debug_enabled: true}
        predictor: {type: gordo, connection_string: '%1$s', backoff_first: 1ms, data_provider: {debug: true}, prediction_forwarder: {debug: true}, %4$s}
        models_metadata_info: {type: metadata_api, base_url: '%2$s', %4$s}
        prediction_metadata_storage: {type: metadata_api, base_url: '%2$s', %4$s}
        sensor_data: {type: time_series_api, base_url: '%3$s', backoff_first: 1ms, %4$s}
        prediction_storage: {type: time_series_api, base_url: '%3$s', backoff_first: 1ms, %4$s}
        """
            .formatted(standIn.gordoUrl(), standIn.metadataUrl(), standIn.timeSeriesUrl(), auth);
    if (!stranger.isEmpty()) {
      int at = text.indexOf("client_id: ", text.indexOf("\n" + stranger + ":"));
      int end = text.indexOf(",", at);
      text = text.substring(0, at) + "client_id: of-" + stranger + text.substring(end);
    }
    Map<String, Object> values = new HashMap<>(YamlFile.parse("test", text, s -> s).values());
    values.put("store", Map.of("folder", folder.resolve("data").toString()));
    values.put("hub", Map.of("port", 0L));
    return Configuration.read(new Layer(values, Map.of()), folder, Connectors.onClassPath());
  }

  private static Service open(Configuration c) throws Exception {
    return Service.open(c, new ServiceOptions(false, true, WallClock.system(), e -> {}));
  }

  /** A listing by a process that knows only what the store holds. */
  private static List<ModelDefinition> listedAgain(Configuration c, Service service)
      throws Exception {
    ConnectorContext context =
        new ConnectorContext(
                WallClock.system(),
                new SecureRandom(),
                service.events(),
                service.store().models(),
                Optional.empty(),
                Map.of(),
                "again")
            .withModelDefaults(c.scheduler().modelDefaults());
    try (OpenProviders providers = new OpenProviders(context)) {
      providers.projects(c.providers().projects());
      return providers.models(c.providers().models()).getFirst().list("", 10);
    }
  }

  private static void plant(StandIn standIn) {
    standIn.metadata().projects(List.of("ioc-1000", "gone"));
    standIn
        .gordo()
        .revision(
            "ioc-1000",
            "1583238576000",
            List.of(GordoMachine.of("m1", List.of("1903.R1", "1903.R2"))));
    Instant now = Instants.toInstant(WallClock.system().now());
    for (String tag : List.of("1903.R1", "1903.R2")) {
      standIn.timeSeries().series(tag, "1903");
      for (int minute = 0; minute < 7 * 60; minute += 5) {
        standIn.timeSeries().point(tag, now.minusSeconds(60L * minute), 10 + minute % 7, 192);
      }
    }
  }

  @Test
  void models_are_found_predicted_stored_and_described_although_services_fail_on_the_way()
      throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler handler = lines(lines);
    List<Logger> logs =
        List.of(
            Logger.getLogger("measurement"),
            Logger.getLogger("io.foretide.connectors.gordo.GordoExecution"));
    logs.forEach(l -> {
      l.setLevel(Level.INFO);
      l.addHandler(handler);
    });
    try (StandIn standIn = StandIn.start(true)) {
      plant(standIn);
      for (Fault fault : List.of(Fault.ERROR, Fault.TOO_MANY, Fault.EXPIRED_TOKEN)) {
        standIn.faults().plan(fault, "/prediction", 1);
        standIn.faults().plan(fault, "/timeseries", 2);
      }
      Configuration c = configuration(standIn);
      try (Service service = open(c)) {
        Semaphore changed = new Semaphore(0);
        try (AutoCloseable listening =
            service.engine().subscribe((Change any) -> changed.release())) {
          service.start();
          long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
          while (predicted(service) < 4 && System.nanoTime() < deadline) {
            changed.tryAcquire(200, TimeUnit.MILLISECONDS);
          }
          assertThat(listening).isNotNull();
        }
        assertThat(predicted(service)).isGreaterThanOrEqualTo(4);
        assertThat(listedAgain(c, service)).extracting(ModelDefinition::name).contains(MODEL);
      }
      assertThat(standIn.requests())
          .as("metadata are asked for once, also after a restart")
          .filteredOn(r -> r.path().endsWith("/m1/metadata"))
          .hasSize(1);
      NavigableMap<Instant, Double> stored = standIn.timeSeries().values("1903.R1|m1|model-output");
      assertThat(stored).hasSizeGreaterThanOrEqualTo(12);
      assertThat(standIn.timeSeries().names())
          .contains("1903.INDICATOR|m1|total-anomaly-confidence", "1903.R2|m1|anomaly-confidence");
      assertThat(standIn.metadata().models().get(MODEL))
          .contains("\"revision\": \"1583238576000\"")
          .contains("\"name\": \"1903.R1|m1|model-output\"")
          .contains("\"training_time_from\": \"2020-02-01 00:00:00+00:00\"")
          .doesNotContain("\"time_series_id\": null");
    } finally {
      logs.forEach(l -> l.removeHandler(handler));
    }
    for (String operation :
        List.of(
            "get_task",
            "get_data_for_range",
            "execute_prediction",
            "storing_prediction_data",
            "store_prediction_metadata",
            "store_prediction_data_and_metadata",
            "process_prediction_task")) {
      assertThat(lines)
          .as(operation)
          .anyMatch(l ->
              l.startsWith("Operation finished (")
                  && l.endsWith("operation_id: " + operation + ")"));
    }
    assertThat(lines)
        .anyMatch(l -> l.matches("ioc-1000/m1: \\d+ rows of 2 tags from .*Z to .*Z"))
        .anyMatch(l -> l.matches("ioc-1000/m1: \\d+ rows answered"));
  }

  @Test
  void intervals_on_their_way_run_on_the_new_revision_when_theirs_goes_away() throws Exception {
    try (StandIn standIn = StandIn.start(true)) {
      plant(standIn);
      standIn.faults().plan(Fault.TOO_MANY, "/anomaly/prediction", 1_000_000);
      Configuration c = configuration(standIn);
      try (Service service = open(c)) {
        Semaphore changed = new Semaphore(0);
        try (AutoCloseable listening =
            service.engine().subscribe((Change any) -> changed.release())) {
          assertThat(listening).isNotNull();
          service.start();
          long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
          while (predictions(standIn).isEmpty() && System.nanoTime() < deadline) {
            changed.tryAcquire(50, TimeUnit.MILLISECONDS);
          }
          assertThat(predictions(standIn).getFirst().query())
              .isEqualTo("format=json&revision=1583238576000");
          standIn
              .gordo()
              .revision(
                  "ioc-1000",
                  "1583238577000",
                  List.of(GordoMachine.of("m1", List.of("1903.R1", "1903.R2"))));
          standIn.gordo().removeRevision("ioc-1000", "1583238576000");
          standIn.faults().clear();
          while (predicted(service) < 4 && System.nanoTime() < deadline) {
            changed.tryAcquire(200, TimeUnit.MILLISECONDS);
          }
        }
        assertThat(predicted(service)).isGreaterThanOrEqualTo(4);
      }
      assertThat(predictions(standIn).getLast().query())
          .isEqualTo("format=json&revision=1583238577000");
      assertThat(standIn.timeSeries().values("1903.R1|m1|model-output"))
          .hasSizeGreaterThanOrEqualTo(12);
    }
  }

  private static List<Asked> predictions(StandIn standIn) {
    return standIn.requests().stream()
        .filter(r -> r.path().endsWith("/m1/anomaly/prediction"))
        .toList();
  }

  @Test
  void every_auth_block_is_tried_at_the_start() throws Exception {
    try (StandIn standIn = StandIn.start(true)) {
      plant(standIn);
      for (String section :
          List.of(
              "model_info",
              "predictor",
              "models_metadata_info",
              "prediction_metadata_storage",
              "sensor_data",
              "prediction_storage")) {
        Configuration c = configuration(standIn, section);
        assertThatThrownBy(() -> open(c).close())
            .as(section)
            .hasMessageContaining("refuses client 'of-" + section + "' with status 401")
            .hasMessageNotContaining(Authority.SECRET);
      }
    }
  }

  private static Handler lines(List<String> out) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        out.add(line.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private static long predicted(Service service) throws Exception {
    Optional<ModelStatus> found = service.engine().model(MODEL);
    return found.isEmpty() ? 0 : found.get().tally().predicted();
  }
}
