package io.foretide.connectors.metadataapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.connectors.standin.Authority;
import io.foretide.connectors.standin.Fault;
import io.foretide.connectors.standin.StandIn;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.ProjectInformationProvider;
import io.foretide.core.connect.SeriesNaming;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelStore;
import io.foretide.core.model.Revision;
import io.foretide.core.prediction.PredictionMetadataStorageProvider;
import io.foretide.core.settings.Settings;
import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetadataConnectorTest {
  private static final long T0 = Instants.parse("2020-06-01T06:30:00Z");
  private static final Range WINDOW = new Range(T0, T0 + 30 * Instants.MINUTE);
  private static final List<String> OUTPUTS =
      List.of("model-output:1903.R1", "total-anomaly-scaled");

  private final HandClock clock = new HandClock();
  private final List<Event> events = new ArrayList<>();
  private StandIn standIn;

  @BeforeEach
  void start() throws Exception {
    standIn = StandIn.start(true);
  }

  @AfterEach
  void stop() {
    standIn.close();
  }

  private ConnectorContext context() {
    EventLog log =
        new EventLog() {
          @Override
          public void append(Event event) {
            events.add(event);
          }

          @Override
          public List<Event> list(Filter filter) {
            return List.of();
          }
        };
    ModelStore none =
        (ModelStore)
            Proxy.newProxyInstance(
                ModelStore.class.getClassLoader(),
                new Class<?>[] {ModelStore.class},
                (p, m, a) -> {
                  throw new AssertionError("unexpected call of " + m);
                });
    return new ConnectorContext(clock, new Random(1), log, none, Optional.empty(), Map.of(), "t");
  }

  /** Names as the Time Series API has them. */
  private static SeriesNaming naming() {
    return new SeriesNaming() {
      @Override
      public Named input(Model model, Revision revision, String series) {
        return new Named(series, series.endsWith("2") ? "" : "id-of-" + series);
      }

      @Override
      public Named output(Model model, Revision revision, String output) {
        return new Named("name of " + output, output.startsWith("never") ? "" : "id-of-" + output);
      }
    };
  }

  private Settings settings(Object... more) {
    Map<String, Object> values = new HashMap<>();
    values.put("base_url", standIn.metadataUrl());
    values.put("backoff_first", "1ms");
    values.put(
        "auth",
        Map.of(
            "client_id",
            Authority.CLIENT,
            "client_secret",
            Authority.SECRET,
            "tenant",
            "tenant",
            "resource",
            "api://meta",
            "authority_host_url",
            standIn.authorityUrl(),
            "auto_adding_headers",
            Map.of("Ocp-Apim-Subscription-Key", "k")));
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return Settings.of("prediction_metadata_storage", values);
  }

  private static <O extends Offer> O offer(Class<O> type) {
    return new MetadataConnector()
        .offers().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  private ProjectInformationProvider projects() throws ProviderException {
    Settings s = settings();
    var opening = offer(Offer.Projects.class).read().apply(s);
    s.finish();
    return opening.open(context());
  }

  private PredictionMetadataStorageProvider metadata(Object... more) throws ProviderException {
    Settings s = settings(more);
    var opening = offer(Offer.PredictionMetadata.class).read().apply(s);
    s.finish();
    return opening.open(context().with(naming()));
  }

  private static Model model() throws ProviderException {
    Map<String, Object> file = new HashMap<>();
    file.put("model", "ioc-1000/m");
    file.put("inputs", List.of("1903.R1", "1903.R2", "other"));
    file.put("every", "30m");
    file.put("start", "2020-06-01T00:00:00Z");
    file.put(
        "run",
        Map.of(
            "gordo",
            Map.of(
                "tags", List.of("1903.R1", "1903.R2"),
                "revision", "1583238576000",
                "train_from", "2020-02-01T00:00:00+00:00",
                "train_to", "2020-04-01T02:00:00+02:00")));
    return ModelEdit.create(ModelFile.read(file), T0 + Instants.DAY);
  }

  @Test
  void projects_are_listed_each_once() throws Exception {
    standIn.metadata().projects(List.of("ioc-1000", "ioc-1099", "ioc-1000"));
    assertThat(projects().projects()).containsExactly("ioc-1000", "ioc-1099");
    assertThat(standIn.requests().getLast().headers())
        .containsEntry("ocp-apim-subscription-key", "k");
    standIn.faults().plan(Fault.LOGIN_PAGE, "/projects", 1);
    assertThatThrownBy(() -> projects().projects())
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("HTML page");
  }

  @Test
  void what_is_posted_is_latigos_text() throws Exception {
    Model model = model();
    metadata().record(model, model.latest(), WINDOW, OUTPUTS);
    assertThat(standIn.metadata().models().get("ioc-1000/m"))
        .isEqualTo(
            """
            {
                "description": "Gordo model \\"m\\" of project \\"ioc-1000\\", prediction from 2020-06-01 06:30:00+00:00 to 2020-06-01 07:00:00+00:00",
                "input_tags": [
                    {
                        "name": "1903.R1",
                        "time_series_id": "id-of-1903.R1"
                    },
                    {
                        "name": "1903.R2",
                        "time_series_id": null
                    }
                ],
                "labels": null,
                "model_name": "m",
                "output_tags": [
                    {
                        "derived_from": "1903.R1",
                        "description": "Gordo model-output - 1903.R1",
                        "name": "name of model-output:1903.R1",
                        "time_series_id": "id-of-model-output:1903.R1",
                        "type": "derived"
                    },
                    {
                        "derived_from": "",
                        "description": "Gordo total-anomaly-scaled - ",
                        "name": "name of total-anomaly-scaled",
                        "time_series_id": "id-of-total-anomaly-scaled",
                        "type": "aggregated"
                    }
                ],
                "project_name": "ioc-1000",
                "revision": "1583238576000",
                "status": "not_defined",
                "training_time_from": "2020-02-01 00:00:00+00:00",
                "training_time_to": "2020-04-01 00:00:00+00:00"
            }\
            """);
  }

  @Test
  void an_output_that_never_had_a_value_is_left_out_and_letters_are_escaped_as_python_does()
      throws Exception {
    Model model = model();
    metadata().record(model, model.latest(), WINDOW, List.of("never:1903.R1", "model-output:Å/ø"));
    assertThat(standIn.metadata().models().get("ioc-1000/m"))
        .doesNotContain("never")
        .contains("\"derived_from\": \"\\u00c5/\\u00f8\"");
  }

  @Test
  void the_same_is_sent_once_a_day_or_each_time_as_latigo_did() throws Exception {
    Model model = model();
    PredictionMetadataStorageProvider quiet = metadata();
    for (int i = 0; i < 3; i++) {
      quiet.record(model, model.latest(), WINDOW, OUTPUTS);
    }
    assertThat(standIn.counts()).containsEntry("/metadata", 1);
    quiet.record(model, model.latest(), WINDOW, List.of("total-anomaly-scaled"));
    clock.pass(Instants.DAY);
    quiet.record(model, model.latest(), WINDOW, List.of("total-anomaly-scaled"));
    assertThat(standIn.counts()).containsEntry("/metadata", 3);
    PredictionMetadataStorageProvider latigo = metadata("compatibility", "latigo");
    for (int i = 0; i < 3; i++) {
      latigo.record(model, model.latest(), WINDOW, OUTPUTS);
    }
    assertThat(standIn.counts()).containsEntry("/metadata", 6);
  }

  @Test
  void an_outage_is_waited_out_and_a_refusal_holds_up_no_prediction() throws Exception {
    Model model = model();
    PredictionMetadataStorageProvider m = metadata("n_retries", 1L);
    standIn.faults().plan(Fault.UNAVAILABLE, "/models", 2);
    assertThatThrownBy(() -> m.record(model, model.latest(), WINDOW, OUTPUTS))
        .isInstanceOf(ProviderException.Transient.class);
    standIn.faults().plan(Fault.GONE, "/models", 1);
    m.record(model, model.latest(), WINDOW, OUTPUTS);
    assertThat(events)
        .singleElement()
        .satisfies(e -> assertThat(e.message()).contains("ioc-1000/m").contains("410"));
    m.record(model, model.latest(), WINDOW, OUTPUTS);
    assertThat(standIn.metadata().models()).containsKey("ioc-1000/m");
  }

  @Test
  void an_address_is_needed() {
    assertThatThrownBy(
            () -> {
              Settings s = Settings.of("models_metadata_info", Map.of("base_url", "nowhere"));
              var unused = offer(Offer.Projects.class).read().apply(s);
              s.finish();
            })
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("base_url");
  }
}
