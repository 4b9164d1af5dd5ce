package io.foretide.connectors.enodo.hub;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bounds how fast one address may connect, so that a client that connects in a loop, as one version
 * of Enodo's library does, costs little. Remembers a bounded number of addresses. Thread-safe.
 */
final class Doorkeeper {
  private static final int MOST_ADDRESSES = 10_000;
  private static final double PER_SECOND = 50;
  private static final double BURST = 1_000;

  private final LongSupplier nanoTime;
  private final Map<InetAddress, RateLimit> rates =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, RateLimit> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  Doorkeeper(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether a connection from an address is taken now. */
  synchronized boolean admits(InetAddress address) {
    return rates
        .computeIfAbsent(address, a -> new RateLimit(nanoTime, PER_SECOND, BURST))
        .tryTake();
  }
}
