package io.foretide.models.forecast;

import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.models.window.Buckets;

/** Says that there is too little history before an origin. */
final class History {
  private History() {}

  static Rolling.TooShort tooShort(ForecastSettings s, Buckets buckets, long origin, int needed) {
    long step = s.shape().step();
    int first = buckets.earliest(origin - s.window(), origin);
    String has =
        first < 0
            ? "there is none"
            : "the first of the last "
                + Durations.format(s.window() * step)
                + " is at "
                + Instants.format((buckets.first() + first) * step)
                + " ("
                + Durations.format((origin - buckets.first() - first) * step)
                + " before)";
    return new Rolling.TooShort(
        s.method().words()
            + " needs values over "
            + Durations.format(needed * step)
            + " before "
            + Instants.format(origin * step)
            + ": "
            + has);
  }
}
