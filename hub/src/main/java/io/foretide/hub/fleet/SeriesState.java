package io.foretide.hub.fleet;

import io.foretide.core.engine.ModelStatus.Health;
import java.util.Locale;

/**
 * How a series is doing: an open alarm on it, or else the worst health of the models that read it.
 */
enum SeriesState {
  ALARM,
  FAILING,
  BEHIND,
  FILLING,
  OK,
  PAUSED,
  /** No model reads it. */
  UNWATCHED;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SeriesState of(Health health) {
    return switch (health) {
      case FAILING -> FAILING;
      case BEHIND -> BEHIND;
      case FILLING -> FILLING;
      case OK -> OK;
      case PAUSED -> PAUSED;
    };
  }

  SeriesState worse(SeriesState other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
