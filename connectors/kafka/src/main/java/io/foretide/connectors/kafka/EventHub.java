package io.foretide.connectors.kafka;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Azure Event Hub as its connection string names it. The whole string is the password of its
 * Kafka endpoint.
 *
 * @param endpoint host name
 * @param keyName name of the shared access key
 * @param entity the event hub, which is the topic
 * @param connectionString as it was given: a secret
 */
record EventHub(String endpoint, String keyName, String entity, String connectionString) {
  /** The port of the Kafka endpoint. */
  private static final int PORT = 9093;

  private static final Pattern FORM =
      Pattern.compile(
          "Endpoint=sb://(.*)/;SharedAccessKeyName=(.*);SharedAccessKey=(.*);EntityPath=(.+)",
          Pattern.DOTALL);

  /**
   * @throws IllegalArgumentException without the string in its message, which holds a key
   */
  static EventHub parse(String connectionString) {
    Matcher m = FORM.matcher(connectionString);
    if (!m.find()) {
      throw new IllegalArgumentException(
          "is no connection string of an event hub: expected"
              + " Endpoint=sb://HOST/;SharedAccessKeyName=NAME;SharedAccessKey=KEY;EntityPath=HUB,"
              + " in this order; a string of the whole namespace lacks EntityPath");
    }
    return new EventHub(m.group(1), m.group(2), m.group(4), connectionString);
  }

  String servers() {
    return endpoint + ":" + PORT;
  }

  @Override
  public String toString() {
    return "event hub '" + entity + "' at " + servers();
  }
}
