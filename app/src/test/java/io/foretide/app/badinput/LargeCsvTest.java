package io.foretide.app.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foretide.app.badinput.Program.Ended;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large file with one bad line in its middle, read by a process with little memory. */
class LargeCsvTest {
  private static final String BAD = "2026-0x-02T12:00:00Z,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16";
  private static final int COLUMNS = 16;

  @TempDir Path folder;

  /** Rows of a minute until a size is reached, the bad one after half of it; the rows. */
  private static long[] write(Path file, long bytes) throws IOException {
    long written = 0;
    long rows = 0;
    long badLine = 0;
    try (Writer out = Files.newBufferedWriter(file)) {
      StringBuilder line = new StringBuilder("time");
      for (int c = 0; c < COLUMNS; c++) {
        line.append(",s").append(c);
      }
      out.append(line.append('\n'));
      while (written < bytes) {
        line.setLength(0);
        line.append(Instant.ofEpochSecond(946_684_800L + 60 * rows));
        for (int c = 0; c < COLUMNS; c++) {
          line.append(',').append((rows * 31 + c * 7_919) % 100_000).append(".25");
        }
        out.append(line.append('\n'));
        written += line.length();
        rows++;
        if (badLine == 0 && written > bytes / 2) {
          out.append(BAD).append('\n');
          badLine = rows + 2;
        }
      }
    }
    return new long[] {rows, badLine};
  }

  private void read(long bytes, String heap) throws Exception {
    Path file = folder.resolve("large.csv");
    long[] made = write(file, bytes);
    Path data = folder.resolve("data");
    try (Program p =
        Program.start(
            folder.resolve("log"),
            List.of(),
            "",
            heap,
            List.of("ingest", "--json", "--data-dir", data.toString(), file.toString()))) {
      Ended ended = p.end();
      assertThat(ended.code()).as(ended.text()).isEqualTo(4);
      assertThat(ended.text())
          .contains("\"points\":" + made[0] * COLUMNS, "\"rejected\":1")
          .doesNotContain("Exception");
    }
    try (var rejects = Files.list(data.resolve("rejects"))) {
      List<Path> kept = rejects.toList();
      assertThat(kept).hasSize(1);
      assertThat(Files.readString(kept.getFirst())).contains(BAD).contains(String.valueOf(made[1]));
    }
    try (Installation here = new Installation(data)) {
      for (int c : new int[] {0, COLUMNS - 1}) {
        assertThat(here.client.json("/api/v1/series/s" + c).path("points").asLong())
            .isEqualTo(made[0]);
      }
    }
  }

  @Test
  void a_bad_line_in_the_middle_of_twenty_megabytes_is_kept_apart_with_its_number()
      throws Exception {
    read(20L << 20, "64m");
  }

  @Test
  void a_bad_line_in_the_middle_of_two_hundred_megabytes_is_kept_apart_with_its_number()
      throws Exception {
    assumeTrue(Boolean.getBoolean("foretide.large"), "200 MB only with -Dforetide.large=true");
    read(200L << 20, "96m");
  }
}
