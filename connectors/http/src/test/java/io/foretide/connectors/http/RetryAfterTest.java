package io.foretide.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final long NOW = Instants.parse("2020-06-01T06:30:00Z");

  private static long nanos(String text) {
    return RetryAfter.nanos(
        HttpHeaders.of(Map.of("Retry-After", List.of(text)), (k, v) -> true), NOW);
  }

  @Test
  void seconds_and_dates_are_read() {
    assertThat(nanos("120")).isEqualTo(120 * Instants.SECOND);
    assertThat(nanos(" 3 ")).isEqualTo(3 * Instants.SECOND);
    assertThat(nanos("Mon, 1 Jun 2020 06:31:30 GMT")).isEqualTo(90 * Instants.SECOND);
    assertThat(nanos("Mon, 01 Jun 2020 06:31:30 GMT")).isEqualTo(90 * Instants.SECOND);
  }

  @Test
  void what_is_over_or_not_understood_is_no_pause() {
    assertThat(nanos("Mon, 01 Jun 2020 06:00:00 GMT")).isZero();
    assertThat(nanos("soon")).isZero();
    assertThat(nanos("-5")).isZero();
    assertThat(nanos("99999999999999999999")).isZero();
    assertThat(RetryAfter.nanos(HttpHeaders.of(Map.of(), (k, v) -> true), NOW)).isZero();
  }
}
