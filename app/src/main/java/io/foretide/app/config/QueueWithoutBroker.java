package io.foretide.app.config;

import io.foretide.app.connect.Configured;
import io.foretide.core.connect.Opening;
import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;
import io.foretide.core.task.TaskQueue;
import java.util.List;
import java.util.Set;

/**
 * A {@code task_queue} that needs no broker: in memory, or rows of the store. A Latigo file may
 * choose it and keep its other keys, which then have no effect.
 */
final class QueueWithoutBroker {
  private static final int CAPACITY = 10_000;

  /** What a Latigo file says of its queue beside the type. */
  private static final Set<String> OF_BROKERS =
      Set.of(
          "connection_string",
          "bootstrap.servers",
          "topic",
          "security.protocol",
          "ssl.ca.location",
          "sasl.mechanism",
          "client.id",
          "group.id",
          "request.timeout.ms",
          "session.timeout.ms",
          "default.topic.config",
          "enable.auto.commit",
          "auto.commit.interval.ms",
          "max.poll.interval.ms",
          "debug");

  private QueueWithoutBroker() {}

  /**
   * Reads {@code capacity} and looks whether both sides of a queue can meet.
   *
   * @param section {@code task_queue}
   * @param sides one queue, or the scheduler's and the executor's
   * @return the smallest capacity that is said
   */
  static int capacity(Settings section, List<Configured<TaskQueue>> sides) {
    int said = Integer.MAX_VALUE;
    Configured<TaskQueue> first = sides.getFirst();
    for (Configured<TaskQueue> side : sides) {
      boolean brokers = side.opening().isPresent();
      if (!side.type().equals(first.type()) && !(brokers && first.opening().isPresent())) {
        section.problem(
            side.name() + ".type",
            "'"
                + side.type()
                + "' is another queue than "
                + first.name()
                + "'s '"
                + first.type()
                + "', so that no task would arrive: name the same in both");
      }
      if (!brokers) {
        Settings s = side.settings();
        int capacity = (int) s.integer("capacity", CAPACITY, 1, 10_000_000);
        said = s.has("capacity") ? Math.min(said, capacity) : said;
        withoutEffect(s, side.type());
      }
    }
    meet(section, sides);
    return said == Integer.MAX_VALUE ? CAPACITY : said;
  }

  private static void meet(Settings section, List<Configured<TaskQueue>> sides) {
    Set<String> sent = places(sides, "scheduler");
    Set<String> received = places(sides, "executor");
    if (!sent.isEmpty() && !received.isEmpty() && !received.containsAll(sent)) {
      section.problem(
          "executor.topic",
          "takes tasks from "
              + received
              + ", while scheduler sends them to "
              + sent
              + ": name the same topics in both");
    }
  }

  private static Set<String> places(List<Configured<TaskQueue>> sides, String name) {
    return sides.stream()
        .filter(side -> side.name().equals(name))
        .flatMap(side -> side.opening().stream())
        .map(Opening::places)
        .findFirst()
        .orElse(Set.of());
  }

  /** Only where a type is named: whoever forgot it may have meant a broker. */
  private static void withoutEffect(Settings s, String type) {
    for (String key : s.keys()) {
      if (s.has("type") && OF_BROKERS.contains(key)) {
        if (key.equals("connection_string")) {
          Secret unused = s.secret(key);
        }
        s.obsolete(key, "it has no effect on a queue of type " + type);
      }
    }
  }
}
