package io.foretide.hub.enodo.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Held against what {@code json.dumps} of Python 3.11.7 printed. */
class PythonJsonTest {
  @ParameterizedTest
  @CsvFileSource(resources = "python-doubles.csv")
  void numbers_have_the_bytes_of_python(long bits, String printed) {
    assertThat(PythonJson.text(Double.longBitsToDouble(bits))).isEqualTo(printed);
  }

  @Test
  void texts_have_the_bytes_of_python() {
    assertThat(PythonJson.text("é€😀\0\u001f\u007f\"\\/\n\r\t\b\f<b>"))
        .isEqualTo(
            "\"\\u00e9\\u20ac\\ud83d\\ude00\\u0000\\u001f\\u007f\\\"\\\\/\\n\\r\\t\\b\\f<b>\"");
  }

  @Test
  void containers_have_the_bytes_of_python() {
    Object value =
        new Shape()
            .put("a", List.of(1, true, 2.0))
            .put("b", new Shape().map())
            .put("c", Arrays.asList(null, Double.NaN, "x".repeat(5_000)))
            .map();
    String expected =
        "{\"a\": [1, true, 2.0], \"b\": {}, \"c\": [null, null, \"" + "x".repeat(5_000) + "\"]}";
    assertThat(PythonJson.text(value)).isEqualTo(expected);
    assertThat(new String(PythonJson.bytes(value), StandardCharsets.US_ASCII)).isEqualTo(expected);
  }
}
