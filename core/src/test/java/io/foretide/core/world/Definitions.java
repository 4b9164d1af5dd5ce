package io.foretide.core.world;

import io.foretide.core.frame.Aggregation;
import io.foretide.core.model.Conditions;
import io.foretide.core.model.Late;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Order;
import io.foretide.core.model.RunSpec;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import java.util.List;
import java.util.Map;

/** Model definitions for tests. */
public final class Definitions {
  private static final String START = "2026-01-01T00:00:00Z";

  private Definitions() {}

  public static ModelDefinition hourly(String name) {
    return of(
        name, new Schedule.ByTime(new Grid(0, Instants.HOUR), 0), "2026-01-01T00:00:00Z", Map.of());
  }

  /** Hourly, with these training settings. */
  public static ModelDefinition training(String name, Map<String, Object> train) {
    return grouped(name, "", train);
  }

  public static ModelDefinition grouped(String name, String group, Map<String, Object> train) {
    return of(name, group, new Schedule.ByTime(new Grid(0, Instants.HOUR), 0), START, train);
  }

  public static ModelDefinition delayed(String name, long delay) {
    return of(name, "", new Schedule.ByTime(new Grid(0, Instants.HOUR), delay), START, Map.of());
  }

  public static ModelDefinition of(
      String name, Schedule schedule, String start, Map<String, Object> settings) {
    return of(name, "", schedule, start, Map.of(), settings);
  }

  private static ModelDefinition of(
      String name, String group, Schedule schedule, String start, Map<String, Object> train) {
    return of(name, group, schedule, start, train, Map.of());
  }

  private static ModelDefinition of(
      String name,
      String group,
      Schedule schedule,
      String start,
      Map<String, Object> train,
      Map<String, Object> settings) {
    return new ModelDefinition(
        name,
        group,
        "",
        List.of("s1"),
        10 * Instants.MINUTE,
        Aggregation.MEAN,
        schedule,
        start,
        new RunSpec("test", settings),
        train,
        Conditions.NONE,
        new Late(Instants.DAY, Instants.MINUTE),
        Order.ANY,
        Instants.DAY,
        4,
        Instants.HOUR,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        ModelDefinition.REVISIONS,
        "",
        "",
        false,
        Map.of());
  }
}
