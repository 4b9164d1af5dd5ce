package io.foretide.connectors.enodo.hub;

import io.foretide.connectors.enodo.job.JobKind;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.job.TimeUnit;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.settings.Secret;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A real hub on a free port of this machine. */
final class TestHub implements AutoCloseable {
  private static final byte[] NOTHING = JobRequest.unlearned();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  final List<Map<String, Long>> counted = new CopyOnWriteArrayList<>();
  final List<Event> told = new CopyOnWriteArrayList<>();
  volatile boolean refuses;
  final EnodoHub hub;

  TestHub() throws IOException {
    this(HubOptions.local());
  }

  TestHub(HubOptions options) throws IOException {
    hub =
        EnodoHub.open(
            options,
            WallClock.system(),
            new EventLog() {
              @Override
              public void append(Event event) {
                told.add(event);
              }

              @Override
              public List<Event> list(Filter filter) {
                return List.copyOf(told);
              }
            },
            counts -> {
              if (refuses) {
                throw new ProviderException.Transient("the store is full", null);
              }
              counted.add(counts);
            });
  }

  static HubOptions options(AddressRanges untokened, List<Secret> tokens, long clientTimeout) {
    return new HubOptions(
        "127.0.0.1",
        0,
        untokened,
        tokens,
        clientTimeout,
        Instants.SECOND / 20,
        Instants.SECOND,
        500,
        1 << 20,
        5_000,
        1_000,
        Optional.empty());
  }

  static JobRequest job(String id, String series, String method) {
    return new JobRequest(
        id,
        JobKind.FORECAST,
        series,
        method,
        "",
        Map.of(),
        0,
        NOTHING,
        null,
        1_700_000_000L * Instants.SECOND,
        false,
        Instants.MINUTE,
        Instants.HOUR,
        TimeUnit.S);
  }

  /** Waits until something of the hub's state is so. */
  void await(BooleanSupplier so) {
    long deadline = System.nanoTime() + 10 * Instants.SECOND;
    lock.lock();
    try {
      while (!so.getAsBoolean()) {
        if (System.nanoTime() - deadline > 0) {
          throw new AssertionError("it did not become so in 10 s");
        }
        var unused = changed.awaitNanos(2_000_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      lock.unlock();
    }
  }

  int port() {
    return hub.port();
  }

  @Override
  public void close() {
    hub.close();
  }
}
