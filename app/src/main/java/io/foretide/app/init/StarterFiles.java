package io.foretide.app.init;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The files that a new user starts from; they ship with the program and are right as they are. */
public final class StarterFiles {
  /** Their paths inside the user's folder. */
  public static final List<String> NAMES = List.of("foretide.yaml", "models/first.yaml");

  private StarterFiles() {}

  /** Writes them, replacing what is there; returns their paths. */
  public static List<Path> write(Path folder) throws IOException {
    List<Path> out = new ArrayList<>();
    for (String name : NAMES) {
      Path file = folder.resolve(name).normalize();
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try (InputStream in = StarterFiles.class.getResourceAsStream("/init/" + name)) {
        if (in == null) {
          throw new IOException("the program lacks its file init/" + name);
        }
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      }
      out.add(file);
    }
    return out;
  }
}
