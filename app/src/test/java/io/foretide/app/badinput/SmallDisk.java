package io.foretide.app.badinput;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Disks of a process of its own: Linux lets a process mount what only it sees. */
final class SmallDisk {
  /** Words before a command that may mount. */
  static final List<String> NAMESPACE = List.of("unshare", "-U", "-r", "-m");

  private SmallDisk() {}

  /** Skips the test where the system forbids it. */
  static void assume(Path folder) throws InterruptedException {
    assumeTrue(possible(folder), "this system does not let a process mount disks of its own");
  }

  private static boolean possible(Path folder) throws InterruptedException {
    try {
      Process p =
          new ProcessBuilder(
                  "unshare", "-U", "-r", "-m", "mount", "-t", "tmpfs", "none", folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return p.waitFor(20, TimeUnit.SECONDS) && p.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
