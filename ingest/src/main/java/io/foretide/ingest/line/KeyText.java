package io.foretide.ingest.line;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Reads measurement, tags and field names from bytes; only at the first sight of a key. */
final class KeyText {
  private KeyText() {}

  /** A key that cannot be read, in InfluxDB's words. */
  static final class Bad extends Exception {
    private static final long serialVersionUID = 1L;

    Bad(String reason) {
      super(reason, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  static String measurement(byte[] b, int from, int to) throws Bad {
    return text(b, from, find(b, from, to, (byte) ','), ", ");
  }

  static Map<String, String> tags(byte[] b, int from, int to) throws Bad {
    Map<String, String> tags = new HashMap<>();
    int at = find(b, from, to, (byte) ',');
    while (at < to) {
      int start = at + 1;
      int end = find(b, start, to, (byte) ',');
      int equals = find(b, start, end, (byte) '=');
      if (equals == start) {
        throw new Bad("missing tag key");
      }
      if (equals >= end - 1) {
        throw new Bad("missing tag value");
      }
      if (find(b, equals + 1, end, (byte) '=') < end) {
        throw new Bad("invalid tag format");
      }
      String before = tags.put(text(b, start, equals, ",= "), text(b, equals + 1, end, ",= "));
      if (before != null) {
        throw new Bad("duplicate tags");
      }
      at = end;
    }
    return tags;
  }

  static String field(byte[] b, int from, int to) throws Bad {
    return text(b, from, to, ",= ");
  }

  /** The first unescaped sign in a range, or its end. */
  private static int find(byte[] b, int from, int to, byte sign) {
    for (int i = from; i < to; i++) {
      if (b[i] == '\\') {
        i++;
      } else if (b[i] == sign) {
        return i;
      }
    }
    return to;
  }

  private static String text(byte[] b, int from, int to, String escapable) throws Bad {
    byte[] out = new byte[to - from];
    int n = 0;
    for (int i = from; i < to; i++) {
      if (b[i] == '\\' && i + 1 < to && escapable.indexOf(b[i + 1]) >= 0) {
        i++;
      }
      out[n++] = b[i];
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(out, 0, n)).toString();
    } catch (CharacterCodingException e) {
      throw new Bad("invalid UTF-8 in a name");
    }
  }
}
