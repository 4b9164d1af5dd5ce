package io.foretide.connectors.apps;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a command to its end, without a shell, without input and with the environment given. */
final class Launch {
  private static final int TAIL = 8_192;
  private static final long READ_ON = TimeUnit.SECONDS.toMillis(5);

  private Launch() {}

  /**
   * How a command ended.
   *
   * @param exit its exit code
   * @param tail the last of what it printed, output and errors in the order of their coming
   */
  record Ended(int exit, String tail) {
    /** The last printed line that says something; empty if none does. */
    String lastLine() {
      return tail.lines().filter(l -> !l.isBlank()).reduce("", (a, b) -> b).strip();
    }
  }

  /**
   * @param folder where it runs; null for the process' own
   * @param timeout nanoseconds after which it is killed with its children
   * @throws ProviderException.Rejected if it cannot be started
   * @throws ProviderException.Transient if it takes too long or the thread is interrupted
   */
  static Ended run(
      List<String> command, Map<String, String> environment, @Nullable Path folder, long timeout)
      throws ProviderException {
    String shown = "'" + command.getFirst() + "'";
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new ProviderException.Rejected(shown + " cannot be started: " + e.getMessage(), e);
    }
    Tail tail = new Tail(process.getInputStream());
    Thread reader = Thread.ofVirtual().name("foretide-app-output").start(tail);
    try {
      process.getOutputStream().close();
      if (!process.waitFor(timeout, TimeUnit.NANOSECONDS)) {
        throw new ProviderException.Transient(
            shown
                + " took longer than "
                + Durations.format(timeout)
                + " and was stopped"
                + said(tail.text()),
            null);
      }
      reader.join(READ_ON);
      return new Ended(process.exitValue(), tail.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient(shown + " was interrupted", e);
    } catch (IOException e) {
      throw new ProviderException.Transient(shown + " was lost: " + e.getMessage(), e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** What was printed, for the end of a message. */
  static String said(String tail) {
    String last = new Ended(0, tail).lastLine();
    return last.isEmpty()
        ? ""
        : "; it said: " + (last.length() > 300 ? last.substring(0, 300) + "..." : last);
  }

  /** Reads to the end and keeps the last bytes, so that a talkative program is not held up. */
  private static final class Tail implements Runnable {
    private final InputStream in;
    private final byte[] kept = new byte[TAIL];
    private long seen;

    Tail(InputStream in) {
      this.in = in;
    }

    @Override
    public void run() {
      byte[] chunk = new byte[TAIL];
      try (in) {
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
          take(chunk, n);
        }
      } catch (IOException e) {
        take(new byte[] {'\n'}, 1); // the program was killed while it printed
      }
    }

    private synchronized void take(byte[] chunk, int n) {
      for (int i = 0; i < n; i++) {
        kept[(int) (seen++ % TAIL)] = chunk[i];
      }
    }

    synchronized String text() {
      int n = (int) Math.min(seen, TAIL);
      byte[] out = new byte[n];
      for (int i = 0; i < n; i++) {
        out[i] = kept[(int) ((seen - n + i) % TAIL)];
      }
      return new String(out, StandardCharsets.UTF_8);
    }
  }
}
