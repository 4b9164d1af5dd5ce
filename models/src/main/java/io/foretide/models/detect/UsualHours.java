package io.foretide.models.detect;

import java.util.Map;
import java.util.OptionalInt;

/** Parameters of detectors whose usual value is a time rather than a number of rows. */
public final class UsualHours {
  private static final Map<String, Integer> HOURS =
      Map.of("mad.window", 24, "seasonal.season", 24, "stuck.after", 6, "gap.after", 1);

  private UsualHours() {}

  /** The usual value in hours; empty where the catalogue's own number of rows is usual. */
  public static OptionalInt of(String method, String parameter) {
    Integer hours = HOURS.get(method + "." + parameter);
    return hours == null ? OptionalInt.empty() : OptionalInt.of(hours);
  }
}
