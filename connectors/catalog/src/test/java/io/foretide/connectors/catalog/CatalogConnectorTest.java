package io.foretide.connectors.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelInformationProvider;
import io.foretide.core.model.ModelStore;
import io.foretide.core.settings.Settings;
import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogConnectorTest {
  private static final String YAML =
      """
      sensors:
        - PLANT1.PUMP-7.PRESSURE
        - { name: PLANT1.PUMP-7.FLOW, unit: m3/h, tag: 12 }
        - { name: PLANT1.PUMP-8.PRESSURE, unit: bar }
        - OTHER
      models:
        - model: pump-8/pressure
          inputs: [pump-8.pressure, pump-7.flow]
          run: { forecast: { method: naive, horizon: 1h } }
        - { model: broken, inputs: [], run: forecast }
      """;

  private static final List<Map<String, Object>> NAMING =
      List.of(
          Map.of("match", "PLANT1\\.PUMP-(\\d+)\\.PRESSURE", "name", "pump-$1.pressure"),
          Map.of("match", "PLANT1\\.PUMP-(\\d+)\\.FLOW", "name", "pump-$1.flow"));

  private static final List<Map<String, Object>> MODELS =
      List.of(
          Map.of(
              "match",
              "(pump-\\d+)\\.pressure",
              "model",
              Map.of(
                  "model", "$1/pressure",
                  "inputs", List.of("$0"),
                  "run", Map.of("detect", Map.of("method", "limits", "high", 2.5)))));

  @TempDir Path folder;
  private final AtomicLong now = new AtomicLong();
  private final List<Event> events = new ArrayList<>();

  private ConnectorContext context() {
    WallClock clock =
        new WallClock() {
          @Override
          public long now() {
            return now.get();
          }

          @Override
          public long monotonic() {
            return now.get();
          }
        };
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
    return new ConnectorContext(clock, new Random(1), log, none, Optional.empty(), Map.of(), "t")
        .withModelDefaults(Map.of("every", "30m", "delay", "3h"));
  }

  private static <O extends Offer> O offer(Class<O> type) {
    return new CatalogConnector()
        .offers().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Map<String, Object> values(Object... pairs) {
    Map<String, Object> out = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      out.put((String) pairs[i], pairs[i + 1]);
    }
    return out;
  }

  private ModelInformationProvider models(Object... pairs) throws ProviderException {
    Settings s = Settings.of("model_info", values(pairs));
    var opening = offer(Offer.Models.class).read().apply(s);
    s.finish();
    return opening.open(context());
  }

  private SensorSource sensors(Object... pairs) throws ProviderException {
    Settings s = Settings.of("sensor_data", values(pairs));
    var opening = offer(Offer.SensorData.class).read().apply(s);
    s.finish();
    return opening.open(context());
  }

  private static List<String> names(List<ModelDefinition> all) {
    return all.stream().map(ModelDefinition::name).toList();
  }

  @Test
  void models_are_those_of_the_catalogue_and_of_its_rules_and_a_wrong_one_stops_no_other()
      throws Exception {
    ModelInformationProvider models =
        models("file", write("c.yaml", YAML).toString(), "naming", NAMING, "models", MODELS);
    List<ModelDefinition> all = models.list("", 10);
    assertThat(names(all)).containsExactly("pump-7/pressure", "pump-8/pressure");
    assertThat(all.getFirst().inputs()).containsExactly("pump-7.pressure");
    assertThat(all.getFirst().run().kind()).isEqualTo("detect");
    assertThat(all.getLast().run().kind()).isEqualTo("forecast");
    assertThat(names(models.list("pump-7/pressure", 10))).containsExactly("pump-8/pressure");
    assertThat(names(models.list("", 1))).containsExactly("pump-7/pressure");
    assertThat(models.exists("pump-8/pressure")).isTrue();
    assertThat(models.exists("broken")).isFalse();
    assertThat(events)
        .singleElement()
        .satisfies(e -> assertThat(e.message()).contains("'broken'").contains("inputs"));
  }

  @Test
  void sensors_have_their_names_here_and_their_points_from_where_they_are() throws Exception {
    SensorSource source =
        sensors(
            "file", write("c.yaml", YAML).toString(),
            "naming", NAMING,
            "source", Map.of("type", "plant", "unit", "psi"));
    assertThat(source.information().count()).isEqualTo(4);
    assertThat(source.information().list("PUMP", "pump-7.flow", 1))
        .extracting(i -> i.name())
        .containsExactly("pump-7.pressure");
    assertThat(source.information().find("pump-7.flow").orElseThrow().attributes())
        .containsEntry("unit", "m3/h")
        .containsEntry("tag", "12")
        .containsEntry("there", "PLANT1.PUMP-7.FLOW");
    assertThat(source.information().find("pump-7.pressure").orElseThrow().attributes())
        .containsEntry("unit", "psi");
    assertThat(source.information().exists("PLANT1.PUMP-7.FLOW")).isFalse();
    FrameQuery query = FrameQuery.raw(List.of("pump-7.flow", "OTHER"), new Range(0, 10));
    assertThat(source.data().read(query).names()).containsExactly("pump-7.flow", "OTHER");
    assertThat(source.data().read(query).column(0)).containsExactly(18);
    assertThat(source.data().nativeRange(query).text()).isEqualTo("[PLANT1.PUMP-7.FLOW, OTHER]");
    assertThatThrownBy(() -> source.data().read(FrameQuery.raw(List.of("ghost"), new Range(0, 10))))
        .isInstanceOf(ProviderException.UnknownSeries.class)
        .hasMessageContaining("'ghost'");
  }

  @Test
  void the_same_catalogue_may_be_csv_or_json() throws Exception {
    Path csv =
        write(
            "c.csv",
            "\ufeffname;unit;description\r\n\"A;1\";bar;\"says \"\"hi\"\"\"\r\nB;;\r\n;;\r\n");
    Path json = write("c.json", "[\"B\", {\"name\": \"A;1\", \"unit\": \"bar\"}]");
    for (Path file : List.of(csv, json)) {
      SensorSource source = sensors("file", file.toString(), "source", Map.of("type", "plant"));
      assertThat(source.information().list("", "", 10))
          .extracting(i -> i.name())
          .containsExactly("A;1", "B");
      assertThat(source.information().list("", "", 1).getFirst().attributes())
          .containsEntry("unit", "bar");
    }
    assertThat(
            sensors("file", csv.toString(), "source", Map.of("type", "plant"))
                .information()
                .list("", "", 1)
                .getFirst()
                .attributes())
        .containsEntry("description", "says \"hi\"");
  }

  @Test
  void a_changed_file_is_seen_after_a_while_and_one_that_is_gone_is_an_outage() throws Exception {
    Path file = write("c.json", "{\"sensors\": [\"a\"]}");
    SensorSource source = sensors("file", file.toString(), "source", Map.of("type", "plant"));
    assertThat(source.information().exists("b")).isFalse();
    write("c.json", "{\"sensors\": [\"a\", \"b\"]}");
    assertThat(source.information().exists("b")).isFalse();
    now.addAndGet(Instants.MINUTE);
    assertThat(source.information().exists("b")).isTrue();
    now.addAndGet(Instants.MINUTE);
    Files.delete(file);
    assertThatThrownBy(() -> source.information().exists("b"))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("c.json");
  }

  @Test
  void a_catalogue_is_read_over_http_too() throws Exception {
    AtomicReference<String> body = new AtomicReference<>(YAML);
    AtomicReference<String> header = new AtomicReference<>("");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            header.set(exchange.getRequestHeaders().getFirst("X-Key"));
            byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/yaml");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    try {
      ModelInformationProvider models =
          models(
              "url",
              "http://127.0.0.1:" + server.getAddress().getPort() + "/catalog?v=1",
              "naming",
              NAMING,
              "models",
              MODELS,
              "auth",
              Map.of("auto_adding_headers", Map.of("X-Key", "k")));
      assertThat(models.list("", 10)).hasSize(2);
      assertThat(header.get()).isEqualTo("k");
      body.set("<html>Sign in</html>");
      now.addAndGet(Instants.MINUTE);
      assertThatThrownBy(() -> models.list("", 10))
          .isInstanceOf(ProviderException.Transient.class)
          .hasMessageContaining("HTML page");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void what_is_no_catalogue_is_refused_with_what_is_wrong() throws Exception {
    Map<String, String> wrong =
        Map.of(
            "a.yaml", "sensors: [a\n",
            "b.json", "{\"sensors\": [",
            "c.csv", "tag,unit\na,b\n",
            "d.yaml", "42",
            "e.yaml", "sensors: [{ unit: bar }]",
            "f.yaml", "models: [x]");
    for (Map.Entry<String, String> e : wrong.entrySet()) {
      ModelInformationProvider models = models("file", write(e.getKey(), e.getValue()).toString());
      assertThatThrownBy(() -> models.list("", 10))
          .as(e.getKey())
          .isInstanceOf(ProviderException.Rejected.class)
          .hasMessageContaining(e.getKey());
    }
    ModelInformationProvider same =
        models(
            "file", write("g.yaml", "[ab, ac]").toString(),
            "naming", List.of(Map.of("match", "a.", "name", "a")));
    assertThatThrownBy(() -> same.list("", 10))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("'ab' and 'ac'");
  }

  @Test
  void settings_that_are_wrong_are_named() {
    assertThatThrownBy(() -> models("naming", List.of(Map.of("match", "(", "name", "x"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("regular expression")
        .hasMessageContaining("expected one of them");
    assertThatThrownBy(
            () -> models("file", "f", "naming", List.of(Map.of("match", "a", "name", "$2"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("group 2");
    assertThatThrownBy(() -> sensors("file", "f", "source", Map.of("type", "plnat")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("plant");
  }
}
