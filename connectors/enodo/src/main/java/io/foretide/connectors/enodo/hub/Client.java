package io.foretide.connectors.enodo.hub;

import io.foretide.connectors.enodo.job.JobKind;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.Message;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client that has introduced itself. What it is never changes; when it was seen is set by its
 * connection, and its jobs only under the job board's lock.
 */
final class Client {
  /** Where its messages go. */
  interface Line {
    /** Sends, or drops the connection if the client does not read. */
    void send(long number, Message message);

    InetSocketAddress address();

    Dialect dialect();
  }

  private final Handshake handshake;
  private final Optional<Handshake.Module> module;
  private final Line line;
  private final long since;
  private volatile long lastSeen;
  private volatile long lastSeenMonotonic;
  private volatile boolean busy;
  private volatile @Nullable OpenJob job;
  private long ended;
  private volatile boolean lost;

  Client(Handshake handshake, Line line, long now, long monotonic) {
    this.handshake = handshake;
    this.module = handshake.module();
    this.line = line;
    this.since = now;
    this.busy = handshake.busy();
    seen(now, monotonic);
  }

  void seen(long now, long monotonic) {
    lastSeen = now;
    lastSeenMonotonic = monotonic;
  }

  long lastSeenMonotonic() {
    return lastSeenMonotonic;
  }

  String id() {
    return handshake.clientId();
  }

  boolean isWorker() {
    return handshake.clientType().equals("worker");
  }

  boolean isForetide() {
    return handshake.isForetide();
  }

  Line line() {
    return line;
  }

  boolean isFree() {
    return !busy && job == null && !lost;
  }

  void busy(boolean value) {
    busy = value;
  }

  @Nullable OpenJob job() {
    return job;
  }

  void job(@Nullable OpenJob next) {
    job = next;
  }

  void jobEnded() {
    job = null;
    ended++;
  }

  boolean isLost() {
    return lost;
  }

  void lost() {
    lost = true;
  }

  /** Whether it can run a job. */
  boolean runs(JobRequest r) {
    if (isForetide() || r.past()) {
      return isForetide();
    }
    if (line.dialect() == Dialect.SEED) {
      return r.kind() == JobKind.FORECAST && r.seedType() > 0;
    }
    return module.isPresent()
        && module.get().name().equals(r.method())
        && module.get().jobs().contains(r.kind().word());
  }

  ClientView view(long watched) {
    OpenJob j = job;
    return new ClientView(
        id(),
        isWorker(),
        line.address(),
        line.dialect(),
        handshake.version(),
        isForetide(),
        module.map(m -> m.name() + "@" + m.version()).orElse(""),
        since,
        lastSeen,
        isWorker() ? ended : watched,
        busy || j != null,
        j == null ? "" : j.request().series());
  }
}
