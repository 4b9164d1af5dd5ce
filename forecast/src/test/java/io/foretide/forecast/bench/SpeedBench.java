package io.foretide.forecast.bench;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.arima.Arima;
import io.foretide.forecast.arima.AutoArima;
import io.foretide.forecast.auto.Auto;
import io.foretide.forecast.ets.Ets;
import io.foretide.forecast.naive.SeasonalNaive;
import io.foretide.forecast.theta.Theta;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Prints fits, updates and warm refits per second of processor time on M4 hourly series. */
public final class SpeedBench {

  private SpeedBench() {}

  /** Runs the program. */
  public static void main(String[] args) {
    List<Competition> all = Competition.of("hourly");
    fits("theta", Theta.of(24), all, 200, 3);
    fits("arima(2,1,1)", Arima.of(2, 1, 1), all, 100, 3);
    fits("holt-winters", Ets.holtWinters(24), all, 60, 3);
    fits("ets aaa", Ets.of("AAA", 24), all, 60, 3);
    fits("ets automatic", Ets.auto(24), all, 20, 2);
    fits("auto-arima", AutoArima.of(24), all, 20, 2);
    fits("auto", Auto.of(24, 168).forHorizon(48), all, 12, 2);
    double[] y = all.get(0).train();
    updates("ets aada", Ets.holtWinters(24).fit(y));
    updates("theta", Theta.of(24).fit(y));
    updates("dotm", Theta.dynamic(24).fit(y));
    updates("arima(1,1,1)(1,0,1)24", Arima.seasonal(1, 1, 1, 1, 0, 1, 24).fit(y));
    updates("arima(1,0,1)(0,1,1)24", Arima.seasonal(1, 0, 1, 0, 1, 1, 24).fit(y));
    warm("ets aaa", Ets.of("AAA", 24), all);
    warm("arima(2,1,1)", Arima.of(2, 1, 1), all);
    naive();
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void fits(
      String name, Forecaster method, List<Competition> all, int count, int rounds) {
    double best = 0;
    for (int round = 0; round < rounds; round++) {
      long start = cpu();
      for (int i = 0; i < count; i++) {
        method.fit(all.get(i * 7 % all.size()).train()).forecast(48).interval(95);
      }
      best = Math.max(best, count * 1e9 / (cpu() - start));
    }
    print(name, best, "series/s");
  }

  private static void updates(String name, Fitted fit) {
    double best = 0;
    for (int round = 0; round < 4; round++) {
      Fitted moving = fit;
      int count = 100_000;
      long start = cpu();
      for (int i = 0; i < count; i++) {
        moving = moving.update(2000 + i % 24);
      }
      best = Math.max(best, count * 1e9 / (cpu() - start));
    }
    print("update " + name, best, "/s");
  }

  private static void warm(String name, Forecaster method, List<Competition> all) {
    double cold = 0;
    double warm = 0;
    for (int round = 0; round < 3; round++) {
      cold = 0;
      warm = 0;
      for (int i = 0; i < 30; i++) {
        double[] y = all.get(i * 7 % all.size()).train();
        Fitted before = method.fit(Arrays.copyOf(y, y.length - 24));
        long start = cpu();
        method.fit(y);
        long middle = cpu();
        method.refit(y, before);
        warm += cpu() - middle;
        cold += middle - start;
      }
    }
    print("warm refit against cold " + name, cold / warm, "times");
  }

  private static void naive() {
    double[] y = new double[4320];
    Arrays.setAll(y, t -> Math.sin(t * 2 * Math.PI / 144) + t * 7919 % 97 / 100.0);
    SeasonalNaive method = SeasonalNaive.of(144);
    double least = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 5; round++) {
      long start = cpu();
      for (int i = 0; i < 3000; i++) {
        method.fit(y).forecast(144).interval(95);
      }
      least = Math.min(least, (cpu() - start) / 3000.0 / 1000);
    }
    print("seasonal naive, 30 days of 10 minutes, fit, forecast, interval", least, "us");
  }

  private static void print(String name, double value, String unit) {
    System.out.printf(Locale.ROOT, "%-64s %12.1f %s%n", name, value, unit);
  }
}
