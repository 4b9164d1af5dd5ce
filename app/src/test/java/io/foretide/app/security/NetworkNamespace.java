package io.foretide.app.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace of this machine, joined to it by a pair of virtual interfaces: what runs in
 * it calls from an address that is none of this machine's own.
 */
final class NetworkNamespace implements AutoCloseable {
  private final String name;
  private final String network;

  /** Why there is none. */
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    Missing(String why) {
      super(why);
    }
  }

  private NetworkNamespace(String name, String network) {
    this.name = name;
    this.network = network;
  }

  /**
   * @throws Missing if this machine or this user cannot have one
   */
  static NetworkNamespace create() throws Missing, InterruptedException {
    long pid = ProcessHandle.current().pid();
    // Of the range for tests between networks, RFC 2544.
    NetworkNamespace out =
        new NetworkNamespace("ft" + pid, "198.18." + pid % 250 + "." + pid / 250 % 60 * 4);
    boolean ready = false;
    try {
      String outside = "fto" + pid;
      String inside = "fti" + pid;
      ip("netns", "add", out.name);
      ip("link", "add", outside, "type", "veth", "peer", "name", inside, "netns", out.name);
      ip("addr", "add", out.host() + "/30", "dev", outside);
      ip("link", "set", outside, "up");
      ip("-n", out.name, "addr", "add", out.address() + "/30", "dev", inside);
      ip("-n", out.name, "link", "set", inside, "up");
      ready = true;
      return out;
    } finally {
      if (!ready) {
        out.close();
      }
    }
  }

  private String at(int more) {
    int dot = network.lastIndexOf('.');
    return network.substring(0, dot + 1) + (Integer.parseInt(network.substring(dot + 1)) + more);
  }

  /** This machine, as it is seen from there. */
  String host() {
    return at(1);
  }

  /** The address that calls from there come from. */
  String address() {
    return at(2);
  }

  /** A Java program of the test's class path that runs there. */
  Process java(Class<?> main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ip",
                "netns",
                "exec",
                name,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void ip(String... arguments) throws Missing, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    try {
      Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!p.waitFor(30, TimeUnit.SECONDS) || p.exitValue() != 0) {
        p.destroyForcibly();
        throw new Missing(String.join(" ", command) + ": " + said.strip());
      }
    } catch (IOException e) {
      throw new Missing(String.join(" ", command) + ": " + e.getMessage());
    }
  }

  /** Takes the interfaces along. */
  @Override
  public void close() throws InterruptedException {
    try {
      ip("netns", "del", name);
    } catch (Missing e) {
      System.err.println(e.getMessage());
    }
  }
}
