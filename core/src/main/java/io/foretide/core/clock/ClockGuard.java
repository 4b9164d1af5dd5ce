package io.foretide.core.clock;

import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;

/**
 * The clock that planning believes. It never goes back; a step forward that the monotonic clock
 * does not confirm, and a step back, hold planning until the clock is believable again.
 * Thread-safe.
 */
public final class ClockGuard {
  private final WallClock clock;
  private final ClockRules rules;
  private long highest;
  private long wall;
  private long mono;
  private Hold hold = Hold.NONE;
  private String notice = "";

  /**
   * Where the true clock would be if nothing had stepped: wall time and monotonic time of the last
   * belief.
   */
  private long believedWall;

  private long believedMono;
  private long steadySince;

  private enum Hold {
    NONE,
    BACK,
    FORWARD,
    START
  }

  /**
   * @param highest the highest time that was ever believed; {@link Long#MIN_VALUE} at the very
   *     first start
   */
  public ClockGuard(WallClock clock, ClockRules rules, long highest) {
    this.clock = clock;
    this.rules = rules;
    this.highest = highest;
    this.wall = clock.now();
    this.mono = clock.monotonic();
    believe();
    if (highest == Long.MIN_VALUE) {
      this.highest = wall;
    } else if (wall < Instants.minus(highest, rules.tolerance())) {
      hold(Hold.BACK, back());
    } else if (Instants.minus(wall, highest) > rules.downtime()) {
      hold(
          Hold.START,
          "the clock says "
              + Instants.format(wall)
              + ", "
              + Durations.format(wholeSeconds(wall - highest))
              + " after the last known time "
              + Instants.format(highest)
              + "; if that is right, accept it with: foretide doctor --accept-clock");
    } else {
      this.highest = Math.max(highest, wall);
    }
  }

  /**
   * @param now the believed time; it stands still while held
   * @param held true if nothing may be planned
   * @param notice why, for people; empty if not held
   */
  public record Reading(long now, boolean held, String notice) {}

  /** Looks at the clock. */
  public synchronized Reading read() {
    long newWall = clock.now();
    long newMono = clock.monotonic();
    long step = Instants.minus(newWall, Instants.plus(wall, newMono - mono));
    boolean stepped = Math.abs(step) > rules.tolerance();
    wall = newWall;
    mono = newMono;
    if (stepped) {
      steadySince = newMono;
    }
    switch (hold) {
      case NONE -> judge(stepped, step);
      case BACK -> {
        if (wall >= highest) {
          release();
        }
      }
      case FORWARD -> judgeForward();
      case START -> {
        if (wall < Instants.minus(highest, rules.tolerance())) {
          hold(Hold.BACK, back());
        } else if (Instants.minus(wall, highest) <= rules.downtime()) {
          release();
        }
      }
    }
    if (hold == Hold.NONE) {
      highest = Math.max(highest, wall);
      believe();
    }
    return new Reading(highest, hold != Hold.NONE, notice);
  }

  private void judge(boolean stepped, long step) {
    if (wall < Instants.minus(highest, rules.tolerance())) {
      hold(Hold.BACK, back());
    } else if (stepped && step > 0) {
      hold(
          Hold.FORWARD,
          "the clock stepped forward by "
              + Durations.format(wholeSeconds(step))
              + " to "
              + Instants.format(wall)
              + "; planning waits until it "
              + (step <= rules.acceptUpTo()
                  ? "has run evenly for " + Durations.format(rules.confirm())
                  : "is set right, or accepted with: foretide doctor --accept-clock"));
    }
  }

  private void judgeForward() {
    long expected = Instants.plus(believedWall, mono - believedMono);
    long off = Instants.minus(wall, expected);
    if (wall < Instants.minus(highest, rules.tolerance())) {
      hold(Hold.BACK, back());
    } else if (off <= rules.tolerance()
        || (off > 0 && off <= rules.acceptUpTo() && mono - steadySince >= rules.confirm())) {
      release();
    }
  }

  private String back() {
    return "the clock went back to "
        + Instants.format(wall)
        + "; planning waits until it passes "
        + Instants.format(highest)
        + ", the latest time already seen";
  }

  private void hold(Hold kind, String text) {
    hold = kind;
    notice = text;
    steadySince = mono;
  }

  private void release() {
    hold = Hold.NONE;
    notice = "";
  }

  private void believe() {
    believedWall = wall;
    believedMono = mono;
  }

  /** A person says that the clock is right: planning goes on from the present wall time. */
  public synchronized String accept() {
    read();
    if (hold == Hold.NONE) {
      return "the clock is not held: nothing to accept";
    }
    wall = clock.now();
    mono = clock.monotonic();
    String before = Instants.format(highest);
    highest = wall;
    release();
    believe();
    return "accepted " + Instants.format(wall) + " as the present time (it was " + before + ")";
  }

  /**
   * A person said to another process that the clock is right. Holds only where this clock agrees
   * with that one.
   *
   * @param accepted the time that was accepted there, just now
   * @return whether planning goes on here because of it
   */
  public synchronized boolean acceptAlso(long accepted) {
    Reading reading = read();
    if (!reading.held() || Math.abs(Instants.minus(wall, accepted)) > rules.tolerance()) {
      return false;
    }
    accept();
    return true;
  }

  private static long wholeSeconds(long nanos) {
    return nanos / Instants.SECOND * Instants.SECOND;
  }
}
