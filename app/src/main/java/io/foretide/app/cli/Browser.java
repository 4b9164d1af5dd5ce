package io.foretide.app.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Opens a page in the user's browser, where there is a desktop. */
final class Browser {
  private Browser() {}

  /** Tries; the address is printed anyway. */
  static void open(URI address) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    boolean mac = system.contains("mac");
    boolean desktop =
        mac || System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    if (!desktop || system.contains("windows")) {
      return;
    }
    try {
      new ProcessBuilder(List.of(mac ? "open" : "xdg-open", address.toString()))
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      // No such program: the printed address is enough.
      return;
    }
  }
}
