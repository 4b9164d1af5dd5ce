package io.foretide.app.badinput;

import io.foretide.app.cli.RootCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** The program as users start it: as a command, or as a process of its own. */
public final class Program implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("serves at (http://\\S+)");

  private final Process process;
  private final Path log;

  private Program(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * What a command left behind.
   *
   * @param text standard output and errors together
   */
  public record Ended(int code, String text) {}

  /** Runs a command in this process. */
  static Ended run(String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    CommandLine line = RootCommand.commandLine();
    line.setOut(out);
    line.setErr(out);
    int code = line.execute(arguments);
    return new Ended(code, text.toString());
  }

  /**
   * Starts a process.
   *
   * @param shell what a shell does first, in the process that becomes the program; may be empty
   * @param before words before the shell, such as {@code unshare}
   */
  public static Program start(
      Path log, List<String> before, String shell, String heap, List<String> arguments)
      throws IOException {
    List<String> words = new ArrayList<>(before);
    words.addAll(List.of("sh", "-c", (shell.isEmpty() ? "" : shell + " && ") + "exec \"$@\"", "-"));
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx" + heap,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "io.foretide.app.Foretide"));
    words.addAll(arguments);
    return new Program(
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        log);
  }

  long pid() {
    return process.pid();
  }

  public String text() throws IOException {
    return Files.readString(log);
  }

  /** Waits until a server says where it is. */
  public URI address() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < deadline && process.isAlive()) {
      Matcher m = ADDRESS.matcher(text());
      if (m.find()) {
        return URI.create(m.group(1));
      }
      LockSupport.parkNanos(10_000_000L);
    }
    throw new AssertionError("no server: " + text());
  }

  /** Waits for the end of the process. */
  public Ended end() throws IOException, InterruptedException {
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the program did not end: " + text());
    }
    return new Ended(process.exitValue(), text());
  }

  /** SIGTERM, and what the process then left behind. */
  public Ended stop() throws IOException, InterruptedException {
    process.destroy();
    return end();
  }

  /** SIGTERM, as a service manager ends it. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
