package io.foretide.core.rollout;

import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import java.util.Map;

/** How far back the seasonal-naive forecast looks: whole seasons, as few as were known in time. */
public final class SeasonalNaive {
  private SeasonalNaive() {}

  /**
   * Nanoseconds between an instant and the earlier value that the baseline repeats. The latest
   * forecast of an instant was made at most one interval before it, so values older than that were
   * known; the season is the model's own, or a day.
   */
  public static long distance(ModelDefinition definition) {
    long season = season(definition.run().settings());
    long every = definition.schedule() instanceof Schedule.ByTime t ? t.grid().every() : season;
    long seasons = Math.max(1, Math.ceilDiv(every, season));
    return season * seasons;
  }

  private static long season(Map<String, Object> settings) {
    if (settings.get("season") instanceof String text) {
      try {
        long season = Durations.parse(text);
        if (season > 0) {
          return season;
        }
      } catch (IllegalArgumentException e) {
        // A word such as 'auto' instead of a duration: a day is the field's usual first guess.
        return Instants.DAY;
      }
    }
    return Instants.DAY;
  }
}
