package io.foretide.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.time.Instants;
import io.foretide.ingest.FixedClock;
import io.foretide.ingest.IngestReport;
import io.foretide.ingest.Limits;
import io.foretide.ingest.MemorySink;
import io.foretide.ingest.PatientWriter;
import io.foretide.ingest.Pause;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvImportTest {
  @TempDir Path folder;
  private final FixedClock clock = new FixedClock("2026-12-31T00:00:00Z");
  private final MemorySink sink = new MemorySink();
  private final List<Long> pauses = new ArrayList<>();
  private final List<Progress> shown = new ArrayList<>();
  private CsvImport imports;

  @BeforeEach
  void open() {
    imports = importer(sink, folder);
  }

  private CsvImport importer(MemorySink to, Path in) {
    Pause pause = pauses::add;
    return new CsvImport(
        new PatientWriter(to, pause, new SplittableRandom(1)),
        clock,
        Limits.DEFAULT,
        in.resolve("state"),
        in.resolve("rejects"));
  }

  private IngestReport run(Path file) throws Exception {
    return imports.run(file, CsvOptions.DEFAULT, shown::add);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void a_second_run_reads_nothing_and_a_grown_file_is_read_on() throws Exception {
    Path file = write("pump.csv", "time,value\n2026-01-01,1\n2026-01-02,2\n");
    assertThat(run(file).points()).isEqualTo(2);
    assertThat(run(file).points()).isZero();
    Files.writeString(file, "2026-01-03,3\n2026-01-", StandardOpenOption.APPEND);
    run(file);
    Files.writeString(file, "04,4\n", StandardOpenOption.APPEND);
    IngestReport last = run(file);
    assertThat(last.points()).isEqualTo(1);
    assertThat(sink.text("pump"))
        .isEqualTo(
            "2026-01-01T00:00:00Z=1.0 2026-01-02T00:00:00Z=2.0 2026-01-03T00:00:00Z=3.0"
                + " 2026-01-04T00:00:00Z=4.0");
  }

  @Test
  void a_replaced_file_is_read_anew() throws Exception {
    Path file = write("pump.csv", "time,value\n2026-01-01,1\n2026-01-02,2\n");
    run(file);
    write("pump.csv", "time,value\n2026-02-01,1\n2026-02-02,2\n2026-02-03,2\n");
    assertThat(run(file).points()).isEqualTo(3);
    Files.writeString(file, "time,value\n2026-02-01,1\n2026-02-02,2\n2026-02-03,9\n");
    Files.setLastModifiedTime(file, FileTime.fromMillis(5_000));
    assertThat(run(file).changed()).isEqualTo(1);
  }

  @Test
  void refused_lines_are_kept_and_can_be_read_in_once_they_are_mended() throws Exception {
    Path file = write("a.csv", "time,p,q\n2026-01-01,1,2\n2026-01-02,x,3\nbad\n2026-01-03,4,5");
    IngestReport report = run(file);
    assertThat(report.rejected()).isEqualTo(2);
    Path rejects = imports.rejectFile(file);
    assertThat(rejects)
        .hasContent(
            """
            rejected_line,rejected_reason,"time","p","q"
            3,"'x' in column 'p' is no number",2026-01-02,x,3
            4,"has 1 fields: expected 3",bad
            """);
    Path mended = write("mended.csv", Files.readString(rejects).replace(",x,", ",7,"));
    run(mended);
    assertThat(sink.text("p"))
        .isEqualTo("2026-01-01T00:00:00Z=1.0 2026-01-02T00:00:00Z=7.0 2026-01-03T00:00:00Z=4.0");
    assertThat(sink.series.keySet()).containsExactly("p", "q");
  }

  @Test
  void a_busy_store_is_waited_for() throws Exception {
    sink.busy = 3;
    assertThat(run(write("a.csv", "time,p\n2026-01-01,1\n")).points()).isEqualTo(1);
    assertThat(pauses).hasSize(3).allMatch(p -> p >= 2_000_000 && p < 3_000_000);
  }

  @Test
  void a_store_that_stays_busy_is_an_error_and_the_place_is_kept() throws Exception {
    sink.busy = Integer.MAX_VALUE;
    Path file = write("a.csv", "time,p\n2026-01-01,1\n");
    assertThatThrownBy(() -> run(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("took no points for 10m: buffer full");
    sink.busy = 0;
    assertThat(run(file).points()).isEqualTo(1);
  }

  /** Rows every second from 2025 on; row i has the value i; one line in the middle is bad. */
  private Path rows(String name, int n, boolean packed) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream zip = packed ? new GZIPOutputStream(out) : out;
        BufferedWriter text = new BufferedWriter(new OutputStreamWriter(zip, UTF_8))) {
      text.write("time,a,b\n");
      long start = Instants.parse("2025-01-01T00:00:00Z");
      for (int i = 0; i < n; i++) {
        if (i == n / 2) {
          text.write("this line is bad\n");
        }
        text.write(Instants.format(start + i * Instants.SECOND));
        text.write("," + i + "," + (i % 100) / 4.0 + "\n");
      }
    }
    return file;
  }

  @Test
  void a_large_file_with_one_bad_line_in_the_middle_loses_only_that_line() throws Exception {
    CountingSink counting = new CountingSink();
    CsvImport large =
        new CsvImport(
            new PatientWriter(counting, Pause.SLEEP, new SplittableRandom(1)),
            clock,
            Limits.DEFAULT,
            folder.resolve("state"),
            folder.resolve("rejects"));
    int n = 800_000;
    Path file = rows("large.csv", n, false);
    assertThat(Files.size(file)).isGreaterThan(24_000_000);
    IngestReport report = large.run(file, CsvOptions.DEFAULT, shown::add);
    assertThat(report.points()).isEqualTo(2L * n);
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(report.samples().getFirst().at()).isEqualTo(n / 2 + 2);
    assertThat(counting.sum).isEqualTo(n * (n - 1.0) / 2 + n / 100.0 * 1237.5);
    assertThat(large.rejectFile(file)).content().contains(n / 2 + 2 + ",", "this line is bad");
    assertThat(shown.getLast().bytesDone()).isEqualTo(Files.size(file));
  }

  @Test
  void a_killed_import_goes_on_where_it_was_and_ends_with_the_same_points() throws Exception {
    for (boolean packed : new boolean[] {false, true}) {
      Path file = rows(packed ? "k.csv.gz" : "k.csv", 100_000, packed);
      MemorySink expected = new MemorySink();
      importer(expected, folder.resolve("other" + packed)).run(file, CsvOptions.DEFAULT, p -> {});
      MemorySink killed = new MemorySink();
      // Time passes with each batch, so that the place is saved after each.
      killed.onWrite = () -> clock.advance(Instants.SECOND);
      CsvImport again = importer(killed, folder.resolve("killed" + packed));
      killed.failAfterBatches = 3;
      int runs = 0;
      boolean done = false;
      while (!done) {
        runs++;
        try {
          again.run(file, CsvOptions.DEFAULT, p -> {});
          done = true;
        } catch (IllegalStateException e) {
          killed.failAfterBatches = killed.batches + 3L;
        }
        assertThat(runs).isLessThan(10);
      }
      assertThat(runs).isEqualTo(4);
      assertThat(killed.series).isEqualTo(expected.series);
      assertThat(Files.readString(again.rejectFile(file))).containsOnlyOnce("this line is bad");
    }
  }
}
