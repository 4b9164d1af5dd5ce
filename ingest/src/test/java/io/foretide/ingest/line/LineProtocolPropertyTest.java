package io.foretide.ingest.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.frame.PointBatch;
import io.foretide.ingest.FixedClock;
import io.foretide.ingest.Limits;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LineProtocolPropertyTest {
  private final LineProtocol lines =
      new LineProtocol(
          SeriesNaming.DEFAULT, Limits.DEFAULT, new FixedClock("2026-01-01T00:00:00Z"));

  /** One line in parts. */
  record Row(String measurement, Map<String, String> tags, String field, double value, long time) {
    String line() {
      StringBuilder out = new StringBuilder(measurement.replace(",", "\\,").replace(" ", "\\ "));
      tags.forEach((k, v) -> out.append(',').append(escape(k)).append('=').append(escape(v)));
      return out.append(' ')
          .append(escape(field))
          .append('=')
          .append(value)
          .append(' ')
          .append(time)
          .toString();
    }

    private static String escape(String s) {
      return s.replace(",", "\\,").replace(" ", "\\ ").replace("=", "\\=");
    }

    String point() {
      return SeriesNaming.DEFAULT.name(measurement, tags, field) + "@" + time + "=" + value;
    }
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings()
        .withChars("abz09_-., =:/äé€")
        .ofMinLength(1)
        .ofMaxLength(12)
        .filter(
            s -> !s.isBlank() && !s.startsWith(",") && !s.startsWith("#") && s.equals(s.strip()));
  }

  @Provide
  Arbitrary<List<Row>> rows() {
    Arbitrary<Map<String, String>> tags =
        Arbitraries.maps(words(), words()).ofMaxSize(3).map(TreeMap::new);
    return Combinators.combine(
            words(),
            tags,
            words(),
            Arbitraries.doubles(),
            Arbitraries.longs().between(-2_000_000_000_000L, 1_700_000_000_000_000_000L))
        .as(Row::new)
        .list()
        .ofMaxSize(20);
  }

  private static List<String> points(PointBatch p) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < p.size(); i++) {
      out.add(p.seriesName(p.seriesAt(i)) + "@" + p.timeAt(i) + "=" + p.valueAt(i));
    }
    return out;
  }

  @Property(tries = 500)
  void what_is_written_is_read_back(@ForAll("rows") List<Row> rows) {
    String text = String.join("\n", rows.stream().map(Row::line).toList());
    LineBatch batch = lines.parse(text.getBytes(UTF_8), Precision.NANOSECONDS);
    assertThat(batch.errors()).isEqualTo(LineErrors.NONE);
    assertThat(points(batch.points())).isEqualTo(rows.stream().map(Row::point).toList());
  }

  @Property(tries = 500)
  void every_line_of_any_text_is_taken_or_dropped_and_streaming_makes_no_difference(
      @ForAll("texts") String text) throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    LineBatch batch = lines.parse(bytes, Precision.SECONDS);
    assertThat(batch.lines() + batch.errors().dropped())
        .isLessThanOrEqualTo(text.chars().filter(c -> c == '\n').count() + 1);
    List<String> streamed = new ArrayList<>();
    LineReport report =
        lines.write(
            new ByteArrayInputStream(bytes),
            Precision.SECONDS,
            b -> {
              streamed.addAll(points(b));
              return new io.foretide.core.sensor.PointSink.Written(b.size(), b.size());
            });
    assertThat(streamed).isEqualTo(points(batch.points()));
    assertThat(report.errors()).isEqualTo(batch.errors());
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("am ,,==\\\"\"\n\n\r#12.ieu-+tTfF").ofMaxLength(200);
  }
}
