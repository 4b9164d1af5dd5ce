package io.foretide.hub.enodo.data;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job of a series.
 *
 * @param name unique in its series
 * @param module what runs it
 * @param version of the module
 * @param kind what it does
 * @param byPoints true if it is due every so many new points, or else every so many seconds
 * @param every points or seconds
 * @param maxPoints most points that it looks back; null for as many as it wants
 * @param parameters of the module
 * @param activated whether it runs
 * @param silenced whether its results raise no alarms
 * @param requires the job that must have ended before; null for none
 */
public record JobConfig(
    String name,
    String module,
    String version,
    JobKind kind,
    boolean byPoints,
    long every,
    @Nullable Long maxPoints,
    Map<String, @Nullable Object> parameters,
    boolean activated,
    boolean silenced,
    @Nullable String requires) {

  /** The configuration as clients see it. */
  public Map<String, @Nullable Object> shown() {
    return new Shape()
        .put("activated", activated)
        .put("module", module + "@" + version)
        .put("job_type", kind.word())
        .put("job_schedule_type", byPoints ? "N" : "TS")
        .put("job_schedule", every)
        .put("max_n_points", maxPoints)
        .put("module_params", parameters)
        .put("config_name", name)
        .put("silenced", silenced)
        .put("requires_job", requires)
        .map();
  }
}
