package io.foretide.connectors.enodo.job;

import io.foretide.core.time.Instants;
import java.util.List;
import java.util.Locale;

/** The unit of the times that workers answer with: that of their database. */
public enum TimeUnit {
  S(Instants.SECOND),
  MS(1_000_000),
  US(1_000),
  NS(1);

  /** As settings name them. */
  public static final List<String> WORDS = List.of("s", "ms", "us", "ns");

  private final long nanos;

  TimeUnit(long nanos) {
    this.nanos = nanos;
  }

  public static TimeUnit of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The instant that a database's time means; times that no clock can show go to its ends. */
  public long instant(long time) {
    long most = Long.MAX_VALUE / nanos;
    return time > most
        ? Long.MAX_VALUE
        : time < -most ? Instants.MIN : Math.max(Instants.MIN, time * nanos);
  }

  public long time(long instant) {
    return Math.floorDiv(instant, nanos);
  }
}
