package io.foretide.connectors.enodo.job;

import io.foretide.connectors.enodo.protocol.Kind;
import java.util.Optional;

/** What a worker is asked to do. */
public enum JobKind {
  /** Learn from the history and answer with what was learned. Only programs of ours know it. */
  TRAIN("job_train"),
  /** Answer with what the model makes of its history. Only programs of ours know it. */
  FIT("job_fit"),
  FORECAST("job_forecast"),
  ANOMALIES("job_anomaly_detect"),
  RULES("job_static_rules"),
  BASE("job_base_analysis");

  private final String word;

  JobKind(String word) {
    this.word = word;
  }

  /** The word of the newest era. */
  public String word() {
    return word;
  }

  /** The message by which seed workers are asked; programs of ours take any job as one of them. */
  public Kind message() {
    return switch (this) {
      case TRAIN -> Kind.TRAIN_MODEL;
      case FIT -> Kind.FIT_MODEL;
      case FORECAST, ANOMALIES, RULES, BASE -> Kind.FORECAST_SERIE;
    };
  }

  public static Optional<JobKind> of(String word) {
    for (JobKind k : values()) {
      if (k.word.equals(word)) {
        return Optional.of(k);
      }
    }
    return Optional.empty();
  }
}
