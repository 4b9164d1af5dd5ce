package io.foretide.hub.access;

import io.foretide.hub.http.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that callers show. Several per role, so that one can be replaced without a pause.
 * Only their digests are kept.
 */
public final class Tokens {
  /** No tokens: everybody who can connect may do everything. */
  public static final Tokens NONE = new Tokens(List.of(), List.of(), List.of());

  private final List<byte[]> read;
  private final List<byte[]> write;
  private final List<byte[]> admin;

  public Tokens(List<String> read, List<String> write, List<String> admin) {
    this.read = digests(read);
    this.write = digests(write);
    this.admin = digests(admin);
  }

  public boolean isEmpty() {
    return read.isEmpty() && write.isEmpty() && admin.isEmpty();
  }

  /** The highest role that a token gives; null if it is not known. Takes the same time for all. */
  public @Nullable Role role(String token) {
    byte[] digest = digest(token);
    boolean a = contains(admin, digest);
    boolean w = contains(write, digest);
    boolean r = contains(read, digest);
    return a ? Role.ADMIN : w ? Role.WRITE : r ? Role.READ : null;
  }

  private static boolean contains(List<byte[]> known, byte[] digest) {
    boolean found = false;
    for (byte[] k : known) {
      found |= MessageDigest.isEqual(k, digest);
    }
    return found;
  }

  private static List<byte[]> digests(List<String> tokens) {
    for (String token : tokens) {
      if (token.length() < 8) {
        throw new IllegalArgumentException(
            "hub.tokens: a token of "
                + token.length()
                + " characters is too easy to guess: expected at least 8");
      }
    }
    return tokens.stream().map(Tokens::digest).toList();
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Tokens[read="
        + read.size()
        + ", write="
        + write.size()
        + ", admin="
        + admin.size()
        + "]";
  }
}
