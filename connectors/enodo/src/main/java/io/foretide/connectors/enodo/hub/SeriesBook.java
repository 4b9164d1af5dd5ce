package io.foretide.connectors.enodo.hub;

import io.foretide.connectors.enodo.protocol.Watched;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The series whose points listeners count, and how many they counted. Thread-safe. */
public final class SeriesBook {
  private volatile Map<String, Watched> watched = Map.of();
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /**
   * What changed in the list.
   *
   * @param added or changed
   * @param removed names
   */
  record Difference(List<Watched> added, List<String> removed) {
    boolean isEmpty() {
      return added.isEmpty() && removed.isEmpty();
    }

    int size() {
      return added.size() + removed.size();
    }
  }

  /** Makes these the watched ones. */
  synchronized Difference set(Collection<Watched> all) {
    Map<String, Watched> next = new LinkedHashMap<>();
    all.forEach(w -> next.put(w.name(), w));
    List<Watched> added = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    next.forEach((name, w) -> {
      if (!w.equals(watched.get(name))) {
        added.add(w);
      }
    });
    for (String name : watched.keySet()) {
      if (!next.containsKey(name)) {
        removed.add(name);
        counts.remove(name);
      }
    }
    for (Watched w : added) {
      counts.computeIfAbsent(w.name(), n -> new LongAdder());
    }
    watched = next;
    return new Difference(added, removed);
  }

  /** In the order in which they came. */
  public List<Watched> all() {
    return List.copyOf(watched.values());
  }

  public int size() {
    return watched.size();
  }

  /** Adds counts; answers those of watched series, for nobody asked for others. */
  Map<String, Long> count(Map<String, Long> reported) {
    Map<String, Long> out = new LinkedHashMap<>();
    reported.forEach((name, n) -> {
      LongAdder sum = counts.get(name);
      if (sum != null && n > 0) {
        sum.add(n);
        out.put(name, n);
      }
    });
    return out;
  }

  /** New points of a series since it is watched; 0 if it is not. */
  public long counted(String name) {
    LongAdder sum = counts.get(name);
    return sum == null ? 0 : sum.sum();
  }

  /** New points of all series since they are watched. */
  public long counted() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }
}
