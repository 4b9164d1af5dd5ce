package io.foretide.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@code server.json} in the data folder, by which commands find the server that runs
 * there, and the token file beside it, readable by its owner alone.
 *
 * @param address such as {@code http://127.0.0.1:8700}
 * @param pid process number of the server
 * @param token what the server accepts from local commands; empty if it wants none
 */
public record ServerFile(URI address, long pid, Secret token) {
  private static final String NAME = "server.json";
  private static final String TOKEN = "server.token";

  /** Writes the file, whole or not at all. */
  public void write(Path folder) throws IOException {
    Path secret = folder.resolve(TOKEN);
    Files.deleteIfExists(secret);
    if (!token.isEmpty()) {
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            secret,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(secret, token.reveal());
    }
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("address", address.toString());
    content.put("pid", pid);
    if (!token.isEmpty()) {
      content.put("token_file", TOKEN);
    }
    Path fresh = folder.resolve(NAME + ".new");
    Files.write(fresh, new ObjectMapper().writeValueAsBytes(content));
    Files.move(
        fresh,
        folder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The server that runs on a data folder; empty if none does. */
  public static Optional<ServerFile> find(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode content = new ObjectMapper().readTree(Files.readAllBytes(file));
      long pid = content.path("pid").asLong();
      if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
        return Optional.empty();
      }
      String tokenFile = content.path("token_file").asText("");
      String token = tokenFile.isEmpty() ? "" : Files.readString(folder.resolve(tokenFile)).strip();
      return Optional.of(
          new ServerFile(URI.create(content.path("address").asText()), pid, new Secret(token)));
    } catch (IOException | IllegalArgumentException e) {
      // A file that cannot be read names no server; whoever needs one says so.
      return Optional.empty();
    }
  }

  /** Removes the file if it is this process's. */
  public static void remove(Path folder) throws IOException {
    Optional<ServerFile> mine = find(folder).filter(s -> s.pid() == ProcessHandle.current().pid());
    if (mine.isPresent()) {
      Files.deleteIfExists(folder.resolve(NAME));
      Files.deleteIfExists(folder.resolve(TOKEN));
    }
  }
}
