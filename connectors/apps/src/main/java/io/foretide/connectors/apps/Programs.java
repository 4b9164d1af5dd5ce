package io.foretide.connectors.apps;

import io.foretide.core.error.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The folder whose programs models may run, so that who may make a model may not run anything else.
 *
 * @param folder may not exist
 */
record Programs(Path folder) {

  /**
   * The program of a name.
   *
   * @throws ProviderException.Rejected if it is not there, is outside, or may not be run
   */
  Path find(String name) throws ProviderException.Rejected {
    try {
      if (!Files.isDirectory(folder)) {
        throw new ProviderException.Rejected(
            "program '"
                + name
                + "' cannot be run: the folder of programs "
                + folder
                + " does not exist; make it and put the program there, or set predictor.programs");
      }
      Path root = folder.toRealPath();
      Path path = root.resolve(name).normalize();
      if (!path.startsWith(root)) {
        throw new ProviderException.Rejected(
            "program '" + name + "' lies outside " + folder + ": expected a path inside");
      }
      if (!Files.isRegularFile(path)) {
        throw new ProviderException.Rejected(
            "program '" + name + "' is not in " + folder + ": put it there (predictor.programs)");
      }
      if (!path.toRealPath().startsWith(root)) {
        throw new ProviderException.Rejected(
            "program '" + name + "' is a link to outside " + folder + ": copy it there");
      }
      if (!Files.isExecutable(path)) {
        throw new ProviderException.Rejected(
            "program '" + name + "' may not be run: chmod +x " + path);
      }
      return path;
    } catch (IOException | InvalidPathException e) {
      throw new ProviderException.Rejected(
          "program '" + name + "' cannot be found in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The fingerprint of a program's file, hexadecimal. */
  static String sha256(Path program) throws ProviderException.Transient {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(program));
      return HexFormat.of().formatHex(digest);
    } catch (IOException e) {
      throw new ProviderException.Transient(
          "program " + program + " cannot be read: " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
