package io.foretide.core.engine;

import io.foretide.core.clock.ClockGuard;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.process.News;
import io.foretide.core.schedule.Scheduler;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Takes in what other processes did, so that this one's picture is theirs. What needs the store is
 * left to {@link #round}; all else is done at once. Thread-safe.
 */
final class Following implements Consumer<News> {
  /** A person's word that the clock is right; the event's time is the time that was accepted. */
  static final String ACCEPTED = "clock.accepted";

  private final ClockGuard clock;
  private final ModelDesk desk;
  private final RolloutDesk rollouts;
  private final Scheduler scheduler;
  private final Changes changes;
  private final ConcurrentLinkedQueue<Later> later = new ConcurrentLinkedQueue<>();
  private boolean troubled;

  private interface Later {
    void run() throws ProviderException;
  }

  Following(
      ClockGuard clock,
      ModelDesk desk,
      RolloutDesk rollouts,
      Scheduler scheduler,
      Changes changes) {
    this.clock = clock;
    this.desk = desk;
    this.rollouts = rollouts;
    this.scheduler = scheduler;
    this.changes = changes;
  }

  @Override
  public void accept(News news) {
    switch (news) {
      case News.Changed n -> desk.follow(n.model());
      case News.Sent n -> scheduler.sent(n.task());
      case News.Finished n -> scheduler.finished(n.task(), n.release());
      case News.Looked n -> scheduler.finished(n.task(), n.report());
      case News.Demanded n -> scheduler.demand(n.model(), n.at());
      case News.RolledOut n -> later.add(() -> rollouts.follow(n.rollout()));
      case News.Logged n -> {
        if (n.event().kind().equals(ACCEPTED)) {
          var unused = clock.acceptAlso(n.event().time());
        }
        changes.send(new Change.Logged(n.event()));
      }
      case News.Missed _ -> later.add(this::everything);
    }
  }

  private void everything() throws ProviderException {
    desk.load();
    rollouts.load();
  }

  /** Does what needs the store; what fails is done again with the next round. One thread. */
  void round(long now) {
    for (Later l = later.peek(); l != null; l = later.peek()) {
      try {
        l.run();
        troubled = false;
      } catch (ProviderException e) {
        if (!troubled) {
          changes.send(
              new Change.Logged(
                  Event.of(
                      now,
                      Severity.WARNING,
                      "processes.trouble",
                      "",
                      "what another process did is taken in later: " + e.getMessage())));
          troubled = true;
        }
        return;
      }
      later.remove();
    }
  }
}
