package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StartTimeTest {
  /** Started in a JVM of its own: prints the milliseconds from main to the first answer. */
  static final class Once {
    public static void main(String[] args) throws Exception {
      long start = System.nanoTime();
      Served served = new Served();
      long bound = System.nanoTime();
      int status = served.get("/health/live").statusCode();
      long answered = System.nanoTime();
      System.out.printf(
          "bound %d ms, answered %d ms, status %d%n",
          (bound - start) / 1_000_000, (answered - start) / 1_000_000, status);
      System.exit(0);
    }
  }

  @Test
  void a_fresh_process_serves_within_a_few_seconds() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Once.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains("status 200");
    System.out.print(said);
  }
}
