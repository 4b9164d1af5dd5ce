package io.foretide.connectors.enodo.listener;

import io.foretide.connectors.enodo.protocol.Watched;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Counts the points of watched series until a hub has taken the counts. Thread-safe. Bounded by the
 * number of series that are watched.
 */
public final class PointTally {
  private static final int MOST_GROUPS = 1_000;
  private static final int MOST_MEMBERS = 100_000;
  private static final int LONGEST_SELECTOR = 1_000;

  private final Map<String, Watched> watched = new LinkedHashMap<>();
  private final Map<String, Pattern> groups = new LinkedHashMap<>();
  private final Map<String, Long> waiting = new LinkedHashMap<>();
  private final Map<String, String> members = new HashMap<>();
  private Map<String, Long> sent = Map.of();
  private long total;

  /** What became of points. */
  enum Seen {
    /** Nobody asked for them. */
    IGNORED,
    /** They are reported at the next turn. */
    COUNTED,
    /** They are reported at once. */
    URGENT,
    /** The first ones of a name that a group matches. */
    NEW_MEMBER
  }

  /** Watches these and no others. */
  public synchronized void set(Collection<Watched> all) {
    watched.clear();
    groups.clear();
    all.forEach(this::add);
    members.keySet().retainAll(waiting.keySet());
    waiting.keySet().removeIf(n -> !watched.containsKey(n) && !members.containsKey(n));
  }

  /** Watches one more. */
  public synchronized void add(Watched w) {
    if (!w.isGroup()) {
      watched.put(w.name(), w);
    } else if (groups.size() < MOST_GROUPS && w.selector().length() <= LONGEST_SELECTOR) {
      try {
        groups.put(w.name(), Pattern.compile(w.selector()));
      } catch (PatternSyntaxException e) {
        groups.remove(w.name());
      }
    }
  }

  /** Watches one less. */
  public synchronized void remove(String name) {
    watched.remove(name);
    groups.remove(name);
    waiting.remove(name);
  }

  /** Whether points of a series are counted. */
  public synchronized boolean watches(String name) {
    return watched.containsKey(name) || members.containsKey(name);
  }

  /** Counts new points of a series. */
  synchronized Seen count(String name, long points) {
    if (points <= 0) {
      return Seen.IGNORED;
    }
    Watched w = watched.get(name);
    if (w == null && !members.containsKey(name)) {
      return member(name, points);
    }
    waiting.merge(name, points, Long::sum);
    total += points;
    return w != null && w.realtime() ? Seen.URGENT : Seen.COUNTED;
  }

  private Seen member(String name, long points) {
    for (Map.Entry<String, Pattern> g : groups.entrySet()) {
      if (members.size() < MOST_MEMBERS && g.getValue().matcher(name).find()) {
        members.put(name, g.getKey());
        waiting.merge(name, points, Long::sum);
        total += points;
        return Seen.NEW_MEMBER;
      }
    }
    return Seen.IGNORED;
  }

  /** The group that a name was met for. */
  synchronized String group(String member) {
    return members.getOrDefault(member, "");
  }

  /**
   * What waits, to be sent now; nothing while an earlier report is not answered.
   *
   * @param urgent only series that are reported at once
   */
  synchronized Map<String, Long> take(boolean urgent) {
    if (!sent.isEmpty()) {
      return Map.of();
    }
    Map<String, Long> out = new LinkedHashMap<>();
    waiting.forEach((name, n) -> {
      Watched w = watched.get(name);
      if (!urgent || (w != null && w.realtime())) {
        out.put(name, n);
      }
    });
    out.keySet().forEach(waiting::remove);
    sent = out;
    return out;
  }

  /** The hub has the last report. */
  synchronized void taken() {
    sent = Map.of();
  }

  /** The last report did not arrive: it waits again. */
  synchronized void back() {
    sent.forEach((name, n) -> waiting.merge(name, n, Long::sum));
    sent = Map.of();
  }

  /** Points counted since the start. */
  public synchronized long total() {
    return total;
  }
}
