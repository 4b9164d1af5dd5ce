package io.foretide.connectors.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Severity;
import io.foretide.core.settings.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the broker that most plants run, in a process of its own. */
class MosquittoTest {
  private static final String PASSWORD = "right";
  @TempDir private Path folder;
  private Mosquitto broker;

  private record Arrived(String topic, int quality, String text) {}

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(
        Mosquitto.installed(), "SKIPPED: mosquitto (Debian: mosquitto) is not installed");
    broker = Mosquitto.start(folder, "ops", PASSWORD);
  }

  @AfterEach
  void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  private String url() {
    return "tcp://127.0.0.1:" + broker.port;
  }

  private MqttOutput output(String password) {
    Filter every = new Filter(Severity.INFO, List.of(), List.of());
    return new MqttOutput("ops", every, url(), "plant/alarms", "ops", new Secret(password), "");
  }

  private MqttClient subscriber(BlockingQueue<Arrived> to) throws MqttException {
    MqttClient client = new MqttClient(url(), "subscriber", new MemoryPersistence());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setUserName("ops");
    options.setPassword(PASSWORD.toCharArray());
    client.connect(options);
    client.subscribe(
        "plant/alarms/#",
        1,
        (topic, m) -> to.add(new Arrived(topic, m.getQos(), new String(m.getPayload(), UTF_8))));
    return client;
  }

  @Test
  void a_subscriber_gets_each_state_change_once_and_its_number_when_it_is_repeated()
      throws Exception {
    BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
    MqttClient subscriber = subscriber(arrived);
    try {
      MqttOutput output = output(PASSWORD);
      for (int i = 0; i < 2; i++) {
        assertThat(output.send(MqttOutputTest.alarm(), MqttOutputTest.delivery()))
            .isEqualTo("taken by " + url());
        Arrived a = arrived.poll(60, TimeUnit.SECONDS);
        assertThat(a).isNotNull();
        assertThat(a.topic()).isEqualTo("plant/alarms/pump_7/flow_1");
        assertThat(a.quality()).isEqualTo(1);
        JsonNode body = new ObjectMapper().readTree(a.text());
        assertThat(body.at("/delivery/id").asLong()).isEqualTo(4);
        assertThat(body.at("/alarm/words").asText()).isEqualTo("pump-7.flow was 3");
      }
      assertThat(arrived).isEmpty();
    } finally {
      subscriber.disconnect();
      subscriber.close(true);
    }
  }

  @Test
  void a_wrong_password_is_refused_by_the_broker_and_not_told() {
    assertThatThrownBy(
            () -> output("wr0ng-s3cret").send(MqttOutputTest.alarm(), MqttOutputTest.delivery()))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("does not take the message")
        .hasMessageNotContaining("wr0ng-s3cret");
  }
}
