package io.foretide.hub.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict decoding of percent-encoded UTF-8. */
final class Percent {
  private Percent() {}

  /**
   * @param plusIsSpace true inside queries
   * @throws ApiError if the text is not well formed
   */
  static String decode(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0) && ascii(text)) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int n = 0;
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '%') {
        int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
        int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw malformed();
        }
        out[n++] = (byte) (high * 16 + low);
        i += 2;
      } else {
        out[n++] = plusIsSpace && in[i] == '+' ? (byte) ' ' : in[i];
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(out, 0, n)).toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private static boolean ascii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  private static ApiError malformed() {
    return ApiError.bad(
        null, "the address is not well formed: expected UTF-8 with %XX for reserved characters");
  }
}
