package io.foretide.hub.enodo.data;

import io.foretide.core.error.ProviderException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings that clients change while the hub runs. Thread-safe. */
public final class Tunables {
  public static final String MIN_POINTS = "min_data_points";
  public static final String LONG_QUEUE = "max_in_queue_before_warning";
  public static final String SAVE_PATH = "analysis_save_path";

  private static final String PREFIX = "enodo.setting.";
  private final Keeper keeper;
  private volatile Map<String, Object> values;

  /**
   * Reads what was set.
   *
   * @param minPoints until it is set
   * @param longQueue until it is set
   */
  public Tunables(Keeper keeper, long minPoints, long longQueue) throws ProviderException {
    this.keeper = keeper;
    Map<String, Object> read =
        new LinkedHashMap<>(Map.of(MIN_POINTS, minPoints, LONG_QUEUE, longQueue, SAVE_PATH, ""));
    for (Map.Entry<String, String> e : keeper.all(PREFIX).entrySet()) {
      String key = e.getKey().substring(PREFIX.length());
      if (read.containsKey(key)) {
        Object value = PlainJson.object(e.getValue()).get("value");
        if (value != null) {
          read.put(key, value instanceof Integer i ? (Long) (long) i : value);
        }
      }
    }
    values = read;
  }

  public boolean knows(String key) {
    return values.containsKey(key);
  }

  public Object get(String key) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no setting '" + key + "'");
    }
    return value;
  }

  public long whole(String key) {
    return get(key) instanceof Long n ? n : 0;
  }

  /**
   * Checks a value, numbers also as texts.
   *
   * @return as it is kept
   */
  public Object checked(String key, @Nullable Object value) throws ConfigReader.Invalid {
    if (get(key) instanceof String) {
      if (value instanceof String text && text.length() <= 1_000) {
        return text;
      }
      throw new ConfigReader.Invalid(key + ": expected a text of at most 1,000 signs");
    }
    try {
      long n = Long.parseLong(String.valueOf(value).strip());
      if (n >= 0 && n <= 1_000_000_000) {
        return n;
      }
    } catch (NumberFormatException e) {
      throw new ConfigReader.Invalid(key + " is '" + value + "': expected a whole number");
    }
    throw new ConfigReader.Invalid(key + " is " + value + ": expected 0 to 1000000000");
  }

  /** Sets values that {@link #checked} returned. */
  public synchronized void put(Map<String, Object> changed) throws ProviderException {
    for (Map.Entry<String, Object> e : changed.entrySet()) {
      keeper.put(
          PREFIX + e.getKey(), PythonJson.text(new Shape().put("value", e.getValue()).map()));
    }
    Map<String, Object> next = new LinkedHashMap<>(values);
    next.putAll(changed);
    values = next;
  }
}
