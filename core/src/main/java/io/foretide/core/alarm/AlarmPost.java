package io.foretide.core.alarm;

import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.time.Instants;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Brings state changes to outputs: at least once each, with growing pauses after a failure. {@link
 * #round} is called by one thread at a time.
 */
public final class AlarmPost {
  /**
   * With an hour between the later ones about three days, so that nothing is lost over a weekend.
   */
  static final int MOST_ATTEMPTS = 100;

  private static final int AT_ONCE = 16;
  private static final long FIRST_PAUSE = 5 * Instants.SECOND;
  private static final long LONGEST_PAUSE = Instants.HOUR;

  private final AlarmParts parts;
  private final Executor threads;
  private final RandomGenerator random;
  private final Set<Long> busy = ConcurrentHashMap.newKeySet();

  /**
   * @param threads run the sending; each sending waits for the other side
   * @param random for jitter; safe for many threads
   */
  public AlarmPost(AlarmParts parts, Executor threads, RandomGenerator random) {
    this.parts = parts;
    this.threads = threads;
    this.random = random;
  }

  /** Begins to send what is due; true if something was begun. */
  public boolean round() throws ProviderException {
    boolean begun = false;
    for (Delivery d : parts.store().due(parts.clock().now(), AT_ONCE)) {
      if (busy.size() < AT_ONCE && busy.add(d.id())) {
        begun = true;
        threads.execute(() -> send(d));
      }
    }
    return begun;
  }

  private void send(Delivery d) {
    try {
      parts.store().settle(attempt(d));
    } catch (ProviderException e) {
      // Not stored: it is due still, and sent again with the same number.
    } finally {
      busy.remove(d.id());
    }
  }

  private Delivery attempt(Delivery d) throws ProviderException {
    Optional<Alarm> alarm = parts.store().find(d.alarm());
    Optional<AlarmOutput> output =
        parts.outputs().get().stream().filter(o -> o.name().equals(d.output())).findFirst();
    if (alarm.isEmpty() || output.isEmpty()) {
      return with(d, Delivery.State.FAILED, "there is no output of this name now");
    }
    try {
      return with(d, Delivery.State.DONE, output.get().send(alarm.get(), d));
    } catch (ProviderException.Rejected e) {
      return failed(d, e);
    } catch (ProviderException e) {
      return d.attempts() + 1 >= MOST_ATTEMPTS ? failed(d, e) : later(d, e);
    }
  }

  private Delivery failed(Delivery d, ProviderException e) {
    parts
        .events()
        .append(
            Event.of(
                parts.clock().now(),
                Severity.ERROR,
                "alarm.undelivered",
                "",
                "alarm "
                    + d.alarm()
                    + " was not told to '"
                    + d.output()
                    + "' after "
                    + (d.attempts() + 1)
                    + " attempts: "
                    + e.getMessage()));
    return with(d, Delivery.State.FAILED, String.valueOf(e.getMessage()));
  }

  private Delivery later(Delivery d, ProviderException e) {
    long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(d.attempts(), 12));
    pause = pause / 2 + random.nextLong(pause / 2 + 1);
    if (e instanceof ProviderException.Transient asked) {
      // Who asks for more time gets it, within a day.
      pause = Math.max(pause, Math.min(Instants.DAY, asked.retryAfter()));
    }
    return new Delivery(
        d.id(),
        d.alarm(),
        d.what(),
        d.output(),
        Delivery.State.WAITING,
        d.attempts() + 1,
        parts.clock().now() + pause,
        String.valueOf(e.getMessage()));
  }

  private Delivery with(Delivery d, Delivery.State state, String answer) {
    return new Delivery(
        d.id(),
        d.alarm(),
        d.what(),
        d.output(),
        state,
        d.attempts() + 1,
        parts.clock().now(),
        answer);
  }
}
