package io.foretide.ingest.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeReaderTest {
  private static final long FIRST = -9_223_372_036L;
  private static final long LAST = 9_223_372_035L;

  private static long read(TimeReader reader, String text) {
    byte[] b = text.getBytes(US_ASCII);
    return reader.read(b, 0, b.length, 0);
  }

  @Property(tries = 2000)
  void every_iso_time_is_read_as_java_does(
      @ForAll @LongRange(min = FIRST, max = LAST) long second,
      @ForAll @LongRange(min = 0, max = 999_999_999) long nano) {
    Instant instant = Instant.ofEpochSecond(second, nano);
    TimeReader reader = new TimeReader(new TimeFormat.Iso(), ZoneOffset.UTC);
    assertThat(read(reader, instant.toString())).isEqualTo(Instants.of(instant));
    String local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
    assertThat(read(reader, local)).isEqualTo(Instants.of(instant));
    assertThat(read(reader, instant.atOffset(ZoneOffset.ofHoursMinutes(-3, -30)).toString()))
        .isEqualTo(Instants.of(instant));
  }

  @Test
  void the_first_and_the_last_instant_are_read_and_their_neighbours_are_not() {
    TimeReader reader = new TimeReader(new TimeFormat.Iso(), ZoneOffset.UTC);
    assertThat(read(reader, "1677-09-21T00:12:43.145224193Z")).isEqualTo(Instants.MIN);
    assertThat(read(reader, "1677-09-21T00:12:43.145224192Z")).isEqualTo(TimeReader.BAD);
    assertThat(read(reader, "1677-09-21T00:12:42Z")).isEqualTo(TimeReader.BAD);
    assertThat(read(reader, "2262-04-11T23:47:16.854775807Z")).isEqualTo(Instants.MAX);
    assertThat(read(reader, "2262-04-11T23:47:16.854775808Z")).isEqualTo(TimeReader.BAD);
    assertThat(read(reader, "2262-04-11T23:47:17Z")).isEqualTo(TimeReader.BAD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dd/MM/yyyy HH:mm:ss",
        "M/d/yyyy h:mm:ss a",
        "yyyyMMddHHmmss",
        "d-MMM-yyyy HH:mm:ss",
        "yyyy.MM.dd'T'HH:mm:ss.SSS"
      })
  void patterns_read_what_java_writes_with_them(String pattern) {
    DateTimeFormatter writer = DateTimeFormatter.ofPattern(pattern, Locale.US);
    TimeReader reader = new TimeReader(TimeFormat.parse(pattern), ZoneOffset.UTC);
    for (long second = -2_000_000_000; second < 4_000_000_000L; second += 9_999_991) {
      LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
      assertThat(read(reader, writer.format(time))).isEqualTo(second * Instants.SECOND);
    }
  }

  @Property(tries = 2000)
  void a_zones_clock_is_read_as_java_does_outside_the_changes(
      @ForAll("zones") String name, @ForAll @LongRange(min = FIRST, max = LAST) long second) {
    ZoneId zone = ZoneId.of(name);
    TimeReader reader = new TimeReader(new TimeFormat.Iso(), zone);
    // Near one another, so that the remembered offset is used and left.
    for (long s = second; s < second + 40 * 86_400L && s < LAST - 86_400; s += 43_000) {
      LocalDateTime local = LocalDateTime.ofEpochSecond(s, 0, ZoneOffset.UTC);
      var offsets = zone.getRules().getValidOffsets(local);
      long expected =
          offsets.isEmpty()
              ? TimeReader.BAD
              : (s - offsets.getFirst().getTotalSeconds()) * Instants.SECOND;
      if (s > FIRST + 86_400) {
        assertThat(read(reader, local.toString())).isEqualTo(expected);
      }
    }
  }

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of(
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kolkata",
        "UTC",
        "Africa/Casablanca",
        "America/Sao_Paulo");
  }

  @Property(tries = 500)
  void any_bytes_are_read_or_refused_with_a_reason(@ForAll("noise") String text) {
    byte[] b = text.getBytes(US_ASCII);
    for (String format : new String[] {"iso", "epoch", "epoch_s", "d/M/y H:m:s", "d MMM yy h a"}) {
      TimeReader reader = new TimeReader(TimeFormat.parse(format), ZoneId.of("Europe/Berlin"));
      if (reader.read(b, 0, b.length, 0) == TimeReader.BAD) {
        assertThat(reader.why(b, 0, b.length)).startsWith("time ");
      }
    }
  }

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.strings().withChars("0123456789-/: TZ+.,amJn").ofMaxLength(30);
  }
}
