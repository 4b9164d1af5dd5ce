package io.foretide.hub.http;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Decides whether a request may be answered. Thread-safe. */
@FunctionalInterface
public interface Guard {
  /**
   * @param head the request's method and headers
   * @throws ApiError 401 or 403
   */
  void check(Head head, Role role);

  /** What a guard sees of a request. */
  interface Head {
    String method();

    /** A header's first value; empty if absent. */
    String header(String name);

    /** A query parameter's value; empty if absent. */
    String parameter(String name);

    /** Where the caller is; null if it is not known. */
    @Nullable InetAddress from();

    /** Whether the connection is encrypted. */
    boolean secure();
  }
}
