package io.foretide.hub.access;

import io.foretide.hub.http.Guard;
import io.foretide.hub.http.Role;
import org.jspecify.annotations.Nullable;

/** The roles of people who are logged in. Thread-safe. */
@FunctionalInterface
public interface SessionRoles {
  /** Nobody can log in. */
  SessionRoles NONE = head -> null;

  /** The role of the one who asks; null if nobody is logged in. */
  @Nullable Role of(Guard.Head head);
}
