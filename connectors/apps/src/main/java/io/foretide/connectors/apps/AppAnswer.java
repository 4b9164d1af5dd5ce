package io.foretide.connectors.apps;

import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.models.window.Outcomes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows that an app answered for a job, checked one by one. An interval about which it says
 * nothing failed. Not thread-safe.
 */
final class AppAnswer {
  private final Job job;
  private final Map<Long, Integer> origins = new HashMap<>();
  private final TreeMap<Long, double[]>[] rows;
  private final String[] empty;
  private final String[] failed;

  @SuppressWarnings({"unchecked", "rawtypes"})
  AppAnswer(Job job) {
    this.job = job;
    int n = job.intervals().length;
    rows = new TreeMap[n];
    empty = new String[n];
    failed = new String[n];
    for (int i = 0; i < n; i++) {
      rows[i] = new TreeMap<>();
      origins.put(job.intervals()[i].to(), i);
    }
    Arrays.fill(empty, "");
    Arrays.fill(failed, "");
  }

  /** The interval that an origin ends. */
  int interval(long origin) throws ProviderException.Rejected {
    Integer i = origins.get(origin);
    if (i == null) {
      throw new ProviderException.Rejected(
          "origin "
              + Instants.format(origin)
              + " is the end of none of the intervals: expected "
              + Instants.format(job.intervals()[0].to())
              + (origins.size() > 1 ? " to " + Instants.format(job.end()) : ""));
    }
    return i;
  }

  /** The job has nothing for an interval, in the app's words. */
  void empty(int interval, String why) {
    empty[interval] = why;
  }

  /** The app could not compute an interval, in its words. */
  void failed(int interval, String why) {
    failed[interval] = why;
  }

  /** A row: {@code values} in the order of the outputs, NaN for none. */
  void row(int interval, long time, double[] values) throws ProviderException.Rejected {
    long step = job.settings().shape().step();
    Range span = job.intervals()[interval];
    long first = job.settings().shape().bucketAt(span.from()) * step;
    long last = span.to() + job.settings().ahead();
    if (Math.floorMod(time, step) != 0 || time < first || time >= last) {
      throw new ProviderException.Rejected(
          "a row of origin "
              + Instants.format(span.to())
              + " is at "
              + Instants.format(time)
              + ": expected whole steps of the resolution from "
              + Instants.format(first)
              + " to before "
              + Instants.format(last)
              + (job.settings().horizon() == 0 ? "; horizon lets rows reach further" : ""));
    }
    if (rows[interval].put(time, values) != null) {
      throw new ProviderException.Rejected(
          "two rows of origin "
              + Instants.format(span.to())
              + " are at "
              + Instants.format(time)
              + ": expected one");
    }
  }

  /** Adds what came of one interval. */
  void add(int interval, Outcomes out) {
    TreeMap<Long, double[]> mine = rows[interval];
    if (!failed[interval].isEmpty()) {
      out.failed(Reason.MODEL_ERROR, failed[interval]);
    } else if (!mine.isEmpty()) {
      out.predicted(block(job.intervals()[interval].to(), mine));
    } else if (!empty[interval].isEmpty()) {
      out.empty(Reason.NO_DATA, empty[interval]);
    } else {
      out.failed(Reason.MODEL_ERROR, "the app answered no row for this interval");
    }
  }

  private PredictionBlock block(long origin, TreeMap<Long, double[]> mine) {
    long step = job.settings().shape().step();
    long first = mine.firstKey();
    int n = (int) ((mine.lastKey() - first) / step) + 1;
    double[][] values = new double[job.settings().outputs().size()][n];
    for (double[] column : values) {
      Arrays.fill(column, Double.NaN);
    }
    mine.forEach((time, row) -> {
      for (int c = 0; c < row.length; c++) {
        values[c][(int) ((time - first) / step)] = row[c];
      }
    });
    return new PredictionBlock(origin, first, step, values);
  }
}
