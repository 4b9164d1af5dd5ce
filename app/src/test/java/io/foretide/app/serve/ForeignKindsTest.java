package io.foretide.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.model.ModelStore;
import io.foretide.core.time.WallClock;
import io.foretide.models.kind.ModelKind;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignKindsTest {
  @Test
  void every_kind_of_the_documentation_is_there(@TempDir Path folder) throws Exception {
    Configuration configuration = Configuration.read(new Layer(Map.of(), Map.of()), folder);
    List<ModelKind> kinds =
        ForeignKinds.of(configuration.predictor(), folder.resolve("data"), context());
    assertThat(kinds)
        .extracting(ModelKind::name)
        .containsExactlyInAnyOrder("process", "container", "http", "onnx", "pmml");
    kinds.forEach(ModelKind::close);
  }

  private static ConnectorContext context() {
    ModelStore none =
        (ModelStore)
            Proxy.newProxyInstance(
                ModelStore.class.getClassLoader(),
                new Class<?>[] {ModelStore.class},
                (p, m, a) -> {
                  throw new IllegalStateException("no kind asks for models");
                });
    EventLog events =
        new EventLog() {
          @Override
          public void append(Event event) {}

          @Override
          public List<Event> list(Filter filter) {
            return List.of();
          }
        };
    return new ConnectorContext(
        WallClock.system(), new Random(1), events, none, Optional.empty(), Map.of(), "test");
  }
}
