package io.foretide.app.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the streams of this process are connected to. The launcher says so; else it is found. */
public final class Terminal {
  /** Numbers of the streams that are terminals, such as {@code 12}. */
  static final String PROPERTY = "foretide.terminal";

  private static final int USUAL_WIDTH = 80;
  private static final int MOST_WIDTH = 500;

  private Terminal() {}

  /** Whether a person sees standard output. */
  public static boolean out() {
    return is(1);
  }

  /** Whether a person sees the error stream. */
  public static boolean err() {
    return is(2);
  }

  private static boolean is(int stream) {
    String said = System.getProperty(PROPERTY);
    if (said != null) {
      return said.indexOf('0' + stream) >= 0;
    }
    Path link = Path.of("/proc/self/fd/" + stream);
    if (Files.isSymbolicLink(link)) {
      try {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      } catch (IOException e) {
        return false;
      }
    }
    return System.console() != null && System.console().isTerminal();
  }

  /** Whether standard output may have colours: a terminal, and nobody said no. */
  public static boolean colours(Map<String, String> environment) {
    return colours(environment, out());
  }

  static boolean colours(Map<String, String> environment, boolean terminal) {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Signs in a line: {@code COLUMNS}, else what the terminal says, else 80. */
  public static int width(Map<String, String> environment) {
    int named = number(environment.get("COLUMNS"));
    if (named > 0) {
      return named;
    }
    int asked = out() ? asked() : 0;
    return asked > 0 ? asked : USUAL_WIDTH;
  }

  private static int asked() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return 0;
      }
      String text = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      String[] parts = text.strip().split(" ");
      return parts.length == 2 ? number(parts[1]) : 0;
    } catch (IOException e) {
      // No stty on this system: the usual width does.
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static int number(@Nullable String text) {
    if (text == null || !text.matches("[1-9]\\d{0,3}")) {
      return 0;
    }
    return Math.min(MOST_WIDTH, Integer.parseInt(text));
  }
}
