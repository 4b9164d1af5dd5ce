package io.foretide.connectors.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Faults to come. Thread-safe. */
public final class Faults {
  private final List<Planned> planned = new ArrayList<>();

  private static final class Planned {
    final Fault fault;
    final String path;
    int skip;
    int times;

    Planned(Fault fault, String path, int skip, int times) {
      this.fault = fault;
      this.path = path;
      this.skip = skip;
      this.times = times;
    }
  }

  /** The next {@code times} requests whose path holds a text meet a fault. */
  public void plan(Fault fault, String path, int times) {
    plan(fault, path, 0, times);
  }

  /**
   * The same after some requests that meet none.
   *
   * @param skip how many go well first
   */
  public synchronized void plan(Fault fault, String path, int skip, int times) {
    planned.add(new Planned(fault, path, skip, times));
  }

  /** Nothing goes wrong any more. */
  public synchronized void clear() {
    planned.clear();
  }

  synchronized Optional<Fault> next(String path) {
    for (Planned p : planned) {
      if (p.times > 0 && path.contains(p.path)) {
        if (p.skip > 0) {
          p.skip--;
          return Optional.empty();
        }
        p.times--;
        return Optional.of(p.fault);
      }
    }
    return Optional.empty();
  }
}
