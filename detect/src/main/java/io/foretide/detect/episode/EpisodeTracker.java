package io.foretide.detect.episode;

import io.foretide.detect.Score;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows a stream of scores and says when an episode begins and ends. Belongs to one thread at a
 * time; its state can be saved anywhere.
 */
public final class EpisodeTracker {

  /** What a row did. */
  public enum Change {
    /** Nothing to announce. */
    NONE,
    /** An episode has reached its on-delay and minimum size, and is announced by this row. */
    OPENED,
    /** A row of an episode that has been announced. */
    CONTINUES,
    /** The announced episode ended before this row; it may still be continued within the gap. */
    CLOSED
  }

  private final EpisodeRule rule;
  private long row;
  private int above;
  private int below;
  private boolean active;
  private boolean announced;
  private boolean any;
  private long from;
  private long to;
  private long size;
  private double peak;
  private long peakRow;
  private double pendingPeak;
  private long pendingPeakRow;
  private long pendingFrom;

  /** A tracker without history. */
  public EpisodeTracker(EpisodeRule rule) {
    this.rule = rule;
  }

  /** Takes the next row. */
  public Change next(Score score) {
    return next(score.value(), score.direction());
  }

  /** Takes the next row by its normalised score and direction. */
  public Change next(double value, int direction) {
    long here = row++;
    if (Double.isNaN(value)) {
      return Change.NONE;
    }
    boolean over = value > 1.0 && (rule.direction() == 0 || rule.direction() == direction);
    return over ? over(here, value) : under();
  }

  private Change over(long here, double value) {
    below = 0;
    if (above == 0) {
      pendingFrom = here;
      pendingPeak = 0;
    }
    above = Math.min(above + 1, Integer.MAX_VALUE - 1);
    if (value > pendingPeak) {
      pendingPeak = value;
      pendingPeakRow = here;
    }
    if (!active) {
      if (above <= rule.onDelay()) {
        return Change.NONE;
      }
      boolean continued = any && pendingFrom - to <= rule.mergeGap();
      if (!continued) {
        from = pendingFrom;
        size = 0;
        peak = 0;
        announced = false;
      }
      active = true;
      any = true;
      size += above - 1;
    }
    size++;
    to = here + 1;
    if (pendingPeak > peak) {
      peak = pendingPeak;
      peakRow = pendingPeakRow;
    }
    if (announced) {
      return Change.CONTINUES;
    }
    if (size >= rule.minimumSize()) {
      announced = true;
      return Change.OPENED;
    }
    return Change.NONE;
  }

  private Change under() {
    above = 0;
    if (!active) {
      return Change.NONE;
    }
    below++;
    if (below <= rule.offDelay()) {
      return announced ? Change.CONTINUES : Change.NONE;
    }
    active = false;
    below = 0;
    return announced ? Change.CLOSED : Change.NONE;
  }

  /** Whether an announced episode is open. */
  public boolean isOpen() {
    return active && announced;
  }

  /** Whether the current or last episode counts. */
  public boolean isAnnounced() {
    return announced;
  }

  /** The current or last episode; meaningful once one was announced. */
  public Episode last() {
    return new Episode(from, to, size, peak, peakRow, active);
  }

  /** All episodes of scores, in order, every score taken to have the direction of the rule. */
  public static List<Episode> all(EpisodeRule rule, double[] values) {
    EpisodeTracker tracker = new EpisodeTracker(rule);
    List<Episode> episodes = new ArrayList<>();
    for (double v : values) {
      Change change = tracker.next(v, rule.direction());
      if (change == Change.OPENED) {
        episodes.add(tracker.last());
      } else if (change != Change.NONE) {
        episodes.set(episodes.size() - 1, tracker.last());
      }
    }
    return episodes;
  }

  /** How many episodes the scores make at a limit other than 1. */
  public static int count(EpisodeRule rule, double[] values, double limit) {
    EpisodeTracker tracker = new EpisodeTracker(rule);
    int n = 0;
    for (double v : values) {
      if (tracker.next(v / limit, rule.direction()) == Change.OPENED) {
        n++;
      }
    }
    return n;
  }

  /** Appends the running state. */
  public void write(ByteSink out) {
    out.putLong(row);
    out.putInt(above);
    out.putInt(below);
    out.putBoolean(active);
    out.putBoolean(announced);
    out.putBoolean(any);
    for (long v : new long[] {from, to, size, peakRow, pendingPeakRow, pendingFrom}) {
      out.putLong(v);
    }
    out.putDouble(peak);
    out.putDouble(pendingPeak);
  }

  /** Replaces the running state. */
  public void read(ByteSource in) {
    row = in.getLong();
    above = in.getInt();
    below = in.getInt();
    active = in.getBoolean();
    announced = in.getBoolean();
    any = in.getBoolean();
    from = in.getLong();
    to = in.getLong();
    size = in.getLong();
    peakRow = in.getLong();
    pendingPeakRow = in.getLong();
    pendingFrom = in.getLong();
    peak = in.getDouble();
    pendingPeak = in.getDouble();
  }
}
