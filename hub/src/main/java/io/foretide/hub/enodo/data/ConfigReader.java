package io.foretide.hub.enodo.data;

import io.foretide.core.settings.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads configurations of series and jobs. Refusals are {@link Invalid}. */
public final class ConfigReader {
  private static final int MOST_JOBS = 50;
  private static final List<String> SERIES_KEYS =
      List.of("job_config", "min_data_points", "realtime", "rid");
  private static final List<String> JOB_KEYS =
      List.of(
          "activated",
          "module",
          "job_type",
          "job_schedule_type",
          "job_schedule",
          "max_n_points",
          "module_params",
          "config_name",
          "silenced",
          "requires_job");

  private ConfigReader() {}

  /** A configuration that cannot be used; the message says why. */
  public static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;

    public Invalid(String message) {
      super(message, null, false, false);
    }

    /** The message; never null. */
    public String text() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * @param template the template that it comes from; null for none
   */
  public static SeriesConfig series(Map<String, @Nullable Object> map, @Nullable Long template)
      throws Invalid {
    known("series", map, SERIES_KEYS);
    if (!(map.get("min_data_points") instanceof Number least) || least.longValue() < 0) {
      throw new Invalid("Invalid series config, min_data_points property must be an integer");
    }
    if (!(map.get("job_config") instanceof List<?> list) || list.size() > MOST_JOBS) {
      throw new Invalid(
          "Invalid series config, job_config property must be a list of at most " + MOST_JOBS);
    }
    List<JobConfig> jobs = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> job)) {
        throw new Invalid("Invalid series config, job_config must hold job configs");
      }
      jobs.add(job(PlainJson.texts(job)));
    }
    SeriesConfig out =
        new SeriesConfig(jobs, least.longValue(), flag(map, "realtime", false, "series"), template);
    check(out.jobs());
    return out;
  }

  /** Checks that jobs fit together. */
  public static void check(List<JobConfig> jobs) throws Invalid {
    Set<String> names = new HashSet<>();
    for (JobConfig job : jobs) {
      if (!names.add(job.name())) {
        throw new Invalid(
            "Invalid series config, config_name '" + job.name() + "' stands twice in job_config");
      }
    }
    for (JobConfig job : jobs) {
      String needed = job.requires();
      if (needed != null && (!names.contains(needed) || needed.equals(job.name()))) {
        throw new Invalid(
            "Invalid series job config, requires_job '"
                + needed
                + "' is no other job of the series");
      }
    }
  }

  public static JobConfig job(Map<String, @Nullable Object> map) throws Invalid {
    known("series job", map, JOB_KEYS);
    if (!(map.get("module") instanceof String module)
        || module.indexOf('@') < 1
        || module.indexOf('@') != module.lastIndexOf('@')) {
      throw new Invalid(
          "Invalid series job config, module property must have format"
              + " <module_name>@<module_version>");
    }
    JobKind kind =
        JobKind.of(String.valueOf(map.get("job_type")))
            .orElseThrow(() ->
                new Invalid(
                    "Invalid series job config, job_type property must be one of"
                        + " job_base_analysis, job_forecast, job_anomaly_detect,"
                        + " job_static_rules"));
    Object by = map.get("job_schedule_type");
    if (!"N".equals(by) && !"TS".equals(by)) {
      throw new Invalid("Invalid series job config, job_schedule_type property must be N or TS");
    }
    Long every = whole(map, "job_schedule");
    if (every == null || every < 1) {
      throw new Invalid("Invalid series job config, job_schedule property must be an integer");
    }
    if (!(map.getOrDefault("module_params", Map.of()) instanceof Map<?, ?> parameters)) {
      throw new Invalid("Invalid series job config, module_params property must be a dict");
    }
    int at = module.indexOf('@');
    return new JobConfig(
        name(map),
        module.substring(0, at),
        module.substring(at + 1),
        kind,
        "N".equals(by),
        every,
        whole(map, "max_n_points"),
        PlainJson.texts(parameters),
        flag(map, "activated", true, "series job"),
        flag(map, "silenced", false, "series job"),
        requires(map));
  }

  private static String name(Map<String, @Nullable Object> map) throws Invalid {
    Object name = map.get("config_name");
    if (name == null) {
      return UUID.randomUUID().toString();
    }
    if (!(name instanceof String text) || !text.matches("[\\S&&[^/#]]{1,80}")) {
      throw new Invalid(
          "Invalid series job config, config_name property must be a text of 1 to 80 signs"
              + " without spaces, / and #");
    }
    return text;
  }

  private static @Nullable String requires(Map<String, @Nullable Object> map) throws Invalid {
    Object needed = map.get("requires_job");
    if (needed != null && !(needed instanceof String)) {
      throw new Invalid("Invalid series job config, requires_job property must be a config name");
    }
    return (String) needed;
  }

  private static @Nullable Long whole(Map<String, @Nullable Object> map, String key)
      throws Invalid {
    Object value = map.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Integer || value instanceof Long) {
      long n = ((Number) value).longValue();
      if (n >= 0 && n <= 1_000_000_000) {
        return n;
      }
    }
    throw new Invalid("Invalid series job config, " + key + " property must be an integer");
  }

  private static boolean flag(
      Map<String, @Nullable Object> map, String key, boolean absent, String what) throws Invalid {
    Object value = map.get(key);
    if (value != null && !(value instanceof Boolean)) {
      throw new Invalid("Invalid " + what + " config, " + key + " property must be a bool");
    }
    return value == null ? absent : (Boolean) value;
  }

  private static void known(String what, Map<String, @Nullable Object> map, List<String> keys)
      throws Invalid {
    for (String key : map.keySet()) {
      if (!keys.contains(key)) {
        throw new Invalid(
            "Invalid "
                + what
                + " config, unknown property '"
                + key
                + "'"
                + Nearest.hint(key, keys));
      }
    }
  }
}
