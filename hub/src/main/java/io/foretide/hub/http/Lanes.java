package io.foretide.hub.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds how many requests of each weight run at a time. Thread-safe. */
final class Lanes {
  private static final long PATIENCE_MILLIS = 250;
  private final Map<Route.Lane, Semaphore> permits = new EnumMap<>(Route.Lane.class);

  Lanes(Limits limits) {
    permits.put(Route.Lane.QUICK, new Semaphore(limits.quick()));
    permits.put(Route.Lane.INGEST, new Semaphore(limits.ingest()));
    permits.put(Route.Lane.HEAVY, new Semaphore(limits.heavy()));
    permits.put(Route.Lane.LIVE, new Semaphore(limits.live()));
  }

  /**
   * Takes a place, waiting a moment for one.
   *
   * @return gives the place back
   * @throws ApiError 503 if there is none
   */
  Runnable enter(Route.Lane lane) {
    Semaphore semaphore = permits.get(lane);
    if (semaphore == null) {
      throw new IllegalStateException("lane " + lane + " has no bound");
    }
    try {
      if (!semaphore.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw ApiError.busy("too many requests of this kind at a time: try again in a second", 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiError.busy("the server is stopping", 1);
    }
    return semaphore::release;
  }
}
