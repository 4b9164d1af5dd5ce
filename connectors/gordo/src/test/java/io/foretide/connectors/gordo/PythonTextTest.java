package io.foretide.connectors.gordo;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonTextTest {
  /** Right column: {@code repr} of CPython 3.11. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "57.099441, 57.099441",
    "1, 1.0",
    "-3.5, -3.5",
    "0.001, 0.001",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "1.5E-5, 1.5e-05",
    "123456789, 123456789.0",
    "1E15, 1000000000000000.0",
    "1E16, 1e+16",
    "-1.25E22, -1.25e+22",
    "1E100, 1e+100",
    "2E-300, 2e-300",
    "1.7976931348623157E308, 1.7976931348623157e+308",
    "304.25139724999997, 304.25139724999997",
    "9999999.5, 9999999.5",
    "12345678.9, 12345678.9"
  })
  void numbers_are_written_as_python_does(double value, String expected) {
    StringBuilder out = new StringBuilder();
    PythonText.number(out, value);
    assertThat(out).hasToString(expected);
    assertThat(Double.parseDouble(out.toString())).isEqualTo(value);
  }

  @Test
  void times_and_texts_are_written_as_python_does() {
    assertThat(PythonText.time(Instants.parse("2024-01-18T05:50:00Z")))
        .isEqualTo("2024-01-18 05:50:00+00:00");
    assertThat(PythonText.time(Instants.parse("2024-01-18T05:50:00.25Z")))
        .isEqualTo("2024-01-18 05:50:00.250000+00:00");
    StringBuilder out = new StringBuilder();
    PythonText.quoted(out, "TÅG \"1\"\\\n\u007f");
    assertThat(out).hasToString("\"T\\u00c5G \\\"1\\\"\\\\\\n\\u007f\"");
  }
}
