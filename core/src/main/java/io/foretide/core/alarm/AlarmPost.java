package io.foretide.core.alarm;

import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
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

  /** For each output, so that one that hangs holds up no other. */
  static final int AT_ONCE = 4;

  private static final int PAGE = 64;
  private static final long FIRST_PAUSE = 5 * Instants.SECOND;
  private static final long LONGEST_PAUSE = Instants.HOUR;

  private final AlarmStore store;
  private final Supplier<List<AlarmOutput>> outputs;
  private final EventLog events;
  private final WallClock clock;
  private final Executor threads;
  private final RandomGenerator random;

  /** Outputs by the number of the delivery that is on its way to them. */
  private final Map<Long, String> busy = new ConcurrentHashMap<>();

  /**
   * @param outputs who is told now, with unique names
   * @param threads run the sending; each sending waits for the other side
   * @param random for jitter; safe for many threads
   */
  public AlarmPost(
      AlarmStore store,
      Supplier<List<AlarmOutput>> outputs,
      EventLog events,
      WallClock clock,
      Executor threads,
      RandomGenerator random) {
    this.store = store;
    this.outputs = outputs;
    this.events = events;
    this.clock = clock;
    this.threads = threads;
    this.random = random;
  }

  /** Begins to send what is due; true if something was begun. */
  public boolean round() throws ProviderException {
    Map<String, Integer> running = new HashMap<>();
    // What ends while the store is read may still be waiting in what was read.
    Map<Long, String> before = Map.copyOf(busy);
    before.values().forEach(output -> running.merge(output, 1, Integer::sum));
    Set<String> full = new HashSet<>();
    running.forEach((output, n) -> {
      if (n >= AT_ONCE) {
        full.add(output);
      }
    });
    boolean begun = false;
    for (Delivery d : store.due(clock.now(), PAGE, full)) {
      if (running.getOrDefault(d.output(), 0) < AT_ONCE && !before.containsKey(d.id())) {
        busy.put(d.id(), d.output());
        running.merge(d.output(), 1, Integer::sum);
        begun = true;
        threads.execute(() -> send(d));
      }
    }
    return begun;
  }

  private void send(Delivery d) {
    try {
      store.settle(attempt(d));
    } catch (ProviderException e) {
      // Not stored: it is due still, and sent again with the same number.
    } finally {
      busy.remove(d.id());
    }
  }

  private Delivery attempt(Delivery d) throws ProviderException {
    Optional<Alarm> alarm = store.find(d.alarm());
    Optional<AlarmOutput> output =
        outputs.get().stream().filter(o -> o.name().equals(d.output())).findFirst();
    if (alarm.isEmpty() || output.isEmpty()) {
      return failed(
          d,
          (alarm.isEmpty() ? "there is no such alarm" : "there is no output of this name")
              + " now");
    }
    try {
      return with(d, Delivery.State.DONE, output.get().send(alarm.get(), d));
    } catch (ProviderException.Rejected e) {
      return failed(d, String.valueOf(e.getMessage()));
    } catch (ProviderException e) {
      return d.attempts() + 1 >= MOST_ATTEMPTS
          ? failed(d, String.valueOf(e.getMessage()))
          : later(d, e);
    }
  }

  private Delivery failed(Delivery d, String why) {
    events.append(
        Event.of(
            clock.now(),
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
                + why));
    return with(d, Delivery.State.FAILED, why);
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
        clock.now() + pause,
        String.valueOf(e.getMessage()));
  }

  private Delivery with(Delivery d, Delivery.State state, String answer) {
    return new Delivery(
        d.id(), d.alarm(), d.what(), d.output(), state, d.attempts() + 1, clock.now(), answer);
  }
}
