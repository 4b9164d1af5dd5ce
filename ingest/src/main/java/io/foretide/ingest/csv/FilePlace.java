package io.foretide.ingest.csv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How far a file has been read, so that a later run goes on.
 *
 * @param size of the file then
 * @param modified its time of change then, epoch milliseconds
 * @param head how many first bytes (unpacked) {@code hash} covers
 * @param hash SHA-256 of them
 * @param offset unpacked bytes read
 * @param lines lines read
 * @param rejects bytes of the reject file that belong to what was read
 * @param finished whether the file was read to its end
 */
record FilePlace(
    long size,
    long modified,
    int head,
    String hash,
    long offset,
    long lines,
    long rejects,
    boolean finished) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FilePlace NONE = new FilePlace(0, 0, 0, "", 0, 0, 0, false);

  /** The record of a file; one at the start if there is none or it cannot be understood. */
  static FilePlace load(Path record) throws IOException {
    if (!Files.exists(record)) {
      return NONE;
    }
    JsonNode n;
    try {
      n = JSON.readTree(Files.readAllBytes(record));
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      // A record that was cut short by a crash: reading again from the start stores the same.
      return NONE;
    }
    return new FilePlace(
        n.path("size").asLong(),
        n.path("modified").asLong(),
        n.path("head").asInt(),
        n.path("hash").asText(),
        n.path("offset").asLong(),
        n.path("lines").asLong(),
        n.path("rejects").asLong(),
        n.path("finished").asBoolean());
  }

  void save(Path record, Path file) throws IOException {
    ObjectNode n = JSON.createObjectNode();
    n.put("file", file.toAbsolutePath().toString());
    n.put("size", size).put("modified", modified).put("head", head).put("hash", hash);
    n.put("offset", offset).put("lines", lines).put("rejects", rejects).put("finished", finished);
    Path parent = record.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Path fresh = record.resolveSibling(record.getFileName() + ".new");
    Files.write(fresh, JSON.writeValueAsBytes(n));
    Files.move(fresh, record, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where the record of a file is kept. */
  static Path record(Path folder, Path file) {
    String name = file.toAbsolutePath().normalize().toString();
    String key = hash(name.getBytes(StandardCharsets.UTF_8)).substring(0, 24);
    return folder.resolve(key + ".json");
  }

  static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
