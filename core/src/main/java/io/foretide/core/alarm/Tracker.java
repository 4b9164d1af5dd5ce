package io.foretide.core.alarm;

/** Turns values into episodes: delay on and off, least size, breaks that do not split. */
final class Tracker {
  private Tracker() {}

  /** What a sample did. */
  enum Effect {
    NONE,
    OPENS,
    CLOSES
  }

  /**
   * A track after a sample.
   *
   * @param track the next state
   * @param effect what happened
   * @param begins first bad value of the episode that opens or closes
   * @param ends its last bad value
   */
  record Step(Track track, Effect effect, long begins, long ends) {}

  /** The limit that counts now: feedback may have moved it away from usual values. */
  static double limit(Condition c, Track t) {
    double bound = c.bound();
    if (t.eased() <= 1) {
      return bound;
    }
    double away = Math.abs(bound) * (t.eased() - 1);
    return c.rising() ? bound + away : bound - away;
  }

  static boolean isBad(Condition c, Track t, double value) {
    double limit = limit(c, t);
    return c.rising() ? value >= limit : value <= limit;
  }

  static Step step(AlarmRule rule, Track t, Sample s) {
    long upto = s.time() + 1;
    if (Double.isNaN(s.value())) {
      return new Step(t.judged(upto), Effect.NONE, 0, 0);
    }
    boolean bad = isBad(rule.condition(), t, s.value());
    return switch (t.phase()) {
      case CALM -> bad ? grow(rule, begin(t, s)) : none(t.judged(upto));
      case PENDING -> {
        if (bad) {
          yield grow(rule, worse(rule.condition(), t, s));
        }
        yield none(
            s.time() - t.lastBad() >= Math.max(1, rule.offDelay()) ? t.calm(upto) : t.judged(upto));
      }
      case OPEN -> {
        if (bad) {
          yield none(worse(rule.condition(), t, s));
        }
        yield s.time() - t.lastBad() >= rule.offDelay()
            ? new Step(t.calm(upto), Effect.CLOSES, t.since(), t.lastBad())
            : none(t.judged(upto));
      }
    };
  }

  private static Step none(Track t) {
    return new Step(t, Effect.NONE, 0, 0);
  }

  private static Track begin(Track t, Sample s) {
    return new Track(
        s.time() + 1,
        Track.Phase.PENDING,
        s.time(),
        s.time(),
        1,
        s.value(),
        s.time(),
        0,
        t.eased(),
        t.floor(),
        t.again());
  }

  private static Track worse(Condition c, Track t, Sample s) {
    boolean peak = c.rising() ? s.value() > t.peak() : s.value() < t.peak();
    return new Track(
        s.time() + 1,
        t.phase(),
        t.since(),
        s.time(),
        t.size() + 1,
        peak ? s.value() : t.peak(),
        peak ? s.time() : t.peakAt(),
        t.alarm(),
        t.eased(),
        t.floor(),
        t.again());
  }

  private static Step grow(AlarmRule rule, Track t) {
    boolean opens =
        t.phase() == Track.Phase.PENDING
            && t.size() >= rule.minimum()
            && t.lastBad() - t.since() >= rule.onDelay();
    return opens
        ? new Step(t.with(Track.Phase.OPEN, 0), Effect.OPENS, t.since(), t.lastBad())
        : none(t);
  }
}
