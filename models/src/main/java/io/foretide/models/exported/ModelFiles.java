package io.foretide.models.exported;

import io.foretide.core.error.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Exported models as files. What was registered is kept by its fingerprint, so that a revision
 * still runs when the user's file is replaced. Thread-safe.
 */
public final class ModelFiles {
  private static final long MOST = 1L << 30;

  private final Path base;
  private final Path kept;
  private final String extension;

  /**
   * @param base the configuration's folder; files outside are refused
   * @param kept folder for what was registered; made when needed
   * @param extension such as {@code onnx}
   */
  public ModelFiles(Path base, Path kept, String extension) {
    this.base = base;
    this.kept = kept;
    this.extension = extension;
  }

  /**
   * A file's content.
   *
   * @param sha256 hexadecimal
   */
  public record Content(byte[] bytes, String sha256) {}

  /**
   * What a model runs: the file as it is, or what was kept under the fingerprint that pins it.
   *
   * @throws ProviderException.Rejected if the file is not usable, or not what the fingerprint says
   */
  public Content read(Pin pin) throws ProviderException {
    String file = pin.file();
    String sha256 = pin.sha256();
    if (!sha256.isEmpty() && Files.isRegularFile(kept(sha256))) {
      Content content = load(kept(sha256), file);
      if (content.sha256().equals(sha256)) {
        return content;
      }
    }
    Content content = load(locate(file), file);
    if (!sha256.isEmpty() && !content.sha256().equals(sha256)) {
      throw new ProviderException.Rejected(
          "sha256 is "
              + sha256
              + " and that of file '"
              + file
              + "' is "
              + content.sha256()
              + ": leave it out to take the file as it is now");
    }
    return content;
  }

  /** Keeps a content under its fingerprint; idempotent. */
  public void keep(Content content) throws ProviderException {
    Path target = kept(content.sha256());
    if (Files.isRegularFile(target)) {
      return;
    }
    try {
      Files.createDirectories(kept);
      Path part = Files.createTempFile(kept, content.sha256().substring(0, 12), ".part");
      try {
        Files.write(part, content.bytes());
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new ProviderException.Transient(
          "the model file cannot be kept in " + kept + ": " + e.getMessage(), e);
    }
  }

  private Path kept(String sha256) {
    return kept.resolve(sha256 + "." + extension);
  }

  private Path locate(String file) throws ProviderException.Rejected {
    try {
      Path root = base.toRealPath();
      Path path = root.resolve(file).normalize();
      if (!Files.exists(path)) {
        throw new ProviderException.Rejected(
            "file '"
                + file
                + "' does not exist in "
                + base
                + ": expected an exported ."
                + extension
                + " file");
      }
      if (!path.toRealPath().startsWith(root)) {
        throw new ProviderException.Rejected(
            "file '"
                + file
                + "' lies outside the configuration's folder: expected a path inside "
                + base);
      }
      return path;
    } catch (IOException | InvalidPathException e) {
      throw new ProviderException.Rejected(
          "file '" + file + "' cannot be found in " + base + ": " + e.getMessage(), e);
    }
  }

  private Content load(Path path, String file) throws ProviderException {
    try {
      if (!Files.isRegularFile(path)) {
        throw new ProviderException.Rejected(
            "file '" + file + "' is a folder: expected an exported ." + extension + " file");
      }
      if (Files.size(path) > MOST) {
        throw new ProviderException.Rejected(
            "file '" + file + "' is larger than 1 GB: expected a smaller model");
      }
      byte[] bytes = Files.readAllBytes(path);
      return new Content(
          bytes, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (IOException e) {
      throw new ProviderException.Transient(
          "file '" + file + "' cannot be read: " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
