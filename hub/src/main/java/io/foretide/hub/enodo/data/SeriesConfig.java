package io.foretide.hub.enodo.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a series.
 *
 * @param jobs with unique names
 * @param minPoints so many points a series must have before any job runs; null for the setting's
 * @param realtime whether listeners report its points at once
 * @param template the template that it came from; null for none
 */
public record SeriesConfig(
    List<JobConfig> jobs, @Nullable Long minPoints, boolean realtime, @Nullable Long template) {
  public SeriesConfig {
    jobs = List.copyOf(jobs);
  }

  public Optional<JobConfig> job(String name) {
    return jobs.stream().filter(j -> j.name().equals(name)).findFirst();
  }

  public Optional<JobConfig> first(JobKind kind) {
    return jobs.stream().filter(j -> j.kind() == kind).findFirst();
  }

  public SeriesConfig withJobs(List<JobConfig> other) {
    return new SeriesConfig(other, minPoints, realtime, template);
  }

  /** The configuration as clients see it. */
  public Map<String, @Nullable Object> shown(long usualMinimum) {
    Shape out =
        new Shape()
            .put("job_config", jobs.stream().map(JobConfig::shown).toList())
            .put("min_data_points", minPoints == null ? (Long) usualMinimum : minPoints)
            .put("realtime", realtime);
    return template == null ? out.map() : out.put("rid", template).map();
  }
}
