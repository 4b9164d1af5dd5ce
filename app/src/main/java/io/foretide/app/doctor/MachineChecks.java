package io.foretide.app.doctor;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Checks of the machine: Java, folder, disk, clock against the file system's, port. */
public final class MachineChecks {
  private static final int JAVA = 25;
  private static final long LITTLE = 1L << 30;
  private static final long TOO_LITTLE = 100L << 20;
  private static final long CLOCK_SECONDS = 120;

  private MachineChecks() {}

  public static Finding java() {
    String text = Runtime.version() + " at " + System.getProperty("java.home");
    return Runtime.version().feature() >= JAVA
        ? Finding.ok("java", text)
        : Finding.fault("java", text + ": expected " + JAVA + " or newer");
  }

  public static Finding memory() {
    long most = Runtime.getRuntime().maxMemory() >> 20;
    String text = "up to " + most + " MB of heap";
    return most >= 200
        ? Finding.ok("memory", text)
        : Finding.warning(
            "memory", text + ": expected at least 200; set FORETIDE_JAVA_OPTS=-Xmx...");
  }

  /** Whether the data folder, or the nearest parent that exists, can be written. */
  public static Finding folder(Path folder) {
    Path there = existing(folder);
    if (!Files.isDirectory(there)) {
      return Finding.fault("folder", there + " is a file: expected a folder");
    }
    if (!Files.isWritable(there)) {
      return Finding.fault("folder", there + " cannot be written: check its owner and rights");
    }
    return Finding.ok("folder", folder + (there.equals(folder) ? "" : " (is made at first use)"));
  }

  public static Finding disk(Path folder) {
    try {
      FileStore store = Files.getFileStore(existing(folder));
      long free = store.getUsableSpace();
      String text = (free >> 20) + " MB free on " + store;
      if (store.isReadOnly()) {
        return Finding.fault("disk", store + " is mounted for reading only");
      }
      if (free < TOO_LITTLE) {
        return Finding.fault("disk", text + ": make room, or move store.folder");
      }
      return free < LITTLE
          ? Finding.warning("disk", text + ": make room soon")
          : Finding.ok("disk", text);
    } catch (IOException e) {
      return Finding.fault("disk", "cannot be asked: " + e.getMessage());
    }
  }

  /** Compares the machine's clock with the time that the file system gives a new file. */
  public static Finding clock(Path folder) {
    try {
      Path probe = Files.createTempFile(existing(folder), ".foretide", ".clock");
      try {
        Instant file = Files.getLastModifiedTime(probe).toInstant();
        long off = Math.abs(Instant.now().getEpochSecond() - file.getEpochSecond());
        return off <= CLOCK_SECONDS
            ? Finding.ok("clock", Instant.now().toString())
            : Finding.warning(
                "clock", "differs by " + off + " s from the file system's: check both clocks");
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      return Finding.warning("clock", "cannot be compared: " + e.getMessage());
    }
  }

  public static Finding port(String host, int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      return Finding.ok("port", host + ":" + socket.getLocalPort() + " is free");
    } catch (BindException e) {
      return Finding.fault(
          "port",
          host + ":" + port + " is taken by another program: stop it, or set hub.port or --port");
    } catch (IOException e) {
      return Finding.fault("port", host + ":" + port + " cannot be used: " + e.getMessage());
    }
  }

  private static Path existing(Path folder) {
    Path at = folder.toAbsolutePath();
    while (at != null && !Files.exists(at)) {
      at = at.getParent();
    }
    return at == null ? Path.of("/") : at;
  }
}
