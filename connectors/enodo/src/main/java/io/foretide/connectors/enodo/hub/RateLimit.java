package io.foretide.connectors.enodo.hub;

import java.util.function.LongSupplier;

/** A bucket of tokens that fills steadily. Not thread-safe. */
final class RateLimit {
  private final LongSupplier nanoTime;
  private final double perNano;
  private final double most;
  private double tokens;
  private long at;

  RateLimit(LongSupplier nanoTime, double perSecond, double burst) {
    this.nanoTime = nanoTime;
    this.perNano = perSecond / 1e9;
    this.most = burst;
    this.tokens = burst;
    this.at = nanoTime.getAsLong();
  }

  /** Takes one token; nanoseconds until there was one, 0 if there is. */
  long take() {
    long now = nanoTime.getAsLong();
    tokens = Math.min(most, tokens + (now - at) * perNano);
    at = now;
    tokens--;
    return tokens >= 0 ? 0 : (long) (-tokens / perNano);
  }

  /** Takes one token if there is one. */
  boolean tryTake() {
    if (take() == 0) {
      return true;
    }
    tokens++;
    return false;
  }
}
