package io.foretide.core.alarm;

import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Severity;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges what was judged before once its intervals were predicted again, and makes the alarms fit:
 * an episode that is still there keeps its alarm, one that is gone ends it, a new one opens one.
 * Doing it twice does nothing. Not thread-safe.
 */
final class JudgeAgain {
  /** What is older stays as it is. */
  static final long REACH = 30 * Instants.DAY;

  static final String GONE =
      "its cause is gone: the intervals were predicted again, from other data or settings";

  private static final long SLICE = Instants.DAY;
  private static final int PAGE = 200;

  private final AlarmParts parts;
  private final Samples samples;
  private final AlarmBook book;

  JudgeAgain(AlarmParts parts, Samples samples, AlarmBook book) {
    this.parts = parts;
    this.samples = samples;
    this.book = book;
  }

  /** From where on a changed span is to be judged again; MAX_VALUE if nothing of it was judged. */
  static long affected(AlarmRule rule, Track t, long changed, long now) {
    // The value of an origin lies at the end of its interval.
    long first = rule.condition() instanceof Condition.Ahead ? changed + 1 : changed;
    long from = Math.max(first, Math.max(t.floor(), now - REACH));
    return from < t.upto() ? from : Long.MAX_VALUE;
  }

  /**
   * Judges a stale track again.
   *
   * @return the track as it stands now; empty while intervals are not there yet
   */
  Optional<Track> judge(AlarmRule rule, ModelStatus status, Track t, long now)
      throws ProviderException {
    long slack = Math.max(1, rule.offDelay());
    List<Alarm> known = known(rule, status, t.again() - 2 * slack - rule.onDelay());
    long start = start(rule, t, known);
    if (!samples.settled(rule.condition(), status.model(), start, t.upto(), now)) {
      return Optional.empty();
    }
    List<Episode> episodes = new ArrayList<>();
    Track end = run(rule, status, t, start, episodes);
    long open = fit(rule, status, known, episodes, slack, now);
    boolean alarmed = end.phase() == Track.Phase.OPEN && open != 0;
    return Optional.of(
        (alarmed ? end.with(Track.Phase.OPEN, open) : end).judged(t.upto()).again(Long.MAX_VALUE));
  }

  /** Alarms of the rule on the model that reach an instant or lie after it, by their begin. */
  private List<Alarm> known(AlarmRule rule, ModelStatus status, long from)
      throws ProviderException {
    List<Alarm> out = new ArrayList<>();
    List<Alarm> page;
    long before = Long.MAX_VALUE;
    do {
      page = parts.store().list(false, status.model().name(), before, PAGE);
      for (Alarm a : page) {
        before = a.id();
        if (a.rule().equals(rule.name())
            && a.ending().isEmpty()
            && (a.isOpen() || a.to() >= from)) {
          out.add(a);
        }
      }
      // Alarms are numbered as they are found, which is their order but for those found again.
    } while (page.size() == PAGE && page.getLast().raisedAt() >= from);
    out.sort(Comparator.comparingLong(Alarm::from));
    return out;
  }

  /** Where all was calm before what changed. */
  private static long start(AlarmRule rule, Track t, List<Alarm> known) {
    long start = t.again() - rule.offDelay() - rule.onDelay();
    for (Alarm a : known) {
      if (a.from() < start) {
        start = a.from();
      }
    }
    return Math.max(start, t.floor());
  }

  private Track run(AlarmRule rule, ModelStatus status, Track t, long start, List<Episode> out)
      throws ProviderException {
    Track at = t.calm(start);
    Begin begin = null;
    for (long from = start; from < t.upto(); from = Math.min(from + SLICE, t.upto())) {
      long to = Math.min(from + SLICE, t.upto());
      for (Sample s : samples.values(rule.condition(), status.model(), from, to)) {
        Tracker.Step step = Tracker.step(rule, at, s);
        if (step.effect() == Tracker.Effect.OPENS) {
          Track n = step.track();
          begin = new Begin(n.since(), s, Tracker.limit(rule.condition(), n), n.peak(), n.peakAt());
        } else if (step.effect() == Tracker.Effect.CLOSES && begin != null) {
          out.add(new Episode(begin, step.ends(), false, at.peak(), at.peakAt()));
        }
        at = step.track();
      }
    }
    if (at.phase() == Track.Phase.OPEN && begin != null) {
      out.add(new Episode(begin, at.lastBad(), true, at.peak(), at.peakAt()));
    }
    return at;
  }

  /** Makes the alarms fit the episodes; returns the number of the open one, 0 if none is. */
  private long fit(
      AlarmRule rule,
      ModelStatus status,
      List<Alarm> known,
      List<Episode> episodes,
      long slack,
      long now)
      throws ProviderException {
    long open = 0;
    Set<Alarm> left = new HashSet<>(known);
    for (Episode e : episodes) {
      Optional<Alarm> same =
          known.stream().filter(a -> left.contains(a) && e.isThatOf(a, slack)).findFirst();
      Alarm a = same.isPresent() ? same.get() : book.open(rule, status, e.begin(), null, null, now);
      left.remove(a);
      move(a, e, now);
      open = e.open() ? a.id() : open;
    }
    for (Alarm gone : known) {
      if (left.contains(gone)) {
        withdraw(gone, now);
      }
    }
    return open;
  }

  private void move(Alarm was, Episode e, long now) throws ProviderException {
    boolean opens = !was.isOpen() && e.open();
    boolean closes = was.isOpen() && !e.open();
    Optional<Alarm> stored =
        book.change(
            was.id(),
            a ->
                a.spanning(
                    e.begin().since(),
                    e.open() ? Long.MAX_VALUE : e.to(),
                    e.open() ? 0 : a.isOpen() ? now : a.closedAt(),
                    e.peak(),
                    e.peakAt()),
            null,
            null,
            opens ? "opened" : closes ? "closed" : "",
            now);
    if (stored.isPresent() && opens) {
      book.tell(was, "alarm.opened", was.severity(), "again: " + was.words(), Map.of());
    } else if (stored.isPresent() && closes) {
      book.tell(was, "alarm.closed", Severity.INFO, "over: " + was.words(), Map.of());
    }
  }

  private void withdraw(Alarm was, long now) throws ProviderException {
    Optional<Alarm> stored =
        book.change(
            was.id(), a -> a.ended(now, GONE), null, null, was.isOpen() ? "closed" : "", now);
    if (stored.isPresent()) {
      book.tell(
          was,
          was.isOpen() ? "alarm.closed" : "alarm.withdrawn",
          Severity.INFO,
          "no longer so: " + was.words() + "; " + GONE,
          Map.of());
    }
  }
}
