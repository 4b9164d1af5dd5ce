package io.foretide.core.engine;

import io.foretide.core.clock.ClockGuard;
import io.foretide.core.commit.CoverageStore;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.model.Model;
import io.foretide.core.model.Schedule;
import io.foretide.core.schedule.Release;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.task.Task;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is done beside planning, about once a second: settling late data, remembering the clock,
 * moving floors, and saying what people should know. Called by one thread, except {@link #putOff}.
 */
final class Housekeeping {
  private static final long SAVE_CLOCK = 10 * Instants.SECOND;
  private static final long MOVE_FLOORS = 10 * Instants.MINUTE;
  private static final long REPEAT = 10 * Instants.MINUTE;

  private final EngineParts parts;
  private final ClockGuard clock;
  private final ModelBook book;
  private final ModelDesk desk;
  private final Scheduler scheduler;
  private final Changes changes;
  private final Meter meter;
  private final RolloutDesk rollouts;
  private long nextSave = Long.MIN_VALUE;
  private long nextFloors = Long.MIN_VALUE;
  private long nextAsk = Long.MIN_VALUE;
  private final AskAgain askAgain;
  private String lastNotice = "";
  private String lastTrouble = "";

  /** Reasons told lately, so that an outage is one line and not one per task. */
  private final Map<String, Long> told =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > 1000;
        }
      };

  Housekeeping(
      EngineParts parts,
      ClockGuard clock,
      ModelBook book,
      ModelDesk desk,
      Scheduler scheduler,
      Changes changes,
      Meter meter,
      RolloutDesk rollouts) {
    this.parts = parts;
    this.clock = clock;
    this.book = book;
    this.desk = desk;
    this.scheduler = scheduler;
    this.changes = changes;
    this.meter = meter;
    this.rollouts = rollouts;
    this.askAgain = new AskAgain(parts.providers(), parts.coverage(), scheduler);
  }

  /** One round of a process that does not plan. */
  void watch() {
    note();
    tellClock(clock.read());
  }

  private void note() {
    meter.note(
        parts.clock().monotonic(),
        changes.commits.sum(),
        changes.intervals.sum(),
        scheduler.inFlightTasks() > 0);
  }

  /** One round. Trouble is told once and tried again with the next round. */
  void round() {
    note();
    ClockGuard.Reading reading = clock.read();
    tellClock(reading);
    try {
      for (CoverageStore.Uncovered u : parts.coverage().settle(reading.now())) {
        scheduler.uncovered(u.model(), u.revision(), u.cells());
      }
      if (!reading.held()) {
        rollouts.round();
      }
      if (!reading.held() && reading.now() >= nextSave) {
        parts.clockMemory().save(reading.now());
        nextSave = reading.now() + SAVE_CLOCK;
      }
      if (!reading.held() && reading.now() >= nextFloors) {
        moveFloors(reading.now());
        nextFloors = reading.now() + MOVE_FLOORS;
      }
      if (!reading.held() && reading.now() >= nextAsk && askAgain.needed()) {
        for (ModelBook.Label label : book.labels()) {
          Optional<Model> model = book.find(label.id());
          if (model.isPresent()) {
            askAgain.round(model.get(), reading.now());
          }
        }
        nextAsk = reading.now() + Instants.MINUTE;
      }
      lastTrouble = "";
    } catch (ProviderException e) {
      String text = String.valueOf(e.getMessage());
      if (!text.equals(lastTrouble)) {
        tell(reading.now(), Severity.ERROR, "housekeeping.trouble", "", text);
        lastTrouble = text;
      }
    }
  }

  private void tellClock(ClockGuard.Reading reading) {
    if (!reading.notice().equals(lastNotice)) {
      boolean held = reading.held();
      tell(
          reading.now(),
          held ? Severity.ERROR : Severity.INFO,
          held ? "clock.held" : "clock.released",
          "",
          held ? reading.notice() : "the clock is believed again; planning goes on");
      lastNotice = reading.notice();
    }
  }

  private void moveFloors(long now) throws ProviderException {
    for (ModelBook.Label label : book.labels()) {
      Optional<Model> found = book.find(label.id());
      if (found.isEmpty()
          || found.get().definition().keepPredictions() == Long.MAX_VALUE
          || !(found.get().definition().schedule() instanceof Schedule.ByTime t)) {
        continue;
      }
      Model m = found.get();
      Grid grid = t.grid();
      long floor = grid.start(grid.cellAt(Instants.minus(now, m.definition().keepPredictions())));
      if (floor - m.floor() >= Math.max(grid.every(), Instants.HOUR)) {
        desk.expireBefore(m, floor);
      }
    }
  }

  /** A task was put off: said once for each model and reason in ten minutes. Any thread. */
  void putOff(Task task, Release release) {
    if (release.kind() == Release.Kind.DONE || release.why().isEmpty()) {
      return;
    }
    String name = book.nameOf(task.model());
    long now = clock.read().now();
    synchronized (told) {
      Long before = told.put(name + '\u0000' + release.why(), now);
      if (before != null && now - before < REPEAT) {
        told.put(name + '\u0000' + release.why(), before);
        return;
      }
    }
    tell(
        now,
        Severity.WARNING,
        "task.put_off",
        "model:" + name,
        "model '"
            + name
            + "': "
            + release.cells().count()
            + " intervals put off: "
            + release.why());
  }

  void tell(long now, Severity severity, String kind, String subject, String message) {
    Event event = Event.of(now, severity, kind, subject, message);
    parts.events().append(event);
    changes.send(new Change.Logged(event));
  }
}
