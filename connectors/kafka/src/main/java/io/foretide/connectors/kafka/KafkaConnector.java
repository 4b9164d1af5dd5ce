package io.foretide.connectors.kafka;

import io.foretide.core.connect.Connector;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.Opening;
import io.foretide.core.settings.Settings;
import io.foretide.core.task.TaskQueue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code type: kafka}, and {@code event_hub}, which is the same. */
public final class KafkaConnector implements Connector {
  @Override
  public List<String> types() {
    return List.of("kafka", "event_hub");
  }

  @Override
  public List<Offer> offers() {
    return List.of(new Offer.Queue(KafkaConnector::queue));
  }

  private static Opening<TaskQueue> queue(Settings s) {
    return new KafkaOpening(KafkaSettings.read(s));
  }

  private record KafkaOpening(KafkaSettings settings) implements Opening<TaskQueue> {
    @Override
    public TaskQueue open(ConnectorContext context) {
      int further = context.name().lastIndexOf('#');
      return new KafkaQueue(
          further < 0 ? settings : settings.further(context.name().substring(further + 1)),
          new Names(context.models()),
          context.events(),
          context.clock());
    }

    @Override
    public Set<String> places() {
      return new TreeSet<>(List.of(settings.topic(), settings.backlogTopic()));
    }
  }
}
