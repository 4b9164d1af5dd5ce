package io.foretide.hub.enodo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the socket side of the hub knows. Thread-safe; answers at once. */
public interface Sockets {
  /** Nobody is connected. */
  Sockets NONE = List::of;

  /** The connected listeners and workers, oldest first. */
  List<Peer> peers();

  /**
   * A connected client.
   *
   * @param id its own
   * @param isWorker or else a listener
   * @param host address it calls from
   * @param port it calls from
   * @param version of its library
   * @param module what a worker runs, as the newest era describes it; null for others
   * @param lastSeen epoch nanoseconds
   * @param busy whether a worker has a job
   */
  record Peer(
      String id,
      boolean isWorker,
      String host,
      int port,
      String version,
      @Nullable Map<String, @Nullable Object> module,
      long lastSeen,
      boolean busy) {}
}
