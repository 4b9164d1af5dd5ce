package io.foretide.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {
  @Property
  void every_instant_is_written_and_read_back(
      @ForAll @LongRange(min = -Long.MAX_VALUE) long nanos) {
    assertThat(Instants.parse(Instants.format(nanos))).isEqualTo(nanos);
    assertThat(Instants.of(Instants.toInstant(nanos))).isEqualTo(nanos);
  }

  @Test
  void the_first_and_the_last_instant_fit_and_their_neighbours_do_not() {
    assertThat(Instants.format(Instants.MIN)).isEqualTo("1677-09-21T00:12:43.145224193Z");
    assertThat(Instants.format(Instants.MAX)).isEqualTo("2262-04-11T23:47:16.854775807Z");
    assertThat(Instants.of(Instants.toInstant(Instants.MIN))).isEqualTo(Instants.MIN);
    assertThat(Instants.of(Instants.toInstant(Instants.MAX))).isEqualTo(Instants.MAX);
    for (Instant outside :
        new Instant[] {
          Instants.toInstant(Instants.MIN).minusNanos(1),
          Instants.toInstant(Instants.MAX).plusNanos(1),
          Instant.MIN,
          Instant.MAX
        }) {
      assertThatThrownBy(() -> Instants.of(outside))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "time "
                  + outside
                  + " is outside what can be stored: expected 1677-09-22 to 2262-04-11");
    }
  }

  @Property
  void sums_and_differences_stop_at_the_ends(@ForAll long a, @ForAll long b) {
    BigInteger low = BigInteger.valueOf(Instants.MIN);
    BigInteger high = BigInteger.valueOf(Instants.MAX);
    long x = Math.max(Instants.MIN, a);
    BigInteger sum = BigInteger.valueOf(x).add(BigInteger.valueOf(b));
    assertThat(Instants.plus(x, b)).isEqualTo(sum.max(low).min(high).longValueExact());
    if (b != Long.MIN_VALUE) {
      BigInteger difference = BigInteger.valueOf(x).subtract(BigInteger.valueOf(b));
      assertThat(Instants.minus(x, b)).isEqualTo(difference.max(low).min(high).longValueExact());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T08:00:00Z, 2026-01-31T08:00:00Z",
    "2026-01-31 08:00:00, 2026-01-31T08:00:00Z",
    "2026-01-31, 2026-01-31T00:00:00Z",
    "2026-01-31T08:00, 2026-01-31T08:00:00Z",
    "2026-01-31T08:00:00.123456789+02:00, 2026-01-31T06:00:00.123456789Z",
    "2026-01-31T08:00:00+01:00[Europe/Berlin], 2026-01-31T07:00:00Z",
    "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59.500Z"
  })
  void iso_times_are_read_and_no_zone_means_utc(String text, String expected) {
    assertThat(Instants.format(Instants.parse(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yesterday", "2026-13-01", "2026-02-30", "31.01.2026", "2026-01-31T25:00"})
  void what_is_no_time_is_refused_with_the_text(String text) {
    assertThatThrownBy(() -> Instants.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "time '"
                + text
                + "' is not understood: expected ISO 8601 such as 2026-01-31T08:00:00Z");
  }
}
