package io.foretide.hub.tryout;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.tryout.Backtests.Values;
import java.util.Arrays;
import java.util.List;

/** Reads the newest part of a series on an even grid. Thread-safe. */
final class History {
  /** Usual distances of points, in seconds. */
  private static final long[] STEPS = {
    1, 5, 10, 30, 60, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400
  };

  private final SensorInformationProvider series;
  private final SensorDataProvider data;

  History(SensorInformationProvider series, SensorDataProvider data) {
    this.series = series;
    this.data = data;
  }

  /**
   * A series that has points.
   *
   * @throws ApiError if it has none or does not exist
   */
  SeriesInfo series(String name) throws ProviderException {
    SeriesInfo info =
        series
            .find(name)
            .orElseThrow(() -> ApiError.notFound("series '" + name + "' does not exist"));
    if (!info.hasPoints()) {
      throw ApiError.invalid("series", "series '" + name + "' has no points yet");
    }
    return info;
  }

  /**
   * Its newest values.
   *
   * @param text a duration; empty for the usual distance of its points
   * @param most steps
   */
  Values newest(SeriesInfo info, String text, int most) throws ProviderException {
    long step = step(text, info);
    long to = (Math.floorDiv(info.last(), step) + 1) * step;
    long from = Math.max(Math.floorDiv(info.first(), step) * step, Instants.minus(to, most * step));
    Frame frame =
        data.read(
            new FrameQuery(List.of(info.name()), new Range(from, to), step, Aggregation.MEAN));
    return new Values(
        info.name(),
        Arrays.copyOf(frame.times(), frame.rows()),
        Arrays.copyOf(frame.column(0), frame.rows()),
        step);
  }

  private static long step(String text, SeriesInfo info) {
    if (!text.isEmpty()) {
      try {
        long step = Durations.parse(text);
        if (step >= Instants.SECOND) {
          return step;
        }
      } catch (IllegalArgumentException e) {
        throw ApiError.bad("step", "step: " + e.getMessage());
      }
      throw ApiError.bad("step", "step '" + text + "': expected 1s or more");
    }
    double apart =
        info.points() > 1
            ? ((double) info.last() - info.first()) / (info.points() - 1)
            : 10.0 * Instants.MINUTE;
    return Arrays.stream(STEPS)
        .map(s -> s * Instants.SECOND)
        .filter(s -> s >= 0.9 * apart)
        .findFirst()
        .orElse(Instants.DAY);
  }
}
