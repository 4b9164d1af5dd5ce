package io.foretide.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script that users start. */
class LauncherTest {
  private static final Path SCRIPT = Path.of("..", "foretide").toAbsolutePath().normalize();
  @TempDir Path folder;

  private record Ended(int code, String out) {}

  private Ended run(String javaHome, String search, String... arguments)
      throws IOException, InterruptedException {
    Path copy = folder.resolve("foretide");
    if (!Files.exists(copy)) {
      Files.copy(SCRIPT, copy);
      assertThat(copy.toFile().setExecutable(true)).isTrue();
    }
    List<String> command = new ArrayList<>(List.of("/bin/sh", copy.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(k -> k.startsWith("FORETIDE_"));
    builder.environment().put("PATH", tools().toString());
    builder.environment().put("JAVA_HOME", javaHome);
    builder.environment().put("FORETIDE_JDKS", search);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), out);
  }

  /** A PATH with the usual tools but without Java. */
  private Path tools() throws IOException {
    Path bin = folder.resolve("bin");
    if (!Files.isDirectory(bin)) {
      Files.createDirectories(bin);
      for (String tool :
          List.of(
              "dirname",
              "readlink",
              "grep",
              "sed",
              "tr",
              "find",
              "head",
              "cat",
              "env",
              "mkdir",
              "rm",
              "tee",
              "awk",
              "sort",
              "uniq",
              "sleep")) {
        for (String place : List.of("/bin", "/usr/bin")) {
          Path real = Path.of(place, tool);
          if (Files.exists(real) && !Files.exists(bin.resolve(tool))) {
            Path own = bin.resolve(tool);
            Files.writeString(own, "#!/bin/sh\nexec " + real + " \"$@\"\n");
            assertThat(own.toFile().setExecutable(true)).isTrue();
          }
        }
      }
    }
    return bin;
  }

  private Path fakeJdk(String version) throws IOException {
    Path jdk = folder.resolve("jdk-" + version);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    for (String name : List.of("java", "javac")) {
      Path program = jdk.resolve("bin").resolve(name);
      Files.writeString(program, "#!/bin/sh\necho \"ran $0 $*\"\n");
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }
    return jdk;
  }

  @Test
  void without_a_jdk_25_one_line_says_what_to_install() throws Exception {
    Ended ended = run("", folder.resolve("nothing").toString(), "demo");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out().lines()).hasSize(1);
    assertThat(ended.out()).contains("no JDK 25 found").contains("install").contains("JAVA_HOME");
  }

  @Test
  void another_version_of_java_is_passed_over() throws Exception {
    Path old = fakeJdk("21.0.2");
    assertThat(run(old.toString(), old.toString(), "demo").out()).contains("no JDK 25 found");
  }

  @Test
  void a_jdk_in_java_home_or_a_usual_folder_is_used_with_all_arguments() throws Exception {
    Path jdk = fakeJdk("25.0.1");
    Ended home = run(jdk.toString(), "", "gaps", "--model", "two words");
    assertThat(home.code()).isZero();
    assertThat(home.out())
        .contains("ran " + jdk + "/bin/java")
        .contains("io.foretide.app.Foretide gaps --model two words");
    Ended usual = run("", folder + "/jdk-*", "gaps");
    assertThat(usual.out()).contains("ran " + jdk + "/bin/java");
  }

  @Test
  void options_of_the_java_machine_come_from_the_environment_and_memory_stays_small()
      throws Exception {
    Path jdk = fakeJdk("25");
    assertThat(run(jdk.toString(), "", "serve").out()).contains("-XX:+UseSerialGC");
  }

  @Test
  void tests_that_were_skipped_say_why_at_the_end() throws Exception {
    Path jdk = fakeJdk("25");
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    Path maven = folder.resolve("mvnw");
    Path reports = folder.resolve("one/target/surefire-reports");
    Files.createDirectories(reports);
    Files.writeString(
        reports.resolve("TEST-old.xml"), "<![CDATA[Assumption failed: SKIPPED: of before\n]]>");
    Files.setLastModifiedTime(reports.resolve("TEST-old.xml"), FileTime.fromMillis(1000));
    Files.writeString(
        maven,
        "#!/bin/sh\necho \"asked $*\"\n"
            + "echo '[WARNING] Tests run: 2, Failures: 0, Errors: 0, Skipped: 2, Time elapsed: 1 s"
            + " -- in ATest'\nsleep 0.1\n"
            + "echo '<![CDATA[Assumption failed: SKIPPED: no key, not set: A_KEY\n]]>' > "
            + (reports.resolve("TEST-a.xml") + "\n"));
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    Ended ended = run(jdk.toString(), "", "test", "--integration", "-Dsome=thing");
    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(ended.out())
        .contains("2 tests in 1 classes, 0 failed, 2 skipped")
        .contains("SKIPPED (1): no key, not set: A_KEY")
        .doesNotContain("of before");
    assertThat(Files.readString(folder.resolve("target/test.log")))
        .contains("verify -Dforetide.integration=true -Dsome=thing");
  }
}
