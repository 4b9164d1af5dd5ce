package io.foretide.ingest.text;

import io.foretide.core.time.Instants;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how times are written from some of them.
 *
 * @param format the format that reads most of them
 * @param share how many of them it reads, 0 to 1
 * @param unsure whether day and month could be the other way round
 */
public record TimeGuess(TimeFormat format, double share, boolean unsure) {
  private static final String[] DATES = {
    "d/M/y", "M/d/y", "d.M.y", "d-M-y", "M-d-y", "d-MMM-y", "d MMM y", "MMM d y", "MMM d, y"
  };
  private static final String[] TIMES = {
    "",
    " H",
    " H:m",
    " H:m:s",
    " H:m:s.S",
    " h:m a",
    " h:m:s a",
    "'T'H:m",
    "'T'H:m:s",
    " H.m.s",
    " H:m:s X"
  };
  private static final String[] OTHERS = {
    "yyyyMMdd",
    "yyyyMMdd H:m",
    "yyyyMMdd H:m:s",
    "yyyyMMddHHmm",
    "yyyyMMddHHmmss",
    "yyyyMMdd'T'HHmm",
    "yyyyMMdd'T'HHmmss",
    "yyyyMMdd'T'HHmmssX",
    "E, d MMM y H:m:s z",
    "d/MMM/y:H:m:s X"
  };

  /** The best format for some times, or null if none reads more than half of them. */
  public static @Nullable TimeGuess of(List<byte[]> times) {
    TimeGuess best = null;
    double bestRise = 0;
    for (TimeFormat format : candidates()) {
      int read = 0;
      int rising = 0;
      long before = Long.MIN_VALUE;
      TimeReader reader = new TimeReader(format, ZoneOffset.UTC);
      for (byte[] time : times) {
        long t = reader.read(time, 0, time.length, 0);
        if (t != TimeReader.BAD && plausible(format, t)) {
          read++;
          rising += t >= before ? 1 : 0;
          before = t;
        } else if (read == 0 && time == times.get(Math.min(40, times.size() - 1))) {
          break;
        }
      }
      double share = times.isEmpty() ? 0 : (double) read / times.size();
      double rise = read == 0 ? 0 : (double) rising / read;
      if (share <= 0.5) {
        continue;
      }
      if (best == null || share > best.share || (share == best.share && rise > bestRise)) {
        best = new TimeGuess(format, share, false);
        bestRise = rise;
      } else if (share == best.share && rise == bestRise && swapped(best.format, format)) {
        best = new TimeGuess(best.format, share, true);
      }
    }
    return best;
  }

  /** Numbers are taken for times only from 1973 to 2100. */
  private static boolean plausible(TimeFormat format, long time) {
    return !(format instanceof TimeFormat.Epoch)
        || (time > 1_000 * Instants.DAY && time < 47_482L * Instants.DAY);
  }

  private static boolean swapped(TimeFormat a, TimeFormat b) {
    return a.text().startsWith("d") && b.text().startsWith("M") && !b.text().startsWith("MMM");
  }

  private static List<TimeFormat> candidates() {
    List<TimeFormat> out = new ArrayList<>();
    out.add(new TimeFormat.Iso());
    for (String date : DATES) {
      for (String time : TIMES) {
        out.add(new TimeFormat.Pattern(new TimePattern(date + time)));
      }
    }
    for (String other : OTHERS) {
      out.add(new TimeFormat.Pattern(new TimePattern(other)));
    }
    out.add(new TimeFormat.Epoch(0));
    return out;
  }
}
