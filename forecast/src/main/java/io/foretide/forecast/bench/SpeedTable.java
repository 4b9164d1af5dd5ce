package io.foretide.forecast.bench;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.arima.Arima;
import io.foretide.forecast.arima.AutoArima;
import io.foretide.forecast.auto.Auto;
import io.foretide.forecast.ets.Ets;
import io.foretide.forecast.prophet.Prophet;
import io.foretide.forecast.theta.Theta;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Fits, updates and warm refits per second of processor time on M4 hourly series: the best of
 * several rounds, because others may use the machine too.
 */
final class SpeedTable {
  private static final int HORIZON = 48;

  private final List<Competition> all;
  private final PrintStream out;
  private final Targets targets;

  SpeedTable(DataFolder folder, PrintStream out, Targets targets) throws IOException {
    all = Competition.of(folder, "hourly");
    this.out = out;
    this.targets = targets;
  }

  void print() throws InterruptedException {
    out.println(
        "\nSpeed on M4 hourly, one core, best of several rounds; R forecast 8.20 beside it");
    fits("theta", Theta.of(24), 200, 6, 95, 2000);
    fits("arima(2,1,1) exact", Arima.of(2, 1, 1), 200, 6, 88, 1000);
    fits("holt-winters", Ets.holtWinters(24), 60, 4, 3.2, 100);
    fits("ets aaa", Ets.of("AAA", 24), 60, 4, 3.2, 100);
    fits("ets automatic", Ets.auto(24), 20, 3, 0.38, 10);
    fits("auto-arima", AutoArima.of(24), 35, 3, 0.028, 5);
    fits("auto", Auto.of(24, 168).forHorizon(HORIZON), 12, 3, Double.NaN, 3);
    double[] y = all.get(0).train();
    updates("ets aada", Ets.holtWinters(24).fit(y), 1e6);
    updates("theta", Theta.of(24).fit(y), 1e6);
    updates("dotm", Theta.dynamic(24).fit(y), 1e6);
    updates("arima(1,1,1)(1,0,1)24", Arima.seasonal(1, 1, 1, 1, 0, 1, 24).fit(y), 1e5);
    updates("arima(1,0,1)(0,1,1)24", Arima.seasonal(1, 0, 1, 0, 1, 1, 24).fit(y), 1e5);
    warm("ets aaa", Ets.of("AAA", 24), 30);
    warm("arima(2,1,1)", Arima.of(2, 1, 1), 120);
    warm("arima(1,0,1)(0,1,1)24", Arima.seasonal(1, 0, 1, 0, 1, 1, 24), 30);
    warm("prophet", Prophet.on(0, 1 / 24.0), 12);
  }

  private static long cpu() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("stopped");
    }
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void fits(String name, Forecaster method, int count, int rounds, double r, double wanted)
      throws InterruptedException {
    double best = 0;
    for (int round = 0; round < rounds; round++) {
      long start = cpu();
      for (int i = 0; i < count; i++) {
        method.fit(all.get(i * 7 % all.size()).train()).forecast(HORIZON);
      }
      best = Math.max(best, count * 1e9 / (cpu() - start));
    }
    String baseline = Double.isNaN(r) ? "" : String.format(Locale.ROOT, "R %.3g series/s", r);
    out.printf(Locale.ROOT, "%-32s %12.1f series/s   %s%n", name, best, baseline);
    targets.atLeast(name + ", series/s", best, wanted);
  }

  private void updates(String name, Fitted fit, double wanted) throws InterruptedException {
    double best = 0;
    for (int round = 0; round < 6; round++) {
      Fitted moving = fit;
      int count = 100_000;
      long start = cpu();
      for (int i = 0; i < count; i++) {
        moving = moving.update(2000 + i % 24);
      }
      best = Math.max(best, count * 1e9 / (cpu() - start));
    }
    out.printf(Locale.ROOT, "%-32s %12.0f /s%n", "update " + name, best);
    targets.atLeast("update " + name + ", /s", best, wanted);
  }

  private void warm(String name, Forecaster method, int count) throws InterruptedException {
    double best = 0;
    for (int round = 0; round < 5; round++) {
      double cold = 0;
      double warm = 0;
      for (int i = 0; i < count; i++) {
        double[] y = all.get(i * 7 % all.size()).train();
        Fitted before = method.fit(Arrays.copyOf(y, y.length - 24));
        long start = cpu();
        method.fit(y);
        long middle = cpu();
        method.refit(y, before);
        warm += cpu() - middle;
        cold += middle - start;
      }
      best = Math.max(best, cold / warm);
    }
    out.printf(Locale.ROOT, "%-32s %12.1f times as fast as cold%n", "warm refit " + name, best);
    targets.atLeast("warm refit " + name + " against cold, times", best, 5);
  }
}
