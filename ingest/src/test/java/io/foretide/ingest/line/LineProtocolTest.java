package io.foretide.ingest.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.frame.PointBatch;
import io.foretide.core.time.Instants;
import io.foretide.ingest.FixedClock;
import io.foretide.ingest.Limits;
import io.foretide.ingest.MemorySink;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineProtocolTest {
  private final FixedClock clock = new FixedClock("2026-01-01T00:00:00Z");
  private final LineProtocol lines = new LineProtocol(SeriesNaming.DEFAULT, Limits.DEFAULT, clock);

  private LineBatch parse(String text) {
    return lines.parse(text.getBytes(UTF_8), Precision.NANOSECONDS);
  }

  private static List<String> points(LineBatch batch) {
    PointBatch p = batch.points();
    List<String> out = new ArrayList<>();
    for (int i = 0; i < p.size(); i++) {
      out.add(p.seriesName(p.seriesAt(i)) + "@" + p.timeAt(i) + "=" + p.valueAt(i));
    }
    return out;
  }

  @Test
  void a_line_becomes_one_point_per_number() {
    assertThat(points(parse("cpu,host=a,cpu=0 idle=3.5,busy=2i,n=7u,on=t,off=FALSE 17\n")))
        .containsExactly(
            "cpu,cpu=0,host=a.idle@17=3.5",
            "cpu,cpu=0,host=a.busy@17=2.0",
            "cpu,cpu=0,host=a.n@17=7.0",
            "cpu,cpu=0,host=a.on@17=1.0",
            "cpu,cpu=0,host=a.off@17=0.0");
  }

  @Test
  void the_order_of_tags_does_not_matter_and_a_field_named_value_is_not_in_the_name() {
    assertThat(points(parse("t,b=2,a=1 value=1 1\nt,a=1,b=2 value=2 2")))
        .containsExactly("t,a=1,b=2@1=1.0", "t,a=1,b=2@2=2.0");
    assertThat(parse("t,b=2,a=1 value=1 1\nt,a=1,b=2 value=2 2").points().seriesCount())
        .isEqualTo(1);
  }

  @Test
  void escaped_signs_belong_to_the_names() {
    assertThat(points(parse("my\\ cpu\\,x,ta\\=g\\ 1=v\\,a fi\\=e\\ ld=1 5")))
        .containsExactly("my cpu,x,ta=g 1=v,a.fi=e ld@5=1.0");
  }

  @Test
  void strings_are_passed_over_even_with_line_breaks_and_quotes_in_them() {
    LineBatch batch = parse("log msg=\"a \\\" b, c=1 \n second\",code=4 9\nx v=1 10\nbad\n");
    assertThat(points(batch)).containsExactly("log.code@9=4.0", "x.v@10=1.0");
    assertThat(batch.skipped()).isEqualTo(1);
    assertThat(batch.lines()).isEqualTo(2);
    assertThat(batch.errors().first().getFirst().line()).isEqualTo(4);
  }

  @Test
  void blank_lines_comments_and_windows_line_ends_are_fine() {
    LineBatch batch = parse("\r\n# a comment\r\n\n  a v=1 1\r\nb v=2 2 \r\nc v=3\r\n");
    assertThat(points(batch))
        .containsExactly("a.v@1=1.0", "b.v@2=2.0", "c.v@" + clock.now() + "=3.0");
    assertThat(batch.errors().isEmpty()).isTrue();
  }

  @Test
  void a_line_without_a_time_is_now() {
    assertThat(points(parse("a v=1"))).containsExactly("a.v@" + clock.now() + "=1.0");
  }

  @ParameterizedTest
  @CsvSource({
    "ns,1",
    "n,1",
    "u,1000",
    "us,1000",
    "ms,1000000",
    "s,1000000000",
    "m,60000000000",
    "h,3600000000000"
  })
  void times_are_in_the_units_of_the_request(String precision, long nanos) {
    LineBatch batch = lines.parse("a v=1 -3".getBytes(UTF_8), Precision.parse(precision));
    assertThat(points(batch)).containsExactly("a.v@" + -3 * nanos + "=1.0");
  }

  @Test
  void an_unknown_precision_is_named() {
    assertThatThrownBy(() -> Precision.parse("weeks"))
        .hasMessage("precision 'weeks' is not known: expected ns, us, ms, s, m or h");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cpu|missing fields",
        "cpu,host=a|missing fields",
        ",host=a v=1|missing measurement",
        "cpu,host v=1|missing tag value",
        "cpu,host= v=1|missing tag value",
        "cpu,=a v=1|missing tag key",
        "cpu,a=1,a=2 v=1|duplicate tags",
        "cpu,a=b=c v=1|invalid tag format",
        "cpu v|invalid field format",
        "cpu v=|missing field value",
        "cpu =1|missing field key",
        "cpu v=1,|invalid field format",
        "cpu v=abc|invalid number",
        "cpu v=1.5i|invalid number",
        "cpu v=-1u|invalid number",
        "cpu v=9223372036854775808i|invalid number",
        "cpu v=tru|invalid boolean",
        "cpu v=inf|value is not finite: expected a number",
        "cpu v=1e999|value is not finite: expected a number",
        "cpu v=1 12x|bad timestamp",
        "cpu v=1 1 2|bad timestamp",
        "cpu v=\"abc|unbalanced quotes",
        "cpu v=1 99999999999999999999|time 99999999999999999999 is outside what can be stored:"
            + " expected 1677-09-22 to 2262-04-11",
        "cpu v=1 -9223372036854775808|time -9223372036854775808 is outside what can be stored:"
            + " expected 1677-09-22 to 2262-04-11",
        "cpu v=1 1767398400000000000|time 2026-01-03T00:00:00Z lies more than 1d ahead of the"
            + " clock: correct the sender's clock",
      })
  void a_bad_line_is_refused_whole_and_its_neighbours_are_taken(String line, String reason) {
    LineBatch batch = parse("a v=1 1\n" + line + "\nb v=2 2");
    assertThat(points(batch)).containsExactly("a.v@1=1.0", "b.v@2=2.0");
    assertThat(batch.errors().first()).containsExactly(new LineError(2, line, reason));
    assertThat(batch.errors().v1Message(true))
        .isEqualTo("partial write: unable to parse '" + line + "': " + reason + " dropped=1");
  }

  @Test
  void the_largest_numbers_of_each_kind_are_taken() {
    assertThat(points(parse("a i=9223372036854775807i,n=-9223372036854775808i 1")))
        .containsExactly("a.i@1=9.223372036854776E18", "a.n@1=-9.223372036854776E18");
    assertThat(points(parse("a u=18446744073709551615u,x=1.7976931348623157e308 1")))
        .containsExactly("a.u@1=1.8446744073709552E19", "a.x@1=1.7976931348623157E308");
    assertThat(points(parse("a v=1 9223372036854775807\na v=1 -9223372036854775807")))
        .containsExactly("a.v@-9223372036854775807=1.0");
  }

  @Test
  void nan_is_skipped_and_counted() {
    LineBatch batch = parse("a v=NaN,w=1 1");
    assertThat(points(batch)).containsExactly("a.w@1=1.0");
    assertThat(batch.skipped()).isEqualTo(1);
  }

  @Test
  void a_request_of_only_bad_lines_says_so_as_influxdb_does() {
    LineErrors errors = parse("x\ny").errors();
    assertThat(errors.v1Message(false))
        .isEqualTo("unable to parse 'x': missing fields\nunable to parse 'y': missing fields");
    assertThat(errors.line()).isEqualTo(1);
  }

  @Test
  void a_line_longer_than_allowed_is_refused_and_the_next_is_taken() throws Exception {
    String big = "a v=\"" + "x".repeat(3 * LineProtocol.MAX_LINE) + "\n";
    String text = "a v=1 1\n" + big + "b v=2 2\n";
    LineBatch batch = parse(text);
    assertThat(points(batch)).containsExactly("a.v@1=1.0", "b.v@2=2.0");
    assertThat(batch.errors().first().getFirst().reason()).isEqualTo("line too long");
    assertThat(batch.errors().first().getFirst().text().length()).isLessThan(250);
    MemorySink sink = new MemorySink();
    LineReport report =
        lines.write(new ByteArrayInputStream(text.getBytes(UTF_8)), Precision.NANOSECONDS, sink);
    assertThat(report.written().points()).isEqualTo(2);
    assertThat(report.errors().dropped()).isEqualTo(1);
    assertThat(sink.text("b.v")).isEqualTo("1970-01-01T00:00:00.000000002Z=2.0");
  }

  @Test
  void a_stream_gives_the_same_points_as_the_whole_text() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      text.append("m,host=h").append(i % 7).append(" a=").append(i).append(",b=").append(i * 0.5);
      text.append(i % 1000 == 3 ? ",s=\"x\ny\"" : "").append(' ').append(i).append('\n');
      text.append(i % 5000 == 1 ? "broken line\n" : "");
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    LineBatch whole = lines.parse(bytes, Precision.SECONDS);
    MemorySink expected = new MemorySink();
    expected.write(whole.points());
    MemorySink sink = new MemorySink();
    LineReport report = lines.write(new ByteArrayInputStream(bytes), Precision.SECONDS, sink);
    assertThat(sink.series).isEqualTo(expected.series);
    assertThat(report.errors()).isEqualTo(whole.errors());
    assertThat(report.lines()).isEqualTo(60_000);
    assertThat(report.skipped()).isEqualTo(60);
    assertThat(sink.batches).isGreaterThan(3);
  }

  @Test
  void ten_megabytes_of_random_bytes_end_with_errors_and_nothing_else() throws Exception {
    byte[] bytes = new byte[10 << 20];
    new Random(1).nextBytes(bytes);
    MemorySink sink = new MemorySink();
    LineReport report = lines.write(new ByteArrayInputStream(bytes), Precision.NANOSECONDS, sink);
    assertThat(report.errors().dropped()).isGreaterThan(10_000);
    assertThat(report.errors().first()).hasSize(LineErrors.KEPT);
    byte[] signs = "abc,= \\\"\n\r#1.2iue-+tf\t".getBytes(UTF_8);
    Random random = new Random(2);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = signs[random.nextInt(signs.length)];
    }
    LineBatch batch = lines.parse(bytes, Precision.NANOSECONDS);
    assertThat(batch.errors().dropped()).isGreaterThan(10_000);
    for (int i = 0; i < batch.points().size(); i++) {
      assertThat(Double.isFinite(batch.points().valueAt(i))).isTrue();
      assertThat(batch.points().timeAt(i)).isLessThanOrEqualTo(clock.now() + Instants.DAY);
    }
  }

  @Test
  void names_that_are_not_text_are_refused() {
    byte[] bytes = {'a', (byte) 0xff, ' ', 'v', '=', '1'};
    assertThat(lines.parse(bytes, Precision.NANOSECONDS).errors().first().getFirst().reason())
        .isEqualTo("invalid UTF-8 in a name");
    assertThat(parse("a\u0001 v=1").errors().first().getFirst().reason())
        .contains("control or undecodable character");
  }
}
