package io.foretide.ingest.text;

import io.foretide.core.time.Instants;
import java.util.Locale;

/** One way of writing times. Immutable. */
public sealed interface TimeFormat {
  /** Epoch numbers; a fraction is allowed. */
  record Epoch(long unit) implements TimeFormat {
    @Override
    public String text() {
      return switch ((int) unit) {
        case 0 -> "epoch";
        case 1 -> "epoch_ns";
        case 1_000 -> "epoch_us";
        case 1_000_000 -> "epoch_ms";
        default -> "epoch_s";
      };
    }
  }

  /** Year first: {@code 2026-01-31T08:00:00.5+01:00} and its shorter forms. */
  record Iso() implements TimeFormat {
    @Override
    public String text() {
      return "iso";
    }
  }

  /** By a pattern. */
  record Pattern(TimePattern pattern) implements TimeFormat {
    @Override
    public String text() {
      return pattern.toString();
    }
  }

  /** As {@link #parse} reads it. */
  String text();

  /**
   * Reads a format: {@code iso}, {@code epoch} (unit by the number of digits), {@code epoch_s},
   * {@code epoch_ms}, {@code epoch_us}, {@code epoch_ns}, or a pattern such as {@code dd/MM/yy HH}.
   *
   * @throws IllegalArgumentException if the pattern is not understood
   */
  static TimeFormat parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "iso", "iso8601", "iso_8601" -> new Iso();
      case "epoch" -> new Epoch(0);
      case "epoch_s", "unix", "s" -> new Epoch(Instants.SECOND);
      case "epoch_ms", "ms" -> new Epoch(1_000_000);
      case "epoch_us", "us" -> new Epoch(1_000);
      case "epoch_ns", "ns" -> new Epoch(1);
      default -> new Pattern(new TimePattern(text));
    };
  }
}
