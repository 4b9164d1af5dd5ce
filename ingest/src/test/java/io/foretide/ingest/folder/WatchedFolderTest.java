package io.foretide.ingest.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import io.foretide.ingest.FixedClock;
import io.foretide.ingest.IngestReport;
import io.foretide.ingest.Limits;
import io.foretide.ingest.MemorySink;
import io.foretide.ingest.PatientWriter;
import io.foretide.ingest.Repeating;
import io.foretide.ingest.csv.CsvOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFolderTest {
  @TempDir Path folder;
  @TempDir Path records;
  private final MemorySink sink = new MemorySink();
  private final List<String> said = new ArrayList<>();
  private final CountDownLatch taken = new CountDownLatch(1);
  private WatchedFolder watched;

  @BeforeEach
  void watch() {
    watched =
        new WatchedFolder(
            folder,
            CsvOptions.DEFAULT,
            new PatientWriter(sink, nanos -> {}, new SplittableRandom(1)),
            new FixedClock("2026-12-31T00:00:00Z"),
            Limits.DEFAULT,
            records,
            new FolderListener() {
              @Override
              public void taken(Path file, IngestReport report) {
                said.add(file.getFileName() + " " + report.points());
                taken.countDown();
              }

              @Override
              public void failed(Path file, String message) {
                said.add(message);
              }
            });
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(
        folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static boolean exists(Path folder, String name) {
    return Files.exists(folder.resolve(name));
  }

  @Test
  void a_file_is_taken_once_it_no_longer_grows_and_moved_to_done() throws Exception {
    write("a.csv", "time,p\n2026-01-01,1\n");
    watched.look();
    write("a.csv", "2026-01-02,2\n");
    watched.look();
    assertThat(said).isEmpty();
    watched.look();
    assertThat(said).containsExactly("a.csv 2");
    assertThat(sink.text("p")).isEqualTo("2026-01-01T00:00:00Z=1.0 2026-01-02T00:00:00Z=2.0");
    assertThat(exists(folder, "a.csv")).isFalse();
    assertThat(exists(folder, "done/a.csv")).isTrue();
  }

  @Test
  void a_file_that_grows_while_it_is_read_stays_and_is_read_on() throws Exception {
    write("a.csv", "time,p\n2026-01-01,1\n");
    watched.look();
    sink.onWrite =
        () -> {
          sink.onWrite = () -> {};
          try {
            write("a.csv", "2026-01-02,2\n2026-01-03,3\n");
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        };
    watched.look();
    assertThat(exists(folder, "a.csv")).isTrue();
    watched.look();
    watched.look();
    assertThat(sink.points()).isEqualTo(3);
    assertThat(exists(folder, "done/a.csv")).isTrue();
  }

  @Test
  void a_second_file_of_the_same_name_is_kept_beside_the_first() throws Exception {
    for (int day = 1; day <= 2; day++) {
      write("a.csv", "time,p\n2026-01-0" + day + ",1\n");
      watched.look();
      watched.look();
    }
    assertThat(exists(folder, "done/a.csv")).isTrue();
    assertThat(exists(folder, "done/a.csv.1")).isTrue();
    assertThat(sink.points()).isEqualTo(2);
  }

  @Test
  void a_file_that_cannot_be_understood_is_moved_to_rejects_and_said_once() throws Exception {
    write("b.csv", "hello\nworld\n");
    write("c.csv", "time,p\n2026-01-01,1\nbad\n");
    for (int i = 0; i < 4; i++) {
      watched.look();
    }
    assertThat(said).hasSize(2);
    assertThat(said.getFirst())
        .contains("b.csv was not read: no column of times was found", "it was moved to");
    assertThat(exists(folder, "rejects/b.csv")).isTrue();
    assertThat(folder.resolve("rejects/c.csv.rejects.csv")).content().contains("3,", "bad");
  }

  @Test
  void other_files_and_folders_are_left_alone() throws Exception {
    write(".hidden.csv", "time,p\n2026-01-01,1\n");
    write("notes.md", "time,p\n2026-01-01,1\n");
    Files.createDirectory(folder.resolve("x.csv"));
    watched.look();
    watched.look();
    assertThat(said).isEmpty();
    assertThat(sink.points()).isZero();
  }

  @Test
  void a_folder_that_is_not_there_is_said_once() throws Exception {
    Files.delete(folder);
    watched.look();
    watched.look();
    assertThat(said).hasSize(1).first().asString().contains("cannot be read");
    Files.createDirectory(folder);
  }

  @Test
  void a_started_folder_looks_by_itself() throws Exception {
    write("a.csv", "time,p\n2026-01-01,1\n");
    try (Repeating looking = watched.start(10 * Instants.SECOND / 1000)) {
      assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(sink.points()).isEqualTo(1);
  }
}
