package io.foretide.hub.enodo.live;

import io.foretide.hub.http.Role;
import java.util.Arrays;
import java.util.Optional;

/** What can be subscribed to, by the names of the newest hub. */
public enum Topic {
  SERIES("series", "/subscribe/series", Role.READ),
  /** Those whose name matches a pattern. */
  FILTERED("series", "/subscribe/filtered/series", Role.READ),
  QUEUE("job", "/subscribe/queue", Role.READ),
  MODULES("enodo_module", "/subscribe/enodo/module", Role.READ),
  /** Their headers may hold secrets. */
  OUTPUTS("event_output", "/subscribe/event/output", Role.ADMIN),
  DATABASE("siridb_status", "/subscribe/siridb/status", Role.READ),
  /** Alarms, refusals and failures of series; the original hub had none. */
  LOG("enodo_log", "/subscribe/enodo/log", Role.READ);

  private final String resource;
  private final String path;
  private final Role role;

  Topic(String resource, String path, Role role) {
    this.resource = resource;
    this.path = path;
    this.role = role;
  }

  /** The {@code resource} of its updates. */
  public String resource() {
    return resource;
  }

  public String path() {
    return path;
  }

  /** What a caller must be allowed. */
  public Role role() {
    return role;
  }

  /** That of a path; empty if there is none. */
  public static Optional<Topic> of(String path) {
    return Arrays.stream(values()).filter(t -> t.path.equals(path)).findFirst();
  }
}
