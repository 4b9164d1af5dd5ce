package io.foretide.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @Property
  void what_is_written_is_read_back(@ForAll @LongRange(min = -Long.MAX_VALUE) long nanos) {
    assertThat(Durations.parse(Durations.format(nanos))).isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource({
    "30m, 30m",
    "1h30m, 1h30m",
    "PT30M, 30m",
    "P1DT2H, 1d2h",
    "-PT5S, -5s",
    "90d, 90d",
    "10T, 10m",
    "10min, 10m",
    "1 days 02:00:00, 1d2h",
    "0 days 00:10:00, 10m",
    "01:30:00, 1h30m",
    "00:00:00.5, 500ms",
    "1.5h, 1h30m",
    "2W, 14d",
    "500L, 500ms",
    "-15min, -15m",
    "+1h, 1h",
    "1H, 1h",
    "1D, 1d",
    "3 hours, 3h",
    "1 day 1 h, 1d1h",
    "250us, 250us",
    "7ns, 7ns",
    "0s, 0s",
    "-1 days 02:00:00, -1d2h"
  })
  void the_usual_ways_of_writing_are_read(String text, String expected) {
    assertThat(Durations.format(Durations.parse(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "30",
        "m",
        "30 parsecs",
        "1h 30",
        "P",
        "PT",
        "1:2:3",
        "--5m",
        "1e5s",
        "300y",
        "999999999999d",
        "10 000d",
        "NaN"
      })
  void what_is_no_duration_is_refused_with_the_text(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("duration '" + text + "' is not understood: expected a number");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "123456, 0.123 ms",
    "12345678, 12.3 ms",
    "999499999, 999 ms",
    "999999999, 1 s",
    "1234567890, 1.23 s",
    "59990000000, 60 s",
    "7530123456789, 2h5m30s"
  })
  void for_people_three_digits_are_enough(long nanos, String shown) {
    assertThat(Durations.rounded(nanos)).isEqualTo(shown);
  }
}
