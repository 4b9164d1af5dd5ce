package io.foretide.app.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foretide.app.badinput.Program.Ended;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts that cannot work: each says why and what to do, ends with its code, and changes nothing.
 */
class RefusedStartTest {
  @TempDir Path folder;

  private Path database() {
    return folder.resolve("data").resolve("foretide.db");
  }

  private void filled() throws Exception {
    try (Installation here = new Installation(folder.resolve("data"))) {
      here.fill("flow", "m");
    }
  }

  private Ended serve() {
    return Program.run("serve", "--data-dir", folder.resolve("data").toString(), "--port", "0");
  }

  private static void assertPlain(Ended ended) {
    assertThat(ended.text().lines()).as(ended.text()).hasSize(1);
    assertThat(ended.text()).startsWith("foretide: ").doesNotContain("Exception");
  }

  private void sql(String statement) throws Exception {
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + database());
        Statement s = c.createStatement()) {
      s.execute(statement);
    }
  }

  @Test
  void a_file_that_is_no_database_is_refused_and_left_as_it_is() throws Exception {
    Files.createDirectories(database().getParent());
    String text = "time,flow\n2026-03-02T12:00:00Z,1\n".repeat(100);
    Files.writeString(database(), text);
    Ended ended = serve();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.text()).contains(database().toString(), "is not a Foretide database");
    assertPlain(ended);
    assertThat(Files.readString(database())).isEqualTo(text);
  }

  @Test
  void a_database_of_another_application_is_refused_and_left_as_it_is() throws Exception {
    Files.createDirectories(database().getParent());
    sql("CREATE TABLE theirs(x)");
    byte[] before = Files.readAllBytes(database());
    Ended ended = serve();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.text()).contains("another application");
    assertPlain(ended);
    assertThat(Files.readAllBytes(database())).isEqualTo(before);
  }

  @Test
  void a_database_of_a_newer_version_is_refused_and_serves_again_when_it_is_old() throws Exception {
    filled();
    sql(
        "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', 'SQL', 'V99__later.sql', 0,"
            + " installed_by, installed_on, 0, 1 FROM flyway_schema_history LIMIT 1");
    Ended ended = serve();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.text()).contains("schema version 99", "use the newer Foretide");
    assertPlain(ended);
    sql("DELETE FROM flyway_schema_history WHERE installed_rank = 99");
    complete();
  }

  private void complete() throws Exception {
    try (Installation here = new Installation(folder.resolve("data"))) {
      assertThat(here.client.awaitComplete("m").path("predicted").asLong()).isEqualTo(48);
    }
  }

  @Test
  void a_damaged_database_is_refused_with_the_way_back() throws Exception {
    filled();
    long size = Files.size(database());
    byte[] noise = new byte[4096];
    Arrays.fill(noise, (byte) 0x5a);
    try (RandomAccessFile file = new RandomAccessFile(database().toFile(), "rw")) {
      for (long at = 4096; at + 4096 <= size; at += 8192) {
        file.seek(at);
        file.write(noise);
      }
    }
    Ended ended = serve();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.text()).contains("is damaged", "foretide db restore");
    assertPlain(ended);
  }

  @Test
  void a_database_that_is_cut_short_is_refused_with_the_way_back() throws Exception {
    filled();
    try (RandomAccessFile file = new RandomAccessFile(database().toFile(), "rw")) {
      file.setLength(file.length() / 2 / 4096 * 4096);
    }
    Ended ended = serve();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.text())
        .containsPattern("is (cut short|damaged)")
        .contains("foretide db restore");
    assertPlain(ended);
  }

  @Test
  void a_database_that_another_server_has_open_is_refused_with_its_process() throws Exception {
    try (Installation here = new Installation(folder.resolve("data"))) {
      here.fill("flow", "m");
      Ended ended = serve();
      assertThat(ended.code()).isEqualTo(5);
      assertThat(ended.text()).contains("is in use by process " + ProcessHandle.current().pid());
      assertPlain(ended);
      here.assertAlive();
    }
  }

  @Test
  void a_taken_port_is_named_with_its_option_and_the_database_is_free_again() throws Exception {
    filled();
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = String.valueOf(other.getLocalPort());
      Ended ended =
          Program.run("serve", "--data-dir", folder.resolve("data").toString(), "--port", port);
      assertThat(ended.code()).isEqualTo(5);
      assertThat(ended.text()).contains("port " + port, "--port", "hub.port");
      assertPlain(ended);
    }
    complete();
  }

  @Test
  void a_data_folder_that_is_a_file_is_refused() throws Exception {
    Files.writeString(folder.resolve("data"), "x", UTF_8);
    Ended ended = serve();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.text()).contains("store.folder", "is a file");
    assertPlain(ended);
  }

  @Test
  void a_data_folder_that_cannot_be_made_is_refused() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs a folder nobody can write to");
    Ended ended = Program.run("serve", "--data-dir", "/proc/foretide", "--port", "0");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.text()).contains("store.folder /proc/foretide cannot be made", "--data-dir");
    assertPlain(ended);
  }

  @Test
  void a_read_only_disk_is_refused_at_start() throws Exception {
    SmallDisk.assume(folder);
    filled();
    Path data = folder.resolve("data");
    try (Program p =
        Program.start(
            folder.resolve("log"),
            SmallDisk.NAMESPACE,
            "mount --bind '" + data + "' '" + data + "' && mount -o remount,bind,ro '" + data + "'",
            "128m",
            List.of("serve", "--data-dir", data.toString(), "--port", "0"))) {
      Ended ended = p.end();
      assertThat(ended.code()).as(ended.text()).isEqualTo(1);
      assertThat(ended.text())
          .contains("store.folder " + data + " cannot be written", "--data-dir");
      assertPlain(ended);
    }
    complete();
  }

  @Test
  void a_wrong_configuration_names_each_mistake_and_the_nearest_key() throws Exception {
    Path config = folder.resolve("foretide.yaml");
    Files.writeString(config, "hub:\n  prot: 1\n  port: 99999999\nshedule: {}\n");
    Ended ended = Program.run("serve", "--config", config.toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.text())
        .contains("did you mean 'port'", "99999999", "did you mean 'scheduler'")
        .doesNotContain("Exception");
    Files.write(config, new byte[] {0, (byte) 0xff, 7});
    assertThat(Program.run("serve", "--config", config.toString()).code()).isEqualTo(2);
  }

  /** Twenty models that each fit a new method every second. */
  private Path overload() throws Exception {
    Files.createDirectories(folder.resolve("models"));
    for (int i = 0; i < 20; i++) {
      Files.writeString(
          folder.resolve("models/heavy-" + i + ".yaml"),
          "model: heavy-%d\ninputs: [flow]\nresolution: 1s\nevery: 1s\nstart: -1h\n".formatted(i)
              + "run: {forecast: {method: auto, season: 1m, horizon: 1m}}\n"
              + "train: {window: 10m, every: 1s}\n");
    }
    return Files.writeString(
        folder.resolve("foretide.yaml"), "executor: {compute_threads: 1}\nhub: {port: 0}\n");
  }

  @Test
  void models_that_this_machine_cannot_keep_up_with_end_a_start_unless_that_is_allowed()
      throws Exception {
    String file = overload().toString();
    Ended check = Program.run("config", "check", "--config", file);
    assertThat(check.code()).as(check.text()).isEqualTo(2);
    assertThat(check.text()).contains("computing threads", "refuse_overload");
    assertPlain(check);
    Ended refused = Program.run("serve", "--config", file);
    assertThat(refused.code()).as(refused.text()).isEqualTo(5);
    assertThat(refused.text()).contains("'heavy-", "run less often", "--allow-overload");
    assertPlain(refused);
    try (Program program =
        Program.start(
            folder.resolve("log"),
            List.of(),
            "",
            "256m",
            List.of("serve", "--config", file, "--allow-overload"))) {
      assertThat(program.address()).isNotNull();
    }
  }

  @Test
  void a_wrong_model_file_is_found_before_any_start() throws Exception {
    Path file = overload();
    Files.writeString(
        folder.resolve("models/heavy-3.yaml"), "model: x\ninputs: [flow]\nevry: 1h\n");
    Files.writeString(folder.resolve("models/heavy-4.yaml"), "model: heavy-5\ninputs: [a]\n");
    Ended check = Program.run("config", "check", "--config", file.toString());
    assertThat(check.code()).isEqualTo(2);
    assertThat(check.text()).contains("heavy-3.yaml", "did you mean 'every'?", "heavy-4.yaml");
  }
}
