package io.foretide.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this program, as the build wrote it. */
public final class Version {
  private Version() {}

  public static String text() {
    Properties p = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/foretide-version.properties")) {
      if (in != null) {
        p.load(in);
      }
    } catch (IOException e) {
      return "unknown";
    }
    return p.getProperty("version", "unknown");
  }
}
