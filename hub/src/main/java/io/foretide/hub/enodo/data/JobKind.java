package io.foretide.hub.enodo.data;

import java.util.Locale;
import java.util.Optional;

/** What a job does. */
public enum JobKind {
  /** Looks at the series as a whole; Foretide does that anyhow, so it makes no model. */
  BASE_ANALYSIS("base"),
  FORECAST("forecast"),
  ANOMALY_DETECT("anomalies"),
  STATIC_RULES("static_rules");

  private final String output;

  JobKind(String output) {
    this.output = output;
  }

  /** Such as {@code job_forecast}. */
  public String word() {
    return "job_" + name().toLowerCase(Locale.ROOT);
  }

  /** Its part of the names of series that hold results. */
  public String output() {
    return output;
  }

  public static Optional<JobKind> of(String word) {
    for (JobKind k : values()) {
      if (k.word().equals(word)) {
        return Optional.of(k);
      }
    }
    return Optional.empty();
  }
}
