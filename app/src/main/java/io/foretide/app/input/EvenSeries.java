package io.foretide.app.input;

import io.foretide.core.time.Durations;
import io.foretide.forecast.grid.Regular;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A series on an even grid of times.
 *
 * @param name of the series
 * @param step between places
 * @param grid values and what had to be done for them
 */
public record EvenSeries(String name, Step step, Regular grid) {
  private static final int MOST_PLACES = 20_000_000;
  private static final int MOST_EMPTY = 1000;

  /** A series, or why there is none. */
  public sealed interface Made {
    /** The series. */
    record Even(EvenSeries series) implements Made {}

    /**
     * None.
     *
     * @param reason what is wrong
     * @param needs what would help
     */
    record No(String name, String reason, String needs) implements Made {}
  }

  /**
   * Puts points on a grid.
   *
   * @param wanted length of a step in nanoseconds, 0 to find it
   * @param usual the step of the other series, for one whose points do not tell
   */
  public static Made of(Points points, long wanted, Optional<Step> usual, ZoneId zone) {
    long[] times = points.times();
    if (times.length == 0) {
      return new Made.No(points.name(), "there is no value", "at least one value");
    }
    Optional<Step> found =
        wanted > 0 ? Optional.of(StepFinder.fixed(wanted, times)) : StepFinder.find(times, zone);
    Optional<Step> step = found.isPresent() ? found : usual;
    if (step.isEmpty()) {
      return new Made.No(
          points.name(), "all values have one time, so that the step is not known", "--step");
    }
    return on(step.get(), points);
  }

  /** Puts points on a given grid. */
  public static Made on(Step step, Points points) {
    long[] times = points.times();
    if (times.length == 0) {
      return new Made.No(points.name(), "there is no value", "at least one value");
    }
    double span = span(times);
    double most = Math.min(MOST_PLACES, 100_000.0 + (double) MOST_EMPTY * times.length);
    if (span > Long.MAX_VALUE || span / step.unit() > most && step instanceof Step.Fixed) {
      return new Made.No(
          points.name(),
          "a grid of "
              + times.length
              + " values over "
              + (long) (span / 86_400e9)
              + " days in steps of "
              + step.text()
              + " would be almost empty",
          "a longer --step");
    }
    long[] places = new long[times.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = step.place(times[i]);
    }
    return new Made.Even(
        new EvenSeries(points.name(), step, Regular.from(places, points.values(), step.unit())));
  }

  private static double span(long[] times) {
    long first = Arrays.stream(times).min().orElse(0);
    long last = Arrays.stream(times).max().orElse(0);
    return (double) last - (double) first;
  }

  /** The step that most of the series have whose points tell one. */
  public static Optional<Step> usualStep(List<Points> series, ZoneId zone) {
    record Seen(String text, int count, Step step) {}
    List<Seen> seen = new ArrayList<>();
    for (Points points : series) {
      Optional<Step> step =
          points.size() < 3 ? Optional.empty() : StepFinder.find(points.times(), zone);
      step.ifPresent(s -> {
        for (int i = 0; i < seen.size(); i++) {
          if (seen.get(i).text().equals(s.text())) {
            seen.set(i, new Seen(s.text(), seen.get(i).count() + 1, seen.get(i).step()));
            return;
          }
        }
        seen.add(new Seen(s.text(), 1, s));
      });
    }
    return seen.stream().max((a, b) -> Integer.compare(a.count(), b.count())).map(Seen::step);
  }

  /** One value per place, NaN where there is none; not a copy. */
  public double[] values() {
    return grid.values();
  }

  /** The instant of a place, which may lie after the last one; epoch nanoseconds. */
  public long time(int place) {
    return step.time(grid.start() + place * step.unit());
  }

  /** The last place. */
  public int last() {
    return grid.values().length - 1;
  }

  /** What was done to make the grid, in words; empty if nothing. */
  public String changes() {
    List<String> parts = new ArrayList<>();
    if (grid.empty() > 0) {
      parts.add(grid.empty() + " of " + grid.values().length + " places without a value");
    }
    if (grid.dropped() > 0) {
      parts.add(grid.dropped() + " points dropped for a nearer or earlier one at their place");
    }
    if (grid.disordered() > 0) {
      parts.add(grid.disordered() + " points out of order");
    }
    if (grid.mostJitter() > 0 && step instanceof Step.Fixed) {
      parts.add(
          "times off the grid by "
              + shown((long) grid.meanJitter())
              + " on average and "
              + shown(grid.mostJitter())
              + " at most");
    }
    return parts.isEmpty() ? "" : "step " + step.text() + "; " + String.join(", ", parts);
  }

  /** A duration cut to what matters. */
  private static String shown(long nanos) {
    long unit = 1;
    while (nanos / unit >= 1000) {
      unit *= 1000;
    }
    long second = 1_000_000_000L;
    return Durations.format(nanos >= second ? nanos / second * second : nanos / unit * unit);
  }
}
