package io.foretide.connectors.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.Delivery;
import io.foretide.core.alarm.Feedback;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Severity;
import io.foretide.core.settings.Secret;
import io.moquette.BrokerConstants;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.broker.security.IAuthenticator;
import io.moquette.interception.AbstractInterceptHandler;
import io.moquette.interception.messages.InterceptPublishMessage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker in process. */
class MqttOutputTest {
  private static final Filter EVERY = new Filter(Severity.INFO, List.of(), List.of());
  private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();
  private final Server broker = new Server();
  @TempDir private Path folder;

  private record Message(String topic, int quality, String text) {}

  @BeforeEach
  void listen() throws Exception {
    Properties p = new Properties();
    p.setProperty(BrokerConstants.PORT_PROPERTY_NAME, "0");
    p.setProperty(BrokerConstants.HOST_PROPERTY_NAME, "127.0.0.1");
    p.setProperty(BrokerConstants.DATA_PATH_PROPERTY_NAME, folder.toString());
    p.setProperty(BrokerConstants.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
    p.setProperty(BrokerConstants.ENABLE_TELEMETRY_NAME, "false");
    p.setProperty(BrokerConstants.ALLOW_ANONYMOUS_PROPERTY_NAME, "false");
    IAuthenticator onlyOps =
        (client, user, password) ->
            "ops".equals(user) && Arrays.equals(password, "right".getBytes(UTF_8));
    broker.startServer(new MemoryConfig(p), List.of(new Heard()), null, onlyOps, null);
    // The broker learns its port on another thread, a moment after it has begun to listen.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (broker.getPort() == 0) {
      assertThat(System.nanoTime()).as("the broker has a port").isLessThan(end);
      LockSupport.parkNanos(5_000_000L);
    }
  }

  @AfterEach
  void stop() {
    broker.stopServer();
  }

  private final class Heard extends AbstractInterceptHandler {
    @Override
    public String getID() {
      return "heard";
    }

    @Override
    public void onPublish(InterceptPublishMessage m) {
      arrived.add(
          new Message(m.getTopicName(), m.getQos().value(), m.getPayload().toString(UTF_8)));
      m.getPayload().release();
    }

    @Override
    public void onSessionLoopError(Throwable error) {
      arrived.add(new Message("error", 0, error.toString()));
    }
  }

  private MqttOutput output(String password) {
    return new MqttOutput(
        "ops",
        EVERY,
        "tcp://127.0.0.1:" + broker.getPort(),
        "plant/alarms",
        "ops",
        new Secret(password),
        "https://foretide.plant");
  }

  static Alarm alarm() {
    return new Alarm(
        12,
        1,
        "anomaly",
        Severity.ERROR,
        "pump#7/flow+1",
        "pump-7.flow",
        3,
        0,
        Long.MAX_VALUE,
        0,
        0,
        2.5,
        1,
        3,
        0,
        "pump-7.flow was 3",
        Map.of(),
        12,
        "",
        0,
        Feedback.NONE,
        "",
        "",
        "");
  }

  static Delivery delivery() {
    return new Delivery(4, 12, "opened", "ops", Delivery.State.WAITING, 0, 0, "");
  }

  @Test
  void a_state_change_arrives_as_json_of_quality_1_on_the_topic_of_its_model() throws Exception {
    assertThat(output("right").send(alarm(), delivery())).startsWith("taken by tcp://127.0.0.1:");
    Message m = arrived.poll(10, TimeUnit.SECONDS);
    assertThat(m).isNotNull();
    assertThat(m.topic()).isEqualTo("plant/alarms/pump_7/flow_1");
    assertThat(m.quality()).isEqualTo(1);
    JsonNode body = new ObjectMapper().readTree(m.text());
    assertThat(body.at("/alarm/words").asText()).isEqualTo("pump-7.flow was 3");
    assertThat(body.at("/alarm/link").asText())
        .startsWith("https://foretide.plant/ui/alarms?alarm=12&from=");
  }

  @Test
  void a_wrong_password_is_told_without_the_password() {
    assertThatThrownBy(() -> output("wr0ng-s3cret").send(alarm(), delivery()))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("does not take the message")
        .hasMessageNotContaining("wr0ng-s3cret");
    assertThat(arrived).isEmpty();
  }

  @Test
  void a_broker_that_is_gone_is_a_transient_refusal() {
    MqttOutput output = output("right");
    broker.stopServer();
    assertThatThrownBy(() -> output.send(alarm(), delivery()))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("tcp://127.0.0.1:");
  }
}
