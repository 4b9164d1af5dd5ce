package io.foretide.hub.fleet;

import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.Alarms;
import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelPulse;
import io.foretide.core.error.ProviderException;
import io.foretide.core.grade.Grade;
import io.foretide.core.grade.SensorGrades;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what is known of every series, without touching a point. Thread-safe. */
final class Fleet {
  private static final int PAGE = 5_000;
  private static final int MOST_ALARMS = 1_000;
  private final SensorInformationProvider series;
  private final SensorGrades grades;
  private final Engine engine;
  private final Optional<Alarms> alarms;

  Fleet(
      SensorInformationProvider series,
      SensorGrades grades,
      Engine engine,
      Optional<Alarms> alarms) {
    this.series = series;
    this.grades = grades;
    this.engine = engine;
    this.alarms = alarms;
  }

  /**
   * One series.
   *
   * @param grade as judged last; null before its first turn
   * @param newest how old its newest point is, nanoseconds; -1 if it has none
   * @param lag the longest of its models, nanoseconds
   * @param models how many read it
   * @param group the asset that it belongs to, or else how its name begins; empty if neither tells
   */
  record Cell(
      String name,
      SeriesState state,
      @Nullable Grade grade,
      long newest,
      long lag,
      int models,
      String group) {}

  /**
   * A page of them.
   *
   * @param next the name to go on after; null at the end
   */
  record Cells(List<Cell> cells, @Nullable String next) {}

  /**
   * Which series are wanted.
   *
   * @param search part of a name, any case; empty for all
   * @param state only these; null for all
   * @param grade only these; null for all
   */
  record Wish(String search, @Nullable SeriesState state, @Nullable Grade grade) {
    private boolean takes(Cell cell) {
      return (state == null || cell.state() == state) && (grade == null || cell.grade() == grade);
    }
  }

  Cells read(Wish wish, String after, int limit, long now) throws ProviderException {
    Map<String, ModelPulse> pulses = new HashMap<>();
    for (ModelPulse pulse : engine.pulses()) {
      pulses.put(pulse.name(), pulse);
    }
    Set<String> alarmed = alarmed();
    List<Cell> out = new ArrayList<>();
    String at = after;
    while (true) {
      List<SeriesInfo> page = series.list(wish.search(), at, PAGE);
      for (SeriesInfo info : page) {
        at = info.name();
        Cell cell = cell(info, pulses, alarmed, now);
        if (wish.takes(cell)) {
          out.add(cell);
          if (out.size() == limit) {
            return new Cells(out, at);
          }
        }
      }
      if (page.size() < PAGE) {
        return new Cells(out, null);
      }
    }
  }

  private Set<String> alarmed() throws ProviderException {
    Set<String> out = new HashSet<>();
    if (alarms.isPresent()) {
      for (Alarm alarm : alarms.get().list(true, "", Long.MAX_VALUE, MOST_ALARMS)) {
        out.add(alarm.series());
      }
    }
    return out;
  }

  private Cell cell(
      SeriesInfo info, Map<String, ModelPulse> pulses, Set<String> alarmed, long now) {
    SeriesState state = SeriesState.UNWATCHED;
    long lag = 0;
    List<String> models = engine.modelsOf(info.name());
    for (String model : models) {
      ModelPulse pulse = pulses.get(model);
      if (pulse != null) {
        state = state.worse(SeriesState.of(pulse.health()));
        lag = Math.max(lag, pulse.lag());
      }
    }
    return new Cell(
        info.name(),
        alarmed.contains(info.name()) ? SeriesState.ALARM : state,
        grades.known(info.name()).map(g -> g.grade()).orElse(null),
        info.hasPoints() ? Math.max(0, Instants.minus(now, info.last())) : -1,
        lag,
        models.size(),
        group(info));
  }

  private static String group(SeriesInfo info) {
    String asset = info.attributes().getOrDefault("asset", "");
    if (!asset.isEmpty()) {
      return asset;
    }
    String name = info.name();
    for (int i = 1; i < name.length(); i++) {
      if ("./:,|".indexOf(name.charAt(i)) >= 0) {
        return name.substring(0, i);
      }
    }
    return "";
  }
}
