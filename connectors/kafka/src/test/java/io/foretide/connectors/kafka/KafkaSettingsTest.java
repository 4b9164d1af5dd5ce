package io.foretide.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.settings.Reading;
import io.foretide.core.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {
  private static final String HUB =
      "Endpoint=sb://some.test.domain.com/;SharedAccessKeyName=some-key-name;SharedAccessKey=SomeKindOfKey2345=;EntityPath=some-topic";

  @TempDir Path folder;
  private final Reading reading = new Reading();

  private KafkaSettings read(Object... pairs) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], pairs[i + 1]);
    }
    Settings s = Settings.of("task_queue", values, reading);
    KafkaSettings out = KafkaSettings.read(s);
    s.rejectUnknown();
    return out;
  }

  @Test
  void a_connection_string_names_broker_user_password_and_topic() {
    KafkaSettings s = read("connection_string", HUB, "topic", "ignored");
    assertThat(reading.problems()).isEmpty();
    assertThat(s.topic()).isEqualTo("some-topic");
    assertThat(s.backlogTopic()).isEqualTo("some-topic");
    assertThat(s.client())
        .containsEntry("bootstrap.servers", "some.test.domain.com:9093")
        .containsEntry("security.protocol", "SASL_SSL");
    assertThat(String.valueOf(s.client().get("sasl.jaas.config")))
        .contains("username=\"$ConnectionString\"", "password=\"" + HUB + "\"");
    assertThat(s.shown()).doesNotContain("SomeKindOfKey2345");
    assertThat(reading.values().toString()).doesNotContain("SomeKindOfKey2345");
  }

  @Test
  void event_hub_is_another_word_for_kafka() {
    KafkaConnector connector = new KafkaConnector();
    assertThat(connector.is("event_hub")).isTrue();
    assertThat(connector.is("kafka")).isTrue();
  }

  @Test
  void a_string_of_another_shape_is_refused_without_showing_its_key() {
    read("connection_string", HUB.replace(";EntityPath=some-topic", ""));
    assertThat(reading.problems().toString())
        .contains("task_queue.connection_string", "EntityPath")
        .doesNotContain("SomeKindOfKey2345");
  }

  @Test
  void the_section_of_latigos_own_file_is_read_as_it_stands() throws Exception {
    Path ca = Files.writeString(folder.resolve("ca.pem"), "");
    KafkaSettings s =
        read(
            "type",
            "kafka",
            "connection_string",
            HUB,
            "security.protocol",
            "SASL_SSL",
            "ssl.ca.location",
            ca.toString(),
            "sasl.mechanism",
            "PLAIN",
            "group.id",
            "1",
            "client.id",
            "latigo_scheduler",
            "request.timeout.ms",
            10000L,
            "session.timeout.ms",
            10000L,
            "default.topic.config",
            Map.of("auto.offset.reset", "smallest"),
            "debug",
            "fetch",
            "enable.auto.commit",
            true,
            "auto.commit.interval.ms",
            1000L,
            "max.poll.interval.ms",
            86400000L);
    assertThat(reading.problems().stream().filter(p -> !p.toString().contains("type"))).isEmpty();
    assertThat(s.group()).isEqualTo("1");
    assertThat(s.reset()).isEqualTo("earliest");
    assertThat(s.client())
        .containsEntry("client.id", "latigo_scheduler")
        .containsEntry("ssl.truststore.type", "PEM")
        .containsEntry("request.timeout.ms", 10000);
    assertThat(reading.warnings().toString()).contains("enable.auto.commit", "debug");
  }

  @Test
  void a_missing_certificate_file_falls_back_to_the_systems_own_with_a_warning() {
    KafkaSettings s = read("connection_string", HUB, "ssl.ca.location", "/nowhere/ca.crt");
    assertThat(s.client()).doesNotContainKey("ssl.truststore.location");
    assertThat(reading.warnings().toString()).contains("/nowhere/ca.crt");
  }

  @Test
  void without_a_connection_string_servers_and_topic_count() {
    KafkaSettings s = read("bootstrap.servers", "a:1,b:2");
    assertThat(s.topic()).isEqualTo("latigo_topic");
    assertThat(s.backlogTopic()).isEqualTo("latigo_topic_backlog");
    assertThat(s.client())
        .containsEntry("bootstrap.servers", "a:1,b:2")
        .containsEntry("security.protocol", "PLAINTEXT");
  }

  @Test
  void wrong_values_and_unknown_keys_are_refused_by_name() {
    read("security.protocol", "SSLv3", "grup.id", "1");
    assertThat(reading.problems().toString())
        .contains("task_queue.security.protocol", "SSLV3")
        .contains("task_queue.grup.id", "group.id");
  }
}
