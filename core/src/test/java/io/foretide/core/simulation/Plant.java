package io.foretide.core.simulation;

import io.foretide.core.frame.Aggregation;
import io.foretide.core.model.Conditions;
import io.foretide.core.model.Late;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Order;
import io.foretide.core.model.RunSpec;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Invents models and points. */
final class Plant {
  static final List<String> SERIES = List.of("s0", "s1", "s2");
  static final long STEP = 10 * Instants.MINUTE;
  private static final long[] EVERY = {30 * Instants.MINUTE, Instants.HOUR, 2 * Instants.HOUR};
  private final RandomGenerator random;
  private final List<Point> withheld = new ArrayList<>();
  private long generatedTo;

  private record Point(String series, long time, double value) {}

  /** Takes points in. */
  interface Inlet {
    void write(String series, long[] times, double[] values);
  }

  Plant(RandomGenerator random, long from) {
    this.random = random;
    this.generatedTo = from;
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** The points that a plant yields up to now; some are missing, some come later. */
  void produce(long now, boolean faults, Inlet inlet) {
    long first = Math.ceilDiv(generatedTo, STEP);
    long end = Math.ceilDiv(now, STEP);
    generatedTo = Math.max(generatedTo, end * STEP);
    for (String series : SERIES) {
      List<Point> points = new ArrayList<>();
      for (long k = first; k < end; k++) {
        Point p = new Point(series, k * STEP, 1 + random.nextInt(9));
        double fate = faults ? random.nextDouble() : 1;
        if (fate < 0.05) {
          withheld.add(p);
        } else if (fate > 0.1) {
          points.add(p);
        }
      }
      write(series, points, inlet);
    }
  }

  private static void write(String series, List<Point> points, Inlet inlet) {
    if (!points.isEmpty()) {
      inlet.write(
          series,
          points.stream().mapToLong(Point::time).toArray(),
          points.stream().mapToDouble(Point::value).toArray());
    }
  }

  /** Points that were held back on their way arrive. */
  void arrive(boolean all, Inlet inlet) {
    int n = all ? withheld.size() : Math.min(withheld.size(), 1 + random.nextInt(3));
    for (int i = 0; i < n; i++) {
      Point p = withheld.remove(random.nextInt(withheld.size()));
      write(p.series(), List.of(p), inlet);
    }
  }

  /** A value is corrected, mostly a recent one. */
  void correct(long now, Inlet inlet) {
    long age = random.nextInt(4) == 0 ? 200 : 20;
    long k = Math.floorDiv(now, STEP) - 1 - random.nextLong(age);
    String series = one(SERIES);
    write(series, List.of(new Point(series, k * STEP, 10 + random.nextInt(9))), inlet);
  }

  ModelDefinition model(String name) {
    boolean byPoints = random.nextInt(6) == 0;
    boolean sequential = random.nextInt(4) == 0;
    Map<String, Object> settings = new HashMap<>();
    int trouble = random.nextInt(8);
    if (trouble == 0) {
      settings.put("rejects", 5 + random.nextInt(9));
    } else if (trouble == 1) {
      settings.put("kills", 20 + random.nextInt(20));
    }
    Schedule schedule =
        byPoints
            ? new Schedule.ByPoints(3 + random.nextInt(5))
            : new Schedule.ByTime(new Grid(0, EVERY[random.nextInt(EVERY.length)]), delay());
    List<String> inputs = random.nextInt(3) == 0 ? SERIES.subList(0, 2) : List.of(one(SERIES));
    return new ModelDefinition(
        name,
        "",
        "",
        inputs,
        STEP,
        Aggregation.MEAN,
        schedule,
        one(List.of("-6h", "-1d", "-2d")),
        new RunSpec("sums", settings),
        train(byPoints),
        Conditions.NONE,
        new Late(
            one(List.of(Instants.DAY, 6 * Instants.HOUR)),
            one(List.of(Instants.MINUTE, 10 * Instants.MINUTE))),
        sequential ? Order.SEQUENTIAL : Order.ANY,
        one(List.of(4 * Instants.HOUR, 12 * Instants.HOUR)),
        1 + random.nextInt(3),
        30 * Instants.MINUTE,
        random.nextInt(4) == 0 ? Instants.DAY : Long.MAX_VALUE,
        Long.MAX_VALUE,
        ModelDefinition.REVISIONS,
        "",
        random.nextInt(5) == 0 ? "outside" : "",
        false,
        Map.of());
  }

  private Map<String, Object> train(boolean byPoints) {
    return byPoints
        ? Map.of()
        : one(
            List.of(
                Map.of(),
                Map.of("every", "2h"),
                Map.of("every", "1h", "points", 20),
                Map.of("drift", 1.5)));
  }

  private long delay() {
    return one(List.of(0L, 20 * Instants.MINUTE, 3 * Instants.HOUR));
  }

  /** The same model with one thing changed. */
  ModelDefinition edited(ModelDefinition d) {
    Schedule schedule = d.schedule();
    RunSpec run = d.run();
    int maxInFlight = d.maxInFlight();
    switch (random.nextInt(4)) {
      case 0 -> maxInFlight = 1 + maxInFlight % 3;
      case 1 -> {
        Map<String, Object> settings = new HashMap<>(run.settings());
        settings.put("edit", random.nextInt(100));
        run = new RunSpec(run.kind(), settings);
      }
      case 2 -> {
        if (schedule instanceof Schedule.ByTime t) {
          schedule = new Schedule.ByTime(t.grid(), delay());
        }
      }
      default -> {
        if (schedule instanceof Schedule.ByTime t) {
          schedule =
              new Schedule.ByTime(new Grid(0, EVERY[random.nextInt(EVERY.length)]), t.delay());
        }
      }
    }
    return new ModelDefinition(
        d.name(),
        d.group(),
        d.description(),
        d.inputs(),
        d.resolution(),
        d.aggregation(),
        schedule,
        d.start(),
        run,
        d.train(),
        d.conditions(),
        d.late(),
        d.order(),
        d.taskSpan(),
        maxInFlight,
        d.patience(),
        d.keepPredictions(),
        d.keepOrigins(),
        d.keepRevisions(),
        d.sensorData(),
        d.predictionStorage(),
        d.paused(),
        d.attributes());
  }
}
