package io.foretide.core.simulation;

import io.foretide.core.error.ProviderException;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What goes wrong, and how often. All off in the end. */
final class Faults {
  private final RandomGenerator random;
  private boolean on = true;
  boolean sensorsDown;
  boolean modelsDown;
  boolean storeDown;
  boolean sinkDown;

  Faults(RandomGenerator random) {
    this.random = random;
  }

  void stop() {
    on = false;
    sensorsDown = false;
    modelsDown = false;
    storeDown = false;
    sinkDown = false;
  }

  boolean chance(double p) {
    return on && random.nextDouble() < p;
  }

  void sensors() throws ProviderException {
    if (sensorsDown || chance(0.02)) {
      throw new ProviderException.Transient("sensor data do not answer", null);
    }
    if (chance(0.02)) {
      throw new ProviderException.NotReady("sensor data are late", 20_000_000_000L);
    }
  }

  void models() throws ProviderException {
    if (modelsDown || chance(0.03)) {
      throw new ProviderException.Transient("the model host does not answer", null);
    }
  }

  void store() throws ProviderException {
    if (storeDown || chance(0.02)) {
      throw new ProviderException.Transient("the store does not answer", null);
    }
  }

  void sink() throws ProviderException {
    if (sinkDown || chance(0.05)) {
      throw new ProviderException.Transient("the sink does not answer", null);
    }
  }

  /** Dies with a small chance; every third time with the whole process. */
  void mayDie(double p) {
    Killed death = death(p);
    if (death != null) {
      throw death;
    }
  }

  /** The whole process dies with a small chance just after a write, and it is noted which. */
  void mayCrash(double p, String written, Set<String> deaths) {
    if (chance(p)) {
      deaths.add(written);
      throw new Killed(true);
    }
  }

  /** A death to die later; null mostly. */
  @Nullable Killed death(double p) {
    return chance(p) ? new Killed(random.nextInt(3) == 0) : null;
  }
}
