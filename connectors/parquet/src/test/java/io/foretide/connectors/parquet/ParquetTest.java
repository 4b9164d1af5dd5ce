package io.foretide.connectors.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParquetTest {
  private static byte[] small() {
    return ParquetWriter.write(
        List.of(
            new Column.Numbers("TAG ø", new double[] {1.5, Double.NaN, -0.0, 1e300}),
            new Column.Texts("text", new @Nullable String[] {"a", null, "", "ø°"}),
            new Column.Times("time", new long[] {-1_000, 0, 1_000, 1_700_000_000_123_456_000L})),
        Map.of("pandas", "{}"));
  }

  @Test
  void numbers_texts_and_times_are_read_back_and_only_wanted_columns_are() throws IOException {
    List<Column> got = ParquetReader.read(small(), 200_000, name -> true);
    assertThat(got).extracting(Column::name).containsExactly("TAG ø", "text", "time");
    assertThat(((Column.Numbers) got.get(0)).values())
        .containsExactly(1.5, Double.NaN, -0.0, 1e300);
    assertThat(((Column.Texts) got.get(1)).values()).containsExactly("a", null, "", "ø°");
    assertThat(((Column.Times) got.get(2)).nanos())
        .containsExactly(-1_000, 0, 1_000, 1_700_000_000_123_456_000L);
    assertThat(ParquetReader.read(small(), 200_000, "time"::equals))
        .extracting(Column::name)
        .containsExactly("time");
  }

  /** Hardwood shares no line with the writer. */
  @Test
  void another_reader_reads_what_is_written() throws IOException {
    try (ParquetFileReader in = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(small())))) {
      assertThat(in.getFileMetaData().numRows()).isEqualTo(4);
      assertThat(in.getFileMetaData().keyValueMetadata()).containsEntry("pandas", "{}");
      try (ColumnReader numbers = in.columnReader("TAG ø");
          ColumnReader texts = in.columnReader("text");
          ColumnReader times = in.columnReader("time")) {
        assertThat(numbers.nextBatch() && texts.nextBatch() && times.nextBatch()).isTrue();
        assertThat(numbers.getLeafValidity().isNull(1)).isTrue();
        assertThat(numbers.getDoubles()[3]).isEqualTo(1e300);
        assertThat(texts.getStrings()).containsExactly("a", null, "", "ø°");
        assertThat(times.getLongs()).startsWith(-1, 0, 1, 1_700_000_000_123_456L);
        assertThat(times.getColumnSchema().logicalType())
            .isEqualTo(new LogicalType.TimestampType(true, LogicalType.TimeUnit.MICROS));
      }
    }
  }

  @Property(tries = 60)
  void any_numbers_and_gaps_survive(
      @ForAll @Size(max = 300) double[] values, @ForAll @IntRange(max = 20) int columns)
      throws IOException {
    List<Column> table =
        IntStream.rangeClosed(0, columns)
            .<Column>mapToObj(c -> new Column.Numbers("c" + c, values))
            .toList();
    List<Column> got =
        ParquetReader.read(ParquetWriter.write(table, Map.of()), 200_000, name -> true);
    assertThat(got).hasSize(columns + 1);
    for (Column column : got) {
      assertThat(((Column.Numbers) column).values()).containsExactly(values);
    }
  }

  @Test
  void a_hundred_thousand_rows_with_runs_of_gaps_survive() throws IOException {
    double[] values = new Random(7).doubles(100_000).map(v -> v < 0.3 ? Double.NaN : v).toArray();
    Arrays.fill(values, 500, 40_000, Double.NaN);
    byte[] file = ParquetWriter.write(List.of(new Column.Numbers("v", values)), Map.of());
    Column.Numbers got =
        (Column.Numbers) ParquetReader.read(file, 200_000, name -> true).getFirst();
    assertThat(got.values()).containsExactly(values);
  }

  @Test
  void a_file_that_was_cut_is_refused_and_one_that_was_changed_breaks_nothing() throws IOException {
    byte[] file = small();
    for (int n = 0; n < file.length; n++) {
      byte[] cut = Arrays.copyOf(file, n);
      assertThatThrownBy(() -> ParquetReader.read(cut, 200_000, name -> true))
          .as("cut at %d", n)
          .isInstanceOf(IOException.class);
    }
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] changed = file.clone();
      changed[random.nextInt(file.length)] = (byte) random.nextInt();
      try {
        assertThat(ParquetReader.read(changed, 200_000, name -> true)).isNotNull();
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(50);
  }

  @Test
  void what_is_no_parquet_is_told_apart() throws IOException {
    assertThat(ParquetReader.isParquet(small())).isTrue();
    assertThat(ParquetReader.isParquet("{\"data\": 1}".getBytes(StandardCharsets.US_ASCII)))
        .isFalse();
    assertThat(ParquetReader.isParquet(new byte[] {'P', 'A'})).isFalse();
  }

  @Test
  void columns_of_unlike_length_are_refused() {
    assertThatThrownBy(() ->
            ParquetWriter.write(
                List.of(
                    new Column.Numbers("a", new double[2]), new Column.Numbers("b", new double[3])),
                Map.of()))
        .hasMessageContaining("'b' has 3 rows: expected 2");
  }
}
