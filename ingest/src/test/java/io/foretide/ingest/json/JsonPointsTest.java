package io.foretide.ingest.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.ingest.FixedClock;
import io.foretide.ingest.Limits;
import io.foretide.ingest.MemorySink;
import io.foretide.ingest.Rejection;
import io.foretide.ingest.line.Precision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPointsTest {
  private final JsonPoints json =
      new JsonPoints(Limits.DEFAULT, new FixedClock("2026-01-10T00:00:00Z"));

  private JsonBatch read(String text) throws IOException {
    return json.read(new ByteArrayInputStream(text.getBytes(UTF_8)), "s", Precision.MILLISECONDS);
  }

  private JsonBatch lines(String text) throws IOException {
    return json.readLines(
        new ByteArrayInputStream(text.getBytes(UTF_8)), "s", Precision.MILLISECONDS);
  }

  private static String text(JsonBatch batch) throws Exception {
    MemorySink sink = new MemorySink();
    sink.write(batch.points());
    return sink.text("s");
  }

  @Test
  void pairs_with_iso_or_numeric_times_are_points() throws Exception {
    String expected = "2026-01-02T03:04:05Z=1.5 2026-01-02T03:04:06Z=2.0";
    assertThat(text(read("{\"points\":[[\"2026-01-02T03:04:05Z\",1.5],[1767323046000,2]]}")))
        .isEqualTo(expected);
    assertThat(text(read("[[\"2026-01-02T03:04:05Z\",1.5],[1767323046000.0,2]]")))
        .isEqualTo(expected);
    assertThat(
            text(lines("[\"2026-01-02T03:04:05Z\",1.5]\r\n\n{\"value\":2,\"time\":1767323046000}")))
        .isEqualTo(expected);
  }

  @Test
  void columns_may_come_in_either_order() throws Exception {
    String expected = "1970-01-01T00:00:00.001Z=7.0 1970-01-01T00:00:00.002Z=1.0";
    assertThat(text(read("{\"times\":[1,2,3],\"values\":[7,true,null]}"))).isEqualTo(expected);
    assertThat(text(read("{\"values\":[7,true,null],\"times\":[1,2,3]}"))).isEqualTo(expected);
    assertThat(read("{\"values\":[7,true,null],\"times\":[1,2,3]}").skipped()).isEqualTo(1);
  }

  @Test
  void a_fraction_of_a_unit_is_kept_to_the_nanosecond() throws Exception {
    assertThat(text(read("[[1767323046000.123456,2]]")))
        .startsWith("2026-01-02T03:04:06.000123456Z");
  }

  @Test
  void bad_points_are_refused_by_index_and_the_others_taken() throws Exception {
    JsonBatch batch =
        read(
            "[[1,1],[2],[\"x\",3],[4,\"a\"],[5,1e999],5,[6,6],[99999999999999999999,1],"
                + "[1e300,1],[1768176000001,1],{\"t\":7,\"v\":7},{\"t\":8,\"w\":8},[[],{}]]");
    assertThat(text(batch))
        .isEqualTo(
            "1970-01-01T00:00:00.001Z=1.0 1970-01-01T00:00:00.006Z=6.0"
                + " 1970-01-01T00:00:00.007Z=7.0");
    assertThat(batch.rejected()).isEqualTo(10);
    assertThat(batch.first())
        .startsWith(
            new Rejection(1, "has 1 members: expected [time, value]"),
            new Rejection(2, "time 'x' does not follow the format iso"),
            new Rejection(3, "the value is no number"),
            new Rejection(4, "value 1e999 is not finite: expected a number"),
            new Rejection(5, "is no point: expected [time, value]"),
            new Rejection(
                7,
                "time 99999999999999999999 is outside what can be stored: expected 1677-09-22 to"
                    + " 2262-04-11"));
    assertThat(batch.first().get(7).reason()).contains("more than 1d ahead of the clock");
  }

  @Test
  void a_bad_line_of_ndjson_is_refused_and_the_next_is_read() throws Exception {
    JsonBatch batch = lines("[1,1]\nnonsense\n[2,2] x\n" + "[".repeat(70_000) + "\n[3,3]\n");
    assertThat(text(batch)).isEqualTo("1970-01-01T00:00:00.001Z=1.0 1970-01-01T00:00:00.003Z=3.0");
    assertThat(batch.first()).extracting(Rejection::at).containsExactly(1L, 2L, 3L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|not as expected",
        "5|not as expected",
        "{\"points\":5}|not as expected",
        "{}|not as expected",
        "{\"point\":[]}|'point' is not known: expected \"points\"",
        "{\"times\":[1]}|1 times beside 0 values: expected equally many",
        "{\"times\":[1,2],\"values\":[1]}|2 times beside 1 values",
        "[[1,2]|no JSON at line 1",
        "[[1,NaN]]|no JSON at line 1",
        "[[1,2]] []|something follows the document",
        "{\"points\":[],\"points\":[]}|no JSON",
      })
  void a_text_of_another_shape_is_malformed_as_a_whole(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(MalformedJson.class)
        .hasMessageContaining(message);
  }

  @Test
  void random_bytes_are_malformed_and_random_lines_are_refused() throws Exception {
    byte[] noise = new byte[10 << 20];
    new Random(5).nextBytes(noise);
    assertThatThrownBy(
            () -> json.read(new ByteArrayInputStream(noise), "s", Precision.MILLISECONDS))
        .isInstanceOf(MalformedJson.class);
    JsonBatch batch = json.readLines(new ByteArrayInputStream(noise), "s", Precision.MILLISECONDS);
    assertThat(batch.rejected()).isGreaterThan(10_000);
    assertThat(batch.first()).hasSize(JsonBatch.KEPT);
    String deep = "[".repeat(5_000_000);
    assertThatThrownBy(() -> read(deep)).isInstanceOf(MalformedJson.class);
  }

  @Test
  void a_name_that_cannot_be_taken_is_refused() {
    assertThatThrownBy(
            () -> json.read(new ByteArrayInputStream(new byte[0]), "a\nb", Precision.MILLISECONDS))
        .hasMessageContaining("control");
  }
}
