package io.foretide.connectors.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.AlarmOutput;
import io.foretide.core.alarm.Delivery;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Secret;
import java.util.UUID;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * A message of quality 1 for each state change, on the topic and the model's name, by MQTT 3.1.1,
 * which brokers of MQTT 5 speak too. Alarms are rare: each message has its own connection.
 * Thread-safe.
 *
 * @param name of the output
 * @param filter which alarms
 * @param url {@code tcp://host:1883} or {@code ssl://host:8883}
 * @param topic prefix of the topic
 * @param user empty for no log-in
 * @param password of the user
 * @param link address of the pages; empty for no link
 */
record MqttOutput(
    String name, Filter filter, String url, String topic, String user, Secret password, String link)
    implements AlarmOutput {
  private static final int SECONDS = 10;

  @Override
  public boolean takes(Alarm alarm) {
    return filter.takes(alarm);
  }

  @Override
  public String send(Alarm a, Delivery d) throws ProviderException {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setConnectionTimeout(SECONDS);
    options.setAutomaticReconnect(false);
    if (!user.isEmpty()) {
      options.setUserName(user);
      options.setPassword(password.reveal().toCharArray());
    }
    try {
      MqttClient client =
          new MqttClient(url, "foretide-" + UUID.randomUUID(), new MemoryPersistence());
      try {
        client.setTimeToWait(SECONDS * 1000L);
        client.connect(options);
        MqttMessage message =
            new MqttMessage(Bodies.plain(a, d, Facts.of(a, d, link)).getBytes(UTF_8));
        message.setQos(1);
        client.publish(topic + "/" + level(a.model()), message);
        client.disconnect();
      } finally {
        client.close(true);
      }
      return "taken by " + url;
    } catch (MqttException e) {
      throw new ProviderException.Transient(
          url + " does not take the message: " + e.getMessage(), e);
    }
  }

  /** Wildcards are no part of a topic that is published to. */
  private static String level(String model) {
    return model.replace('#', '_').replace('+', '_');
  }
}
