package io.foretide.connectors.notify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real Mosquitto on a free loopback port, which lets in who knows a password. */
final class Mosquitto implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/sbin/mosquitto");
  private static final Path PASSWORDS = Path.of("/usr/bin/mosquitto_passwd");

  private final Process process;
  final int port;

  private Mosquitto(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static boolean installed() {
    return Files.isExecutable(BINARY) && Files.isExecutable(PASSWORDS);
  }

  static Mosquitto start(Path folder, String user, String password) throws Exception {
    Path users = folder.resolve("users");
    Process made =
        new ProcessBuilder(PASSWORDS.toString(), "-b", "-c", users.toString(), user, password)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("passwd.log").toFile())
            .start();
    if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0) {
      throw new IOException("mosquitto_passwd: " + Files.readString(folder.resolve("passwd.log")));
    }
    int port;
    try (ServerSocket s = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = s.getLocalPort();
    }
    Path settings =
        Files.write(
            folder.resolve("mosquitto.conf"),
            List.of(
                // Started as root it would become another user, who may not read the files.
                "user " + System.getProperty("user.name"),
                "listener " + port + " 127.0.0.1",
                "allow_anonymous false",
                "password_file " + users,
                "persistence false"));
    Path log = folder.resolve("mosquitto.log");
    Process p =
        new ProcessBuilder(BINARY.toString(), "-c", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Mosquitto out = new Mosquitto(p, port);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!out.answers()) {
      if (!p.isAlive() || System.nanoTime() > deadline) {
        p.destroy();
        throw new IOException("mosquitto: " + Files.readString(log));
      }
      LockSupport.parkNanos(20_000_000);
    }
    return out;
  }

  private boolean answers() {
    try (Socket s = new Socket()) {
      s.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
