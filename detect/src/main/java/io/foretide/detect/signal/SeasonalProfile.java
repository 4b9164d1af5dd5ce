package io.foretide.detect.signal;

import io.foretide.detect.Refused;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/**
 * Expects what the same phase of the last seasons had: the median over them, with the median
 * absolute deviation of the residuals of one season as the width. It looks back a fixed number of
 * rows and needs no training.
 *
 * @param season rows per season, at least 1
 * @param seasons how many seasons to look back, at least 2
 * @param width half the interval in robust deviations
 */
public record SeasonalProfile(int season, int seasons, double width) implements Expectation {
  /** The kind in saved forms. */
  public static final String KIND = "seasonal-profile";

  /** Checks the parameters. */
  public SeasonalProfile {
    if (season < 1 || seasons < 2 || (long) season * seasons > 10_000_000 || !(width > 0)) {
      throw Refused.because(
              "a seasonal profile of " + seasons + " seasons of " + season + ", width " + width,
              "a season of at least 1 row, at least 2 seasons, 10 million rows at most, width > 0")
          .asException();
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int lookback() {
    return season * (seasons + 1);
  }

  @Override
  public Run start() {
    return new Profile(this);
  }

  @Override
  public void write(ByteSink out) {
    out.putInt(season);
    out.putInt(seasons);
    out.putDouble(width);
  }

  /** Reads what {@link #write} wrote. */
  public static SeasonalProfile read(ByteSource in) {
    return new SeasonalProfile(in.getInt(), in.getInt(), in.getDouble());
  }

  private static final class Profile implements Run {
    private final SeasonalProfile settings;
    private final double[] ring;
    private final double[] phase;
    private final SortedWindow residuals;
    private int at;
    private double expected = Double.NaN;

    Profile(SeasonalProfile settings) {
      this.settings = settings;
      ring = new double[settings.season * settings.seasons];
      Arrays.fill(ring, Double.NaN);
      phase = new double[settings.seasons];
      residuals = new SortedWindow(Math.max(settings.season, 4));
    }

    @Override
    public void next(double[] interval) {
      int n = 0;
      for (int k = at % settings.season; k < ring.length; k += settings.season) {
        if (!Double.isNaN(ring[k])) {
          phase[n++] = ring[k];
        }
      }
      expected = Double.NaN;
      if (n > 0) {
        Arrays.sort(phase, 0, n);
        expected = n % 2 == 1 ? phase[n / 2] : phase[n / 2 - 1] / 2 + phase[n / 2] / 2;
      }
      boolean ready = residuals.count() >= Math.max(3, settings.season / 2);
      double half = 0;
      if (ready) {
        double centre = residuals.median();
        double scale =
            Math.max(
                1.4826 * residuals.medianDistance(centre), 0.5 * residuals.meanDistance(centre));
        half = settings.width * Math.max(scale, 1e-6 * Math.abs(expected));
      }
      interval[0] = ready ? expected : Double.NaN;
      interval[1] = expected - half;
      interval[2] = expected + half;
    }

    @Override
    public void observe(double x) {
      residuals.push(x - expected);
      ring[at] = x;
      at = at + 1 == ring.length ? 0 : at + 1;
    }

    @Override
    public void write(ByteSink out) {
      out.putInt(at);
      out.putDoubles(ring);
      residuals.write(out);
    }

    @Override
    public void read(ByteSource in) {
      at = in.getInt(0, ring.length - 1);
      in.getDoubles(ring);
      residuals.read(in);
    }
  }
}
