package io.foretide.core.alarm;

import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes alarms with what is to be told of them, and the events. Not thread-safe. */
final class AlarmBook {
  private static final int PAGE = 500;

  private final AlarmParts parts;
  private final Samples samples;
  private final Together together;

  /** Open alarms that nobody was told of because of a silence. */
  private final Set<Long> silent = new HashSet<>();

  private boolean looked;

  AlarmBook(AlarmParts parts, Samples samples) {
    this.parts = parts;
    this.samples = samples;
    this.together = new Together(parts.data());
  }

  /**
   * Opens an alarm.
   *
   * @param key of the track that goes with it; null if none does
   */
  Alarm open(
      AlarmRule rule,
      ModelStatus status,
      Begin b,
      AlarmStore.@Nullable Key key,
      @Nullable Track track,
      long now)
      throws ProviderException {
    String series = series(rule, status);
    Sample s = b.sample();
    Alarm draft =
        new Alarm(
            0,
            0,
            rule.name(),
            rule.severity(),
            status.model().name(),
            series,
            s.revision(),
            b.since(),
            Long.MAX_VALUE,
            now,
            0,
            s.value(),
            b.limit(),
            b.peak(),
            b.peakAt(),
            Words.of(rule, status, series, samples.unit(status.model(), series), s, b.limit()),
            s.parts(),
            group(rule, series, b.since()),
            "",
            0,
            Feedback.NONE,
            "",
            silenced(status.model().name(), now),
            "");
    List<String> told = draft.silence().isEmpty() ? newTakers(draft) : List.of();
    Alarm stored =
        parts
            .store()
            .write(new AlarmStore.Write(draft, key, track, "opened", told), now)
            .orElseThrow(() -> new IllegalStateException("a new alarm cannot be out of date"));
    if (!stored.silence().isEmpty()) {
      silent.add(stored.id());
    }
    tell(stored, "alarm.opened", stored.severity(), stored.words(), Map.of());
    return stored;
  }

  /** Tells of alarms that began in a silence and are still open now that it is over. */
  void tellUnsilenced(long now) throws ProviderException {
    if (!looked) {
      lookForSilent();
    }
    for (long id : List.copyOf(silent)) {
      Optional<Alarm> found = parts.store().find(id);
      if (found.isEmpty() || !found.get().isOpen()) {
        silent.remove(id);
        continue;
      }
      Alarm a = found.get().unsilenced();
      if (!silenced(a.model(), now).isEmpty()) {
        continue;
      }
      List<String> told = newTakers(a);
      Optional<Alarm> stored =
          parts.store().write(new AlarmStore.Write(a, null, null, "opened", told), now);
      if (stored.isPresent()) {
        silent.remove(id);
        tell(
            a,
            "alarm.opened",
            a.severity(),
            "still so after '" + found.get().silence() + "': " + a.words(),
            Map.of());
      }
    }
  }

  /** Another process makes the rounds from now on. */
  void forget() {
    silent.clear();
    looked = false;
  }

  private void lookForSilent() throws ProviderException {
    long before = Long.MAX_VALUE;
    List<Alarm> page;
    do {
      page = parts.store().list(true, "", before, PAGE);
      for (Alarm a : page) {
        before = a.id();
        if (!a.silence().isEmpty()) {
          silent.add(a.id());
        }
      }
    } while (page.size() == PAGE);
    looked = true;
  }

  /** Ends an alarm for a reason other than its values. */
  Optional<Alarm> end(long id, String why, AlarmStore.Key key, Track track, long now)
      throws ProviderException {
    Optional<Alarm> ended =
        change(id, a -> a.isOpen() ? a.ended(now, why) : a, key, track, "closed", now);
    if (ended.isPresent()) {
      String words = "over: " + ended.get().words() + "; " + why;
      tell(ended.get(), "alarm.closed", Severity.INFO, words, Map.of());
    }
    return ended;
  }

  /**
   * Changes a stored alarm, again on top of what somebody else changed meanwhile.
   *
   * @param what the state change that is told to who heard of it before; empty if none is
   * @return the stored alarm; empty if it is gone, or {@code change} leaves it as it is
   */
  Optional<Alarm> change(
      long id,
      UnaryOperator<Alarm> change,
      AlarmStore.@Nullable Key key,
      @Nullable Track track,
      String what,
      long now)
      throws ProviderException {
    while (true) {
      Optional<Alarm> found = parts.store().find(id);
      Alarm next = found.map(change).orElse(null);
      if (next == null || next.equals(found.get())) {
        return Optional.empty();
      }
      List<String> outputs = what.isEmpty() ? List.of() : heard(next);
      Optional<Alarm> stored =
          parts.store().write(new AlarmStore.Write(next, key, track, what, outputs), now);
      if (stored.isPresent()) {
        return stored;
      }
    }
  }

  /** Who heard that it opened hears the rest too. */
  List<String> heard(Alarm a) throws ProviderException {
    return parts.store().deliveries(a.id()).stream().map(Delivery::output).distinct().toList();
  }

  List<String> takers(Alarm a) {
    return parts.outputs().get().stream().filter(o -> o.takes(a)).map(AlarmOutput::name).toList();
  }

  /**
   * Of a group each output is told of the first alarm that it takes: the others are on its page.
   */
  private List<String> newTakers(Alarm a) throws ProviderException {
    List<String> takers = new ArrayList<>(takers(a));
    if (a.group() != 0 && !takers.isEmpty()) {
      for (Alarm other : parts.store().list(true, "", Long.MAX_VALUE, PAGE)) {
        if (other.group() == a.group() && other.id() != a.id()) {
          takers.removeAll(heard(other));
        }
      }
    }
    return takers;
  }

  void tell(Alarm a, String kind, Severity severity, String words, Map<String, String> more) {
    Map<String, String> details = new HashMap<>(more);
    details.put("alarm", Long.toString(a.id()));
    details.put("rule", a.rule());
    if (!a.silence().isEmpty()) {
      details.put("silence", a.silence());
    }
    parts
        .events()
        .append(
            new Event(
                0, parts.clock().now(), severity, kind, "model:" + a.model(), words, details));
  }

  /** Those that are not over yet, the configuration's too. */
  List<Silence> silences(long now) throws ProviderException {
    List<Silence> out = new ArrayList<>(parts.maintenance());
    out.addAll(parts.store().silences());
    out.removeIf(s -> s.to() <= now);
    return out;
  }

  private String series(AlarmRule rule, ModelStatus status) throws ProviderException {
    if (rule.condition() instanceof Condition.Silent) {
      return samples.quietest(status.model()).map(Samples.Quiet::series).orElse("");
    }
    List<String> inputs = status.model().definition().inputs();
    return inputs.isEmpty() ? "" : inputs.getFirst();
  }

  private long group(AlarmRule rule, String series, long from) throws ProviderException {
    if (rule.groupWithin() == 0) {
      return 0;
    }
    for (Alarm a : parts.store().list(true, "", Long.MAX_VALUE, PAGE)) {
      if (a.rule().equals(rule.name())
          && Math.abs(a.from() - from) <= rule.groupWithin()
          && together.move(a.series(), series, from)) {
        return a.group();
      }
    }
    return 0;
  }

  private String silenced(String model, long now) throws ProviderException {
    for (Silence s : silences(now)) {
      if (s.covers(model, now)) {
        return s.reason();
      }
    }
    return "";
  }
}
