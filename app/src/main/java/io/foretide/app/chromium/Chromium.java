package io.foretide.app.chromium;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium with an empty profile, ended and removed on close. */
public final class Chromium implements AutoCloseable {
  private static final List<String> USUAL =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final Duration START = Duration.ofSeconds(30);

  private final Process process;
  private final Path profile;
  private final URI address;

  private Chromium(Process process, Path profile, URI address) {
    this.process = process;
    this.profile = profile;
    this.address = address;
  }

  /** The program, if this machine has one. */
  public static Optional<Path> program() {
    return USUAL.stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }

  /**
   * Starts it.
   *
   * @throws IOException if it does not listen within half a minute
   */
  public static Chromium start(Path program) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory("foretide-browser");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new Chromium(process, profile, listening(process, profile));
  }

  /** Chromium writes its port and path into its profile once it listens. */
  private static URI listening(Process process, Path profile)
      throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline) {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() >= 2) {
          return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
        }
      }
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new IOException("Chromium ended at once with exit code " + process.exitValue());
      }
    }
    process.destroyForcibly();
    throw new IOException("Chromium did not listen within " + START.toSeconds() + " s");
  }

  /** Where it is driven. */
  public URI address() {
    return address;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    // Its helper processes may still be writing for a moment: what is gone meanwhile is no error.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        file.toFile().deleteOnExit();
      }
    }
  }
}
