package io.foretide.app.serve;

import io.foretide.app.Version;
import io.foretide.core.process.Identity;
import io.foretide.core.process.Role;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/** Who this process is. */
final class ThisProcess {
  private ThisProcess() {}

  /**
   * Named by machine, number and start, so that no two runs share a name.
   *
   * @param now epoch nanoseconds
   */
  static Identity identity(Set<Role> roles, long now) {
    String host = host();
    long pid = ProcessHandle.current().pid();
    String start = Long.toString(Math.floorMod(now / 1_000_000L, 36L * 36 * 36 * 36 * 36), 36);
    String name = host + "-" + pid + "-" + start.toLowerCase(Locale.ROOT);
    return new Identity(name, host, pid, Version.text(), roles, now);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine whose own name is not known to it.
      return "localhost";
    }
  }
}
