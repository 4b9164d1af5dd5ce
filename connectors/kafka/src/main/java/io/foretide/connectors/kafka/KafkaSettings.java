package io.foretide.connectors.kafka;

import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code task_queue} section of type {@code kafka}. Keys with dots are those of librdkafka, as
 * Latigo's files have them; they are translated to the Java client's.
 *
 * @param topic of live tasks
 * @param backlogTopic of all other tasks; the same as {@code topic} where there is only one
 * @param deadTopic of records that nobody can read; empty for none
 * @param group the consumers' group
 * @param client properties that producer and consumer share, secrets included
 * @param reset where a new group begins
 * @param sessionTimeout milliseconds
 * @param buffer most received tasks of a lane that wait for an executor
 * @param shared whether executors of Latigo are in the group: windows follow the clock, and what
 *     nobody here takes counts as handed to them
 * @param autoCommit whether a task is acknowledged when it is handed out, before it is done
 * @param shown for messages: servers and topic, no secrets
 */
record KafkaSettings(
    String topic,
    String backlogTopic,
    String deadTopic,
    String group,
    Map<String, Object> client,
    String reset,
    int sessionTimeout,
    int buffer,
    boolean shared,
    boolean autoCommit,
    String shown) {
  private static final String TOPIC = "latigo_topic";
  private static final List<String> PROTOCOLS =
      List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");

  KafkaSettings {
    client = Map.copyOf(client);
  }

  static KafkaSettings read(Settings s) {
    Map<String, Object> client = new LinkedHashMap<>();
    EventHub hub = hub(s);
    String topic;
    if (hub == null) {
      client.put("bootstrap.servers", s.text("bootstrap.servers", "localhost:9092"));
      topic = s.text("topic", TOPIC);
    } else {
      // An emulator of Event Hubs on this machine has another port than the string can say.
      client.put("bootstrap.servers", s.text("bootstrap.servers", hub.servers()));
      topic = hub.entity();
      // Latigo's files name a topic beside the connection string, which counts.
      s.text("topic", topic);
    }
    security(s, hub, client);
    client.put("client.id", s.text("client.id", "foretide"));
    int request = millis(s, "request.timeout.ms", 10_000);
    client.put("request.timeout.ms", request);
    client.put("default.api.timeout.ms", 3 * request);
    boolean shared = s.choice("compatibility", "none", List.of("none", "latigo")).equals("latigo");
    boolean autoCommit = shared && s.flag("enable.auto.commit", true);
    latigo(s, shared);
    // Executors of Latigo read one topic only.
    String backlog = s.text("backlog_topic", hub == null && !shared ? topic + "_backlog" : topic);
    String dead = s.text("dead_letter_topic", hub == null ? topic + "_dead" : "");
    return new KafkaSettings(
        topic,
        backlog,
        dead,
        s.text("group.id", "1"),
        client,
        reset(s),
        millis(s, "session.timeout.ms", 10_000),
        (int) s.integer("buffer", 1000, 1, 1_000_000),
        shared,
        autoCommit,
        hub == null
            ? "Kafka " + client.get("bootstrap.servers") + " topic '" + topic + "'"
            : hub.toString());
  }

  /** Those of a further client of the same process: brokers tell clients by their id. */
  KafkaSettings further(String number) {
    Map<String, Object> other = new LinkedHashMap<>(client);
    other.put("client.id", client.get("client.id") + "-" + number);
    return new KafkaSettings(
        topic,
        backlogTopic,
        deadTopic,
        group,
        other,
        reset,
        sessionTimeout,
        buffer,
        shared,
        autoCommit,
        shown);
  }

  private static @Nullable EventHub hub(Settings s) {
    if (!s.has("connection_string")) {
      return null;
    }
    try {
      return EventHub.parse(s.secret("connection_string").reveal());
    } catch (IllegalArgumentException e) {
      s.problem("connection_string", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static void security(Settings s, @Nullable EventHub hub, Map<String, Object> client) {
    String protocol =
        s.text("security.protocol", hub == null ? "PLAINTEXT" : "SASL_SSL")
            .toUpperCase(Locale.ROOT);
    if (!PROTOCOLS.contains(protocol)) {
      s.problem(
          "security.protocol",
          "'" + protocol + "' is not known: expected " + String.join(", ", PROTOCOLS));
      return;
    }
    client.put("security.protocol", protocol);
    trust(s, protocol.endsWith("SSL"), client);
    String mechanism = s.text("sasl.mechanism", "PLAIN");
    String user = s.text("sasl.username", "");
    Secret password = s.has("sasl.password") ? s.secret("sasl.password") : new Secret("");
    if (!protocol.startsWith("SASL")) {
      return;
    }
    if (!mechanism.equals("PLAIN")) {
      s.problem("sasl.mechanism", "'" + mechanism + "' is not known: expected PLAIN");
    }
    client.put("sasl.mechanism", "PLAIN");
    client.put(
        "sasl.jaas.config",
        hub == null
            ? plain(user, password.reveal())
            : plain("$ConnectionString", hub.connectionString()));
  }

  private static String plain(String user, String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username="
        + quoted(user)
        + " password="
        + quoted(password)
        + ";";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** A file that is not there falls back to the Java machine's own store, as a warning tells. */
  private static void trust(Settings s, boolean used, Map<String, Object> client) {
    String ca = s.text("ssl.ca.location", "");
    if (ca.isEmpty() || !used) {
      return;
    }
    if (Files.isReadable(Path.of(ca))) {
      client.put("ssl.truststore.type", "PEM");
      client.put("ssl.truststore.location", ca);
    } else {
      s.reading()
          .warning(
              s.path("ssl.ca.location"),
              "'" + ca + "' cannot be read: the system's own certificates are used");
    }
  }

  private static String reset(Settings s) {
    Settings topic = s.section("default.topic.config");
    String reset = topic.text("auto.offset.reset", "earliest");
    return switch (reset) {
      case "earliest", "smallest", "beginning" -> "earliest";
      case "latest", "largest", "end" -> "latest";
      default -> {
        topic.problem(
            "auto.offset.reset", "'" + reset + "' is not known: expected earliest or latest");
        yield "earliest";
      }
    };
  }

  /** Keys of Latigo's files that have no effect any more. */
  private static void latigo(Settings s, boolean shared) {
    if (!shared) {
      s.obsolete(
          "enable.auto.commit",
          "a task is acknowledged after its commit, unless compatibility is latigo");
    }
    s.obsolete("auto.commit.interval.ms", "a task is acknowledged after its commit");
    s.obsolete("max.poll.interval.ms", "the queue is always polled, however long a task runs");
    s.obsolete("debug", "use log.level");
    s.obsolete("poll_timeout_sec", "a task is taken as soon as it is there");
    s.obsolete("consumer_group", "use group.id");
    s.obsolete("partition", "all partitions are read");
    s.obsolete("prefetch", "use buffer");
    s.obsolete("offset_persistence", "offsets are kept by the queue");
    s.obsolete("do_trace", "use log.level");
  }

  private static int millis(Settings s, String key, long otherwise) {
    if (s.any(key) instanceof Number) {
      return (int) s.integer(key, otherwise, 1000, 3_600_000);
    }
    return (int)
        (s.duration(key, otherwise * 1_000_000L, Instants.SECOND, Instants.HOUR) / 1_000_000L);
  }
}
