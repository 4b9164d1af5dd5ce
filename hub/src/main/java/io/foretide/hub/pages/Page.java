package io.foretide.hub.pages;

import io.foretide.hub.http.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file of the pages.
 *
 * @param type content type
 * @param bytes its content
 * @param tag changes when the content does
 */
record Page(String type, byte[] bytes, String tag) {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("map", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  /** The content type of a file name; null if such files are not served. */
  static @Nullable String typeOf(String name) {
    return TYPES.get(name.substring(name.lastIndexOf('.') + 1));
  }

  /** Reads a file below {@code /ui} on the class path; null if there is none. */
  static @Nullable Page read(ClassLoader loader, String name) throws IOException {
    String type = typeOf(name);
    if (type == null || !isPlain(name)) {
      return null;
    }
    try (InputStream in = loader.getResourceAsStream("ui/" + name)) {
      if (in == null) {
        return null;
      }
      byte[] bytes = in.readAllBytes();
      return new Page(type, bytes, '"' + digest(bytes) + '"');
    }
  }

  /** Whether a name stays below its folder, whatever the class path is made of. */
  private static boolean isPlain(String name) {
    for (String segment : name.split("/", -1)) {
      if (segment.isEmpty()
          || segment.startsWith(".")
          || !segment
              .chars()
              .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0))) {
        return false;
      }
    }
    return true;
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  Answer answer(boolean unchanged, boolean forever) {
    Answer answer = unchanged ? Answer.empty(304) : Answer.bytes(200, type, bytes);
    return answer
        .header("ETag", tag)
        .header("Cache-Control", forever ? "public, max-age=31536000, immutable" : "no-cache")
        .header("Content-Security-Policy", PageRoutes.POLICY)
        .header("Referrer-Policy", "same-origin")
        .header("X-Frame-Options", "DENY");
  }
}
