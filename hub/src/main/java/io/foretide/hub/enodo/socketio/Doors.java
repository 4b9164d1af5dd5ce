package io.foretide.hub.enodo.socketio;

import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Role;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Decides who may do what. Thread-safe. */
public interface Doors {
  /**
   * Who connects.
   *
   * @param from its address; null if it is not known
   * @param origin of the web page that connects; empty if it is none
   * @param host that it asked for
   * @param authorization header; empty without one
   */
  record Visit(@Nullable InetAddress from, String origin, String host, String authorization) {}

  /**
   * Lets a client connect.
   *
   * @return {@link Role#OPEN} unless it showed credentials: then it has to authorize
   * @throws ApiError 401 or 403 if it showed wrong ones, or is a page of a foreign origin
   */
  Role enter(Visit visit);

  /** What credentials allow; {@link Role#OPEN} if they are wrong. */
  Role authorize(Visit visit, String user, String password);
}
