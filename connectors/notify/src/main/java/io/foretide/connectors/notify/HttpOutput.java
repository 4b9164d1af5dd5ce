package io.foretide.connectors.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.AlarmOutput;
import io.foretide.core.alarm.Delivery;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Secret;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A request for each state change. Header {@code Foretide-Delivery} repeats with every attempt of
 * one change; with a key, {@code Foretide-Signature} is {@code sha256=} and the HMAC of the body in
 * hexadecimal digits.
 *
 * @param name of the output
 * @param filter which alarms
 * @param url where to; its path may hold a secret
 * @param headers of every request
 * @param body makes the body
 * @param key signs the body; empty for no signature
 * @param link address of the pages; empty for no link
 * @param post the connection
 */
record HttpOutput(
    String name,
    Filter filter,
    Secret url,
    Map<String, String> headers,
    Body body,
    Optional<Secret> key,
    String link,
    Post post)
    implements AlarmOutput {

  /** Makes a body of an alarm. */
  interface Body {
    String of(Alarm alarm, Delivery delivery, Map<String, @Nullable Object> facts);
  }

  @Override
  public boolean takes(Alarm alarm) {
    return filter.takes(alarm);
  }

  @Override
  public String send(Alarm alarm, Delivery delivery) throws ProviderException {
    byte[] bytes = body.of(alarm, delivery, Facts.of(alarm, delivery, link)).getBytes(UTF_8);
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Content-Type", "application/json");
    all.putAll(headers);
    all.put("Foretide-Delivery", Facts.uuid(alarm, delivery));
    if (key.isPresent()) {
      all.put("Foretide-Signature", "sha256=" + sign(key.get(), bytes));
    }
    return post.send(URI.create(url.reveal()), all, bytes);
  }

  static String sign(Secret key, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.reveal().getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
