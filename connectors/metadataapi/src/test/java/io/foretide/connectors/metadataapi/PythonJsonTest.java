package io.foretide.connectors.metadataapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonJsonTest {
  /** The texts are what Python 3.11's {@code str(datetime)} prints. */
  @ParameterizedTest
  @CsvSource({
    "2020-02-01T00:00:00Z, 2020-02-01 00:00:00+00:00",
    "2020-02-01T00:00:00.5Z, 2020-02-01 00:00:00.500000+00:00",
    "2020-02-01T00:00:00.000120Z, 2020-02-01 00:00:00.000120+00:00",
    "2020-02-01T00:00:00.123456789Z, 2020-02-01 00:00:00.123456+00:00",
    "1969-12-31T23:59:59.25Z, 1969-12-31 23:59:59.250000+00:00"
  })
  void times_are_written_as_python_writes_them(String iso, String python) {
    assertThat(PythonJson.time(Instants.parse(iso))).isEqualTo(python);
  }
}
