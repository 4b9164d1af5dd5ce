package io.foretide.models.exported;

import io.foretide.core.settings.Settings;
import java.util.Locale;

/**
 * Which exported file a model runs.
 *
 * @param file relative to the configuration's folder
 * @param sha256 of its content, hexadecimal; empty if nobody pinned it
 */
public record Pin(String file, String sha256) {
  /** Reads {@code file} and {@code sha256}; problems go to the reading. */
  public static Pin of(Settings run) {
    String file = run.text("file");
    String sha256 = run.text("sha256", "").toLowerCase(Locale.ROOT);
    if (!sha256.isEmpty() && !sha256.matches("[0-9a-f]{64}")) {
      run.problem("sha256", "'" + sha256 + "' is no fingerprint: expected 64 hexadecimal digits");
    }
    return new Pin(file, sha256);
  }
}
