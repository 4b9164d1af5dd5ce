package io.foretide.hub.enodo.data;

import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelPulse;
import io.foretide.core.error.ProviderException;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for lists of many series, asked for again after a second (states) or a few (points).
 * Thread-safe.
 */
public final class Facts {
  private static final long STATES = Instants.SECOND;
  private static final long POINTS = 5 * Instants.SECOND;

  /** So few series are asked for one by one. */
  private static final int FEW = 50;

  private static final int PAGE = 10_000;

  private final SensorInformationProvider series;
  private final Engine engine;
  private final WallClock clock;
  private final Registry registry;
  private Map<String, ModelPulse> states = Map.of();
  private Map<String, Long> points = Map.of();
  private long statesAt;
  private long pointsAt;
  private long statesVersion = -1;

  public Facts(
      SensorInformationProvider series, Engine engine, Registry registry, WallClock clock) {
    this.registry = registry;
    this.series = series;
    this.engine = engine;
    this.clock = clock;
    statesAt = clock.monotonic() - 2 * STATES;
    pointsAt = clock.monotonic() - 2 * POINTS;
  }

  /** How the models are doing, by name. */
  public synchronized Map<String, ModelPulse> states() throws ProviderException {
    long now = clock.monotonic();
    long version = registry.version();
    if (now - statesAt > STATES || version != statesVersion) {
      Map<String, ModelPulse> fresh = new HashMap<>();
      for (ModelPulse pulse : engine.pulses()) {
        fresh.put(pulse.name(), pulse);
      }
      states = fresh;
      statesAt = now;
      statesVersion = version;
    }
    return states;
  }

  /** How many points series have; those that nobody can count are left out. */
  public synchronized Map<String, Long> points(Collection<String> names) throws ProviderException {
    if (names.size() <= FEW) {
      Map<String, Long> out = new HashMap<>();
      for (String name : names) {
        series.find(name).ifPresent(info -> note(out, info));
      }
      return out;
    }
    long now = clock.monotonic();
    if (now - pointsAt > POINTS) {
      Map<String, Long> fresh = new HashMap<>();
      String after = "";
      List<SeriesInfo> page;
      do {
        page = series.list("", after, PAGE);
        page.forEach(info -> note(fresh, info));
        after = page.isEmpty() ? "" : page.getLast().name();
      } while (page.size() == PAGE);
      points = fresh;
      pointsAt = now;
    }
    return points;
  }

  private static void note(Map<String, Long> into, SeriesInfo info) {
    if (info.points() >= 0) {
      into.put(info.name(), info.points());
    }
  }
}
