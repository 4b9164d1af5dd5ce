package io.foretide.connectors.http;

import io.foretide.core.settings.Settings;
import java.net.URI;
import java.util.Locale;

/** Addresses in settings. */
public final class Addresses {
  private Addresses() {}

  /** An http or https address; a problem is noted and the default returned if it is none. */
  public static URI read(Settings s, String key, String otherwise) {
    String text = s.text(key, otherwise).strip();
    try {
      URI uri = URI.create(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // told below, with what was expected
    }
    s.problem(
        key,
        (text.isEmpty() ? "is missing" : "is no address")
            + ": expected http:// or https:// with a host and without user or password");
    return URI.create(otherwise.isEmpty() ? "http://localhost" : otherwise);
  }

  /** The address without a slash at its end and without query. */
  public static String stripped(URI address) {
    String text = address.toString();
    int cut = text.indexOf('?');
    text = cut < 0 ? text : text.substring(0, cut);
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    return text;
  }

  /** Scheme, host and port as people read them: what a circuit breaker stands for. */
  public static String host(URI address) {
    return address.getScheme()
        + "://"
        + address.getHost()
        + (address.getPort() < 0 ? "" : ":" + address.getPort());
  }
}
