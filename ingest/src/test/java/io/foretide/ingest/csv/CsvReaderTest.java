package io.foretide.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.frame.PointBatch;
import io.foretide.ingest.FixedClock;
import io.foretide.ingest.IngestReport;
import io.foretide.ingest.Limits;
import io.foretide.ingest.MemorySink;
import io.foretide.ingest.Rejection;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReaderTest {
  private final FixedClock clock = new FixedClock("2026-12-31T00:00:00Z");
  private final MemorySink sink = new MemorySink();
  private final List<String> refused = new ArrayList<>();
  private CsvShape shape =
      new CsvShape(
          ',',
          '.',
          false,
          CsvLayout.WIDE,
          List.of(),
          0,
          -1,
          -1,
          List.of(),
          List.of(),
          new io.foretide.ingest.text.TimeFormat.Iso(),
          List.of());

  private IngestReport read(String text, CsvOptions options) throws Exception {
    return read(text.getBytes(UTF_8), options);
  }

  private IngestReport read(byte[] text, CsvOptions options) throws Exception {
    CsvReader reader =
        CsvReader.open(new ByteArrayInputStream(text), options, Limits.DEFAULT, clock);
    shape = reader.shape();
    PointBatch batch = new PointBatch();
    boolean more = true;
    while (more) {
      more =
          reader.read(
              batch,
              1000,
              (line, reason, b, from, to) ->
                  refused.add(line + ": " + new String(b, from, to - from, UTF_8).strip()));
      sink.write(batch);
      batch.clear();
    }
    return reader.report();
  }

  @Test
  void a_wide_file_has_one_series_per_column() throws Exception {
    read(
        "time,L_T1,L_T2\n2026-01-01T00:00:00Z,1.5,2\n2026-01-01T01:00:00Z,,3\n",
        CsvOptions.DEFAULT);
    assertThat(sink.text("L_T1")).isEqualTo("2026-01-01T00:00:00Z=1.5");
    assertThat(sink.text("L_T2")).isEqualTo("2026-01-01T00:00:00Z=2.0 2026-01-01T01:00:00Z=3.0");
  }

  @Test
  void a_long_file_names_the_series_in_each_row() throws Exception {
    read(
        "timestamp;sensor;value\n2026-01-01 00:00;a;1,5\n2026-01-01 00:00;b;2\n",
        CsvOptions.DEFAULT.withPrefix("plant."));
    assertThat(shape.layout()).isEqualTo(CsvLayout.LONG);
    assertThat(shape.decimalSign()).isEqualTo(',');
    assertThat(sink.text("plant.a")).isEqualTo("2026-01-01T00:00:00Z=1.5");
    assertThat(sink.text("plant.b")).isEqualTo("2026-01-01T00:00:00Z=2.0");
  }

  @Test
  void the_order_of_columns_is_free() throws Exception {
    read("value,name,ds\n7,a,2026-01-01\n8,b,2026-01-02\n", CsvOptions.DEFAULT);
    assertThat(sink.text("b")).isEqualTo("2026-01-02T00:00:00Z=8.0");
  }

  @Test
  void without_a_header_columns_are_numbered_and_three_columns_with_names_are_long()
      throws Exception {
    read("2026-01-01,1,2\n2026-01-02,3,4\n", CsvOptions.DEFAULT.withSeries("f"));
    assertThat(sink.series.keySet()).containsExactly("f.2", "f.3");
    read("2026-01-01,x,2\n2026-01-02,y,4\n", CsvOptions.DEFAULT);
    assertThat(sink.text("y")).isEqualTo("2026-01-02T00:00:00Z=4.0");
  }

  @Test
  void one_column_called_value_takes_the_name_of_the_file() throws Exception {
    read("timestamp,value\n2014-02-14 14:30:00,0.132\n", CsvOptions.DEFAULT.withSeries("ec2_cpu"));
    assertThat(sink.text("ec2_cpu")).isEqualTo("2014-02-14T14:30:00Z=0.132");
  }

  @Test
  void byte_order_mark_quotes_tabs_and_windows_line_ends_are_read() throws Exception {
    read(
        "\uFEFF\"time\"\t\"level, \"\"north\"\"\"\r\n\"2026-01-01\"\t\"1\"\r\n2026-01-02\t 2 \r\n",
        CsvOptions.DEFAULT);
    assertThat(sink.text("level, \"north\""))
        .isEqualTo("2026-01-01T00:00:00Z=1.0 2026-01-02T00:00:00Z=2.0");
  }

  @Test
  void missing_values_and_sentinels_are_skipped_and_counted() throws Exception {
    IngestReport report =
        read(
            "t,a\n2026-01-01,NA\n2026-01-02,nan\n2026-01-03,null\n2026-01-04,\n"
                + "2026-01-05,-999\n2026-01-06,-999.0\n2026-01-07,5\n",
            CsvOptions.DEFAULT.withMissing(List.of(-999.0)));
    assertThat(sink.text("a")).isEqualTo("2026-01-07T00:00:00Z=5.0");
    assertThat(report.skipped()).isEqualTo(6);
    assertThat(report.rejected()).isZero();
  }

  @Test
  void a_bad_line_is_refused_with_its_number_and_the_good_cells_of_a_row_are_taken()
      throws Exception {
    IngestReport report =
        read(
            "t,a,b\n2026-01-01,1,2\nnonsense\n2026-01-02,x,3\n2026-13-02,1,1\n2026-01-03,inf,4\n"
                + "2027-06-01,1,1\n2026-01-04,5,6\n",
            CsvOptions.DEFAULT);
    assertThat(refused)
        .containsExactly(
            "3: nonsense",
            "4: 2026-01-02,x,3",
            "5: 2026-13-02,1,1",
            "6: 2026-01-03,inf,4",
            "7: 2027-06-01,1,1");
    assertThat(report.samples())
        .containsExactly(
            new Rejection(3, "has 1 fields: expected 3"),
            new Rejection(4, "'x' in column 'a' is no number"),
            new Rejection(5, "time '2026-13-02' does not follow the format iso"),
            new Rejection(6, "'inf' in column 'a' is not finite: expected a number"),
            new Rejection(
                7,
                "time 2027-06-01T00:00:00Z lies more than 1d ahead of the clock: correct the"
                    + " sender's clock"));
    assertThat(sink.text("b"))
        .isEqualTo(
            "2026-01-01T00:00:00Z=2.0 2026-01-02T00:00:00Z=3.0 2026-01-03T00:00:00Z=4.0"
                + " 2026-01-04T00:00:00Z=6.0");
  }

  @Test
  void a_stray_quote_spoils_its_line_only() throws Exception {
    read(
        "t,a\n2026-01-01,1\n\"2026-01-02,2\n2026-01-03,3\n\"2026-01-04\",4\n2026-01-05,\"5\n2026-01-06,6",
        CsvOptions.DEFAULT);
    assertThat(refused).containsExactly("3: \"2026-01-02,2", "6: 2026-01-05,\"5");
    assertThat(sink.text("a"))
        .isEqualTo(
            "2026-01-01T00:00:00Z=1.0 2026-01-03T00:00:00Z=3.0 2026-01-04T00:00:00Z=4.0"
                + " 2026-01-06T00:00:00Z=6.0");
  }

  @Test
  void a_water_networks_log_with_hours_only_is_read() throws Exception {
    // The shape of the BATADAL files: day first, hours only, spaces after commas, -999 for none.
    StringBuilder text = new StringBuilder("DATETIME, L_T1, S_PU1, ATT_FLAG\n");
    for (int h = 0; h < 24 * 20; h++) {
      text.append(String.format("%02d/07/16 %02d, %d.44, 1.00, -999%n", 4 + h / 24, h % 24, h));
    }
    IngestReport report = read(text.toString(), CsvOptions.DEFAULT.withMissing(List.of(-999.0)));
    assertThat(sink.series.keySet()).containsExactly("L_T1", "S_PU1");
    assertThat(sink.text("L_T1"))
        .startsWith("2016-07-04T00:00:00Z=0.44 2016-07-04T01:00:00Z=1.44")
        .endsWith("2016-07-23T23:00:00Z=479.44");
    assertThat(report.skipped()).isEqualTo(480);
    assertThat(shape.notes()).isEmpty();
  }

  @Test
  void date_and_time_of_day_may_be_two_columns() throws Exception {
    read("Date;Time;CO\n10/03/2004;18.00.00;2,6\n22/03/2004;19.30.00;2\n", CsvOptions.DEFAULT);
    assertThat(sink.text("CO")).isEqualTo("2004-03-10T18:00:00Z=2.6 2004-03-22T19:30:00Z=2.0");
  }

  @Test
  void columns_without_a_name_or_without_numbers_are_left_out_with_a_note() throws Exception {
    read(",time,state,a\n0,2026-01-01,ok,1\n1,2026-01-02,bad,2\n", CsvOptions.DEFAULT);
    assertThat(sink.series.keySet()).containsExactly("a");
    assertThat(shape.notes())
        .containsExactly("left out, since they have no name or hold no numbers: column 1, state");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-04T05:06:07Z|2026-03-04T05:06:07Z",
        "2026-03-04T05:06:07.123456789+01:00|2026-03-04T04:06:07.123456789Z",
        "2026-03-04 05:06:07,5 -0330|2026-03-04T08:36:07.500Z",
        "2026-03-04 5:06|2026-03-04T05:06:00Z",
        "2026-03-04 24:00|2026-03-05T00:00:00Z",
        "2026/3/4 05:06:07 UTC|2026-03-04T05:06:07Z",
        "2026-03-04|2026-03-04T00:00:00Z",
        "23/03/26 07|2026-03-23T07:00:00Z",
        "23/03/2026 07:08|2026-03-23T07:08:00Z",
        "23/03/2026 07:08:09|2026-03-23T07:08:09Z",
        "3/23/2026 7:08:09 PM|2026-03-23T19:08:09Z",
        "03/23/2026 12:08 am|2026-03-23T00:08:00Z",
        "23.03.2026 07:08:09|2026-03-23T07:08:09Z",
        "23-03-2026 07:08|2026-03-23T07:08:00Z",
        "23-Mar-2026 07:08:09|2026-03-23T07:08:09Z",
        "23 March 2026 07:08:09|2026-03-23T07:08:09Z",
        "Mar 23 2026|2026-03-23T00:00:00Z",
        "20260323|2026-03-23T00:00:00Z",
        "20260323 07:08|2026-03-23T07:08:00Z",
        "202603230708|2026-03-23T07:08:00Z",
        "20260323070809|2026-03-23T07:08:09Z",
        "20260323T070809Z|2026-03-23T07:08:09Z",
        "'Mon, 23 Mar 2026 07:08:09 GMT'|2026-03-23T07:08:09Z",
        "23/Mar/2026:07:08:09 +0000|2026-03-23T07:08:09Z",
        "1774249689|2026-03-23T07:08:09Z",
        "1774249689.25|2026-03-23T07:08:09.250Z",
        "1774249689123|2026-03-23T07:08:09.123Z",
        "1774249689123456|2026-03-23T07:08:09.123456Z",
        "1774249689123456789|2026-03-23T07:08:09.123456789Z",
      })
  void common_ways_of_writing_a_time_are_found_out(String time, String instant) throws Exception {
    read("time;a\n" + time + ";1\n", CsvOptions.DEFAULT);
    assertThat(sink.text("a")).isEqualTo(instant + "=1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epoch_s|5|1970-01-01T00:00:05Z",
        "epoch_ms|5|1970-01-01T00:00:00.005Z",
        "epoch_us|5|1970-01-01T00:00:00.000005Z",
        "epoch_ns|5|1970-01-01T00:00:00.000000005Z",
        "epoch_s|-1.5|1969-12-31T23:59:58.500Z",
        "MM/dd/yyyy|03/04/2026|2026-03-04T00:00:00Z",
        "dd/MM/yy HH|03/04/26 07|2026-04-03T07:00:00Z",
        "yyyy'Q'MMdd|2026Q0304|2026-03-04T00:00:00Z",
        "yyDDD|x|",
      })
  void a_time_format_can_be_set(String format, String time, String instant) throws Exception {
    CsvOptions options = CsvOptions.DEFAULT.withTimeFormat(format);
    if (instant == null) {
      assertThatThrownBy(() -> read("time,a\n" + time + ",1\n", options))
          .hasMessageContaining("time format 'yyDDD'");
      return;
    }
    read("time,a\n" + time + ",1\n", options);
    assertThat(sink.text("a")).isEqualTo(instant + "=1.0");
  }

  @Test
  void day_and_month_are_told_apart_by_the_rows_and_otherwise_the_day_comes_first_with_a_note()
      throws Exception {
    read("t,a\n01/02/2026,1\n01/13/2026,2\n", CsvOptions.DEFAULT);
    assertThat(sink.text("a")).isEqualTo("2026-01-02T00:00:00Z=1.0 2026-01-13T00:00:00Z=2.0");
    read("t,b\n11/12/2025,1\n01/01/2026,2\n", CsvOptions.DEFAULT);
    assertThat(sink.text("b")).startsWith("2025-12-11");
    read("t,c\n01/02/2026,1\n", CsvOptions.DEFAULT);
    assertThat(sink.text("c")).startsWith("2026-02-01");
    assertThat(shape.notes().toString()).contains("set the time format if the month comes first");
  }

  @Test
  void an_hour_that_the_clock_shows_twice_is_kept_twice() throws Exception {
    CsvOptions berlin = CsvOptions.DEFAULT.withZone(ZoneId.of("Europe/Berlin"));
    read(
        "t,a\n2025-10-26 01:30,1\n2025-10-26 02:00,2\n2025-10-26 02:30,3\n2025-10-26 02:00,4\n"
            + "2025-10-26 02:30,5\n2025-10-26 03:00,6\n",
        berlin);
    assertThat(sink.text("a"))
        .isEqualTo(
            "2025-10-25T23:30:00Z=1.0 2025-10-26T00:00:00Z=2.0 2025-10-26T00:30:00Z=3.0"
                + " 2025-10-26T01:00:00Z=4.0 2025-10-26T01:30:00Z=5.0 2025-10-26T02:00:00Z=6.0");
  }

  @Test
  void hourly_rows_of_several_series_each_have_their_second_hour() throws Exception {
    CsvOptions berlin = CsvOptions.DEFAULT.withZone(ZoneId.of("Europe/Berlin"));
    read(
        "t,series,value\n2025-10-26 01:00,x,1\n2025-10-26 01:00,y,1\n2025-10-26 02:00,x,2\n"
            + "2025-10-26 02:00,y,2\n2025-10-26 02:00,x,3\n2025-10-26 02:00,y,3\n"
            + "2025-10-26 03:00,x,4\n2025-10-26 03:00,y,4\n",
        berlin);
    String hours =
        "2025-10-25T23:00:00Z=1.0 2025-10-26T00:00:00Z=2.0 2025-10-26T01:00:00Z=3.0"
            + " 2025-10-26T02:00:00Z=4.0";
    assertThat(sink.text("x")).isEqualTo(hours);
    assertThat(sink.text("y")).isEqualTo(hours);
  }

  @Test
  void a_time_that_the_clock_skips_is_refused() throws Exception {
    CsvOptions berlin = CsvOptions.DEFAULT.withZone(ZoneId.of("Europe/Berlin"));
    IngestReport report =
        read("t,a\n2025-03-30 01:30,1\n2025-03-30 02:30,2\n2025-03-30 03:00,3\n", berlin);
    assertThat(sink.text("a")).isEqualTo("2025-03-30T00:30:00Z=1.0 2025-03-30T01:00:00Z=3.0");
    assertThat(report.samples().getFirst())
        .isEqualTo(
            new Rejection(
                3,
                "time '2025-03-30 02:30' does not exist in Europe/Berlin, whose clock is put"
                    + " forward then: give the logger's fixed offset as time zone"));
  }

  @Test
  void times_outside_what_can_be_stored_are_refused() throws Exception {
    read(
        "t,a\n1600-01-01,1\n2026-01-01,2\n2026-01-02,3\n2026-01-03,3\n2400-01-01,4\n",
        CsvOptions.DEFAULT);
    assertThat(refused).containsExactly("2: 1600-01-01,1", "6: 2400-01-01,4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|the file is empty",
        "a,b|no row under the header",
        "a,b\\n1,2\\n|no column of times was found among a, b",
        "t,b\\n2026-01-01,x\\n|no column of numbers",
      })
  void a_text_without_points_says_what_to_set(String text, String message) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n"), CsvOptions.DEFAULT))
        .isInstanceOf(CsvFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_column_that_does_not_exist_is_named_with_those_that_do() {
    assertThatThrownBy(
            () -> read("t,b\n2026-01-01,1\n", CsvOptions.DEFAULT.withColumns("zeit", "", "")))
        .hasMessage("there is no time column 'zeit': the columns are t, b");
  }

  @Test
  void random_bytes_are_refused_in_bounded_time() throws Exception {
    byte[] noise = new byte[10 << 20];
    new Random(3).nextBytes(noise);
    assertThatThrownBy(() -> read(noise, CsvOptions.DEFAULT))
        .isInstanceOf(CsvFormatException.class);
    byte[] start = "t,a\n2026-01-01,1\n2026-01-02,2\n2026-01-03,2\n".getBytes(UTF_8);
    byte[] mixed = start.clone();
    byte[] signs = "\"\",;\n\r 12026-0103:.x".getBytes(StandardCharsets.US_ASCII);
    Random random = new Random(4);
    byte[] text = new byte[10 << 20];
    for (int i = 0; i < text.length; i++) {
      text[i] = i < mixed.length ? mixed[i] : signs[random.nextInt(signs.length)];
    }
    IngestReport report =
        read(
            text,
            CsvOptions.DEFAULT
                .withSeparator(',')
                .withTimeFormat("iso")
                .withHeader(true)
                .withColumns("1", "", "")
                .withLayout(CsvLayout.WIDE));
    assertThat(report.rejected()).isGreaterThan(1000);
  }
}
