package io.foretide.forecast.bench;

import io.foretide.forecast.prophet.Prophet;
import io.foretide.forecast.prophet.ProphetFit;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Time to fit Prophet's examples and to forecast 365 steps with intervals from draws. */
final class ProphetTable {
  private static final double DAY = 86_400;
  private static final int ROUNDS = 8;

  private final DataFolder folder;
  private final PrintStream out;
  private final Targets targets;

  ProphetTable(DataFolder folder, PrintStream out, Targets targets) {
    this.folder = folder;
    this.out = out;
    this.targets = targets;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Data(double[] days, double[] y) {}

  void print() throws IOException, InterruptedException {
    out.println(
        "\nProphet: fit, in-sample values and 365 steps with intervals, one core, least of 8");
    row("example_wp_log_peyton_manning", 7.3, 0.1);
    row("example_yosemite_temps", 51, 0.6);
  }

  private void row(String name, double theirs, double most)
      throws IOException, InterruptedException {
    Data all = data(name);
    double last = all.days()[all.days().length - 1];
    double step = all.days()[1] - all.days()[0];
    double[] ahead = new double[365];
    Arrays.setAll(ahead, h -> last + (h + 1) * step);
    Prophet model = Prophet.on(0, step);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < ROUNDS; i++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped");
      }
      long start = cpu();
      ProphetFit fit = (ProphetFit) model.fit(all.days(), all.y(), new double[0][]);
      fit.inSample();
      fit.forecastAt(ahead, new double[0][]).interval(80);
      least = Math.min(least, (cpu() - start) / 1e9);
    }
    out.printf(
        Locale.ROOT,
        "%s: %d points, %.3f s; R prophet 1.0 %.1f s%n",
        name,
        all.y().length,
        least,
        theirs);
    targets.atMost(name + ", s", least, most);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private Data data(String name) throws IOException {
    List<String[]> rows = folder.rows("prophet/" + name + ".csv.gz");
    double[] days = new double[rows.size()];
    double[] y = new double[rows.size()];
    for (int i = 0; i < y.length; i++) {
      String ds = rows.get(i)[0];
      String value = rows.get(i)[1];
      days[i] =
          ds.length() > 10
              ? LocalDateTime.parse(ds.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC) / DAY
              : LocalDate.parse(ds).toEpochDay();
      y[i] = value.isEmpty() || value.equals("NaN") ? Double.NaN : Double.parseDouble(value);
    }
    return new Data(days, y);
  }
}
