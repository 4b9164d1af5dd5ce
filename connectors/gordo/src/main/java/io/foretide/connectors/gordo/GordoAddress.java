package io.foretide.connectors.gordo;

import io.foretide.core.settings.Settings;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a Gordo gateway is.
 *
 * @param base scheme, host, explicit port and {@code /gordo/v0}, as Gordo's own client asks it
 */
record GordoAddress(String base) {
  private static final Pattern PATH = Pattern.compile(".*/gordo/v\\d+(/.*)?");

  /** Reads {@code connection_string}. */
  static GordoAddress read(Settings s) {
    String text = s.text("connection_string").strip();
    try {
      URI uri = URI.create(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && PATH.matcher(String.valueOf(uri.getPath())).matches()) {
        int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new GordoAddress(
            scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port + "/gordo/v0");
      }
    } catch (IllegalArgumentException e) {
      // told below, with what was expected
    }
    if (!text.isEmpty()) {
      s.problem(
          "connection_string",
          "is no address of Gordo: expected such as https://ioc.example/gordo/v0/, without a user"
              + " in it");
    }
    return new GordoAddress("http://localhost:80/gordo/v0");
  }
}
