package io.foretide.core.alarm;

import io.foretide.core.engine.Change;
import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges what changed and takes people's decisions. {@link #round} is called by one thread at a
 * time; the rest is thread-safe.
 */
public final class AlarmDesk implements Alarms {
  /** A rule that is new to a model looks this far back. */
  static final long LOOK_BACK = Instants.DAY;

  private static final long STATE_EVERY = 15 * Instants.SECOND;
  private static final int PAGE = 500;
  private static final double MOST_EASED = 3;
  private static final int MOST_OPEN = 10_000;

  private final AlarmParts parts;
  private final Samples samples;
  private final Together together;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final Map<AlarmStore.Key, Track> tracks = new HashMap<>();
  private final Map<AlarmStore.Key, Track> dirty = new HashMap<>();

  /** Models whose next interval was not there yet: looked at again with the states. */
  private final Set<String> waiting = new HashSet<>();

  /** Worst values as the store has them, of open alarms. */
  private final Map<Long, Double> peaks = new HashMap<>();

  private boolean loaded;

  /** Whether rounds are made here, so that what is kept of the tracks is what is stored. */
  private boolean judging;

  private volatile boolean answeredElsewhere;

  private boolean caughtUp;
  private long nextState = Long.MIN_VALUE;

  public AlarmDesk(AlarmParts parts) {
    this.parts = parts;
    this.samples = new Samples(parts.engine(), parts.predictions(), parts.series());
    this.together = new Together(parts.data());
  }

  /** Notes which models have something new; to be given to {@code Engine.subscribe}. */
  public void hear(Change change) {
    switch (change) {
      case Change.Intervals i -> changed.add(i.model());
      case Change.ModelChanged m -> changed.add(m.model());
      case Change.Logged l -> answeredElsewhere |= l.event().kind().equals("alarm.feedback");
    }
  }

  /** Judges everything that is new. What fails is judged again with the next round. */
  public synchronized void round() throws ProviderException {
    long now = parts.clock().now();
    judging = true;
    if (answeredElsewhere) {
      answeredElsewhere = false;
      keep();
      loaded = false;
    }
    if (!loaded) {
      tracks.clear();
      tracks.putAll(parts.store().tracks());
      loaded = true;
    }
    if (now >= nextState) {
      nextState = now + STATE_EVERY;
      changed.addAll(waiting);
      waiting.clear();
      everyModel(now);
    }
    for (String name : List.copyOf(changed)) {
      changed.remove(name);
      try {
        rows(name, now);
      } catch (ProviderException e) {
        changed.add(name);
        throw e;
      }
    }
    keep();
  }

  private void keep() throws ProviderException {
    if (!dirty.isEmpty()) {
      parts.store().save(dirty);
      dirty.clear();
    }
  }

  /** Another process makes the rounds from now on. */
  public synchronized void rest() {
    judging = false;
    loaded = false;
    caughtUp = false;
    dirty.clear();
    peaks.clear();
  }

  /** Judges the states of all models; their rows only at the first round, later as they change. */
  private void everyModel(long now) throws ProviderException {
    for (int offset = 0; ; offset += PAGE) {
      List<ModelStatus> page =
          parts.engine().models("", null, Engine.ModelOrder.NAME, offset, PAGE);
      for (ModelStatus status : page) {
        if (!caughtUp) {
          changed.add(status.model().name());
        }
        for (AlarmRule rule : parts.rules()) {
          if (!ofRows(rule) && rule.isAbout(status.model().name())) {
            judge(rule, status, now);
          }
        }
      }
      if (page.size() < PAGE) {
        caughtUp = true;
        return;
      }
    }
  }

  private void rows(String name, long now) throws ProviderException {
    Optional<ModelStatus> status = parts.engine().model(name);
    if (status.isEmpty()) {
      return;
    }
    for (AlarmRule rule : parts.rules()) {
      if (yields(status.get(), rule) && rule.isAbout(name)) {
        judge(rule, status.get(), now);
      }
    }
  }

  /** Whether a model has the output that a rule looks at. */
  private static boolean yields(ModelStatus status, AlarmRule rule) {
    return switch (rule.condition()) {
      case Condition.Output o -> status.needs().outputs().contains(o.output());
      case Condition.Ahead a -> status.needs().outputs().contains(a.output());
      default -> false;
    };
  }

  private static boolean ofRows(AlarmRule rule) {
    return switch (rule.condition()) {
      case Condition.Output _, Condition.Ahead _ -> true;
      default -> false;
    };
  }

  private void judge(AlarmRule rule, ModelStatus status, long now) throws ProviderException {
    AlarmStore.Key key = new AlarmStore.Key(rule.name(), status.model().id().value());
    Track track = tracks.computeIfAbsent(key, _ -> Track.from(now - LOOK_BACK));
    Samples.Found found = samples.read(rule.condition(), status, track.upto(), now);
    for (Sample s : found.samples()) {
      Tracker.Step step = Tracker.step(rule, track, s);
      track =
          switch (step.effect()) {
            case NONE -> step.track();
            case OPENS -> open(rule, status, key, step, s, now);
            case CLOSES -> close(key, track, step, now);
          };
      keep(key, track, ofRows(rule));
    }
    if (found.unfinished()) {
      waiting.add(status.model().name());
    }
    follow(track);
  }

  /** Remembers a track; a state that is calm is asked for afresh after a restart. */
  private void keep(AlarmStore.Key key, Track track, boolean ofRows) {
    Track before = tracks.put(key, track);
    boolean calm = track.phase() == Track.Phase.CALM;
    if (ofRows || !calm || (before != null && before.phase() != Track.Phase.CALM)) {
      dirty.put(key, track);
    }
  }

  private Track open(
      AlarmRule rule, ModelStatus status, AlarmStore.Key key, Tracker.Step step, Sample s, long now)
      throws ProviderException {
    Track t = step.track();
    String series = series(rule, status);
    double limit = Tracker.limit(rule.condition(), t);
    Alarm draft =
        new Alarm(
            0,
            0,
            rule.name(),
            rule.severity(),
            status.model().name(),
            series,
            s.revision(),
            t.since(),
            Long.MAX_VALUE,
            now,
            0,
            s.value(),
            limit,
            t.peak(),
            t.peakAt(),
            Words.of(rule, status, series, s, limit),
            s.parts(),
            group(rule, series, t.since()),
            "",
            0,
            Feedback.NONE,
            "",
            silenced(status.model().name(), now));
    // Of a group only the first is told: the others are on its page.
    List<String> told = draft.group() == 0 && draft.silence().isEmpty() ? takers(draft) : List.of();
    Alarm stored =
        parts
            .store()
            .write(new AlarmStore.Write(draft, key, t, "opened", told), now)
            .orElseThrow(() -> new IllegalStateException("a new alarm cannot be out of date"));
    dirty.remove(key);
    tell(stored, "alarm.opened", stored.severity(), stored.words(), Map.of());
    return t.with(Track.Phase.OPEN, stored.id());
  }

  private Track close(AlarmStore.Key key, Track before, Tracker.Step step, long now)
      throws ProviderException {
    Optional<Alarm> found = parts.store().find(before.alarm());
    if (found.isEmpty() || !found.get().isOpen()) {
      return step.track();
    }
    peaks.remove(before.alarm());
    Alarm a = found.get().closed(step.ends(), now, before.peak(), before.peakAt());
    Optional<Alarm> stored =
        parts.store().write(new AlarmStore.Write(a, key, step.track(), "closed", again(a)), now);
    if (stored.isEmpty()) {
      // Somebody acknowledged it at this moment: closed on top of that.
      return close(key, before, step, now);
    }
    dirty.remove(key);
    tell(stored.get(), "alarm.closed", Severity.INFO, "over: " + a.words(), Map.of());
    return step.track();
  }

  /** Who heard that it opened hears the rest too. */
  private List<String> again(Alarm a) throws ProviderException {
    return parts.store().deliveries(a.id()).stream().map(Delivery::output).distinct().toList();
  }

  /** Keeps the stored peak near the true one, without a write for each new value. */
  private void follow(Track t) throws ProviderException {
    if (t.phase() != Track.Phase.OPEN || t.alarm() == 0) {
      return;
    }
    double known = peaks.getOrDefault(t.alarm(), Double.NaN);
    if (Math.abs(t.peak() - known) <= 0.05 * Math.abs(known)) {
      return;
    }
    Optional<Alarm> found = parts.store().find(t.alarm());
    if (found.isEmpty() || !found.get().isOpen()) {
      return;
    }
    Alarm a = found.get();
    peaks.put(a.id(), a.peak());
    if (Math.abs(t.peak() - a.peak()) > 0.05 * Math.abs(a.peak())) {
      Alarm next = a.closed(Long.MAX_VALUE, 0, t.peak(), t.peakAt());
      parts
          .store()
          .write(new AlarmStore.Write(next, null, null, "", List.of()), parts.clock().now())
          .ifPresent(stored -> peaks.put(stored.id(), stored.peak()));
    }
  }

  private String series(AlarmRule rule, ModelStatus status) throws ProviderException {
    if (rule.condition() instanceof Condition.Silent) {
      return samples.quietest(status.model()).map(SeriesInfo::name).orElse("");
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
    for (Silence s : silences()) {
      if (s.covers(model, now)) {
        return s.reason();
      }
    }
    return "";
  }

  private List<String> takers(Alarm a) {
    return parts.outputs().get().stream().filter(o -> o.takes(a)).map(AlarmOutput::name).toList();
  }

  private void tell(
      Alarm a, String kind, Severity severity, String words, Map<String, String> more) {
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

  @Override
  public List<AlarmRule> rules() {
    return parts.rules();
  }

  @Override
  public List<Alarm> list(boolean open, String model, long beforeId, int limit)
      throws ProviderException {
    return parts.store().list(open, model, beforeId, limit);
  }

  @Override
  public Optional<Alarm> find(long id) throws ProviderException {
    return parts.store().find(id);
  }

  @Override
  public List<Delivery> deliveries(long alarm) throws ProviderException {
    return parts.store().deliveries(alarm);
  }

  @Override
  public Alarm acknowledge(long id, String by, String note) throws ProviderException {
    named(by);
    long now = parts.clock().now();
    Alarm a = present(id);
    Alarm stored = write(a.answered(by, now, a.feedback(), note), "acknowledged", again(a), now);
    tell(
        stored,
        "alarm.acknowledged",
        Severity.INFO,
        "acknowledged by " + by + (note.isEmpty() ? "" : ": " + note),
        Map.of("by", by));
    return stored;
  }

  @Override
  public synchronized Alarm judge(long id, Feedback said, String by, String note)
      throws ProviderException {
    named(by);
    long now = parts.clock().now();
    Alarm a = present(id);
    boolean first = a.acknowledgedAt() == 0;
    Alarm next =
        a.answered(first ? by : a.acknowledgedBy(), first ? now : a.acknowledgedAt(), said, note);
    Alarm stored = write(next, "", List.of(), now);
    String effect = ease(stored, said);
    tell(
        stored,
        "alarm.feedback",
        Severity.INFO,
        by
            + " says "
            + said.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
            + (note.isEmpty() ? "" : ": " + note)
            + (effect.isEmpty() ? "" : "; " + effect),
        Map.of("by", by));
    return stored;
  }

  /** Moves the limit of the rule for the alarm's model; says how, or nothing if it stays. */
  private String ease(Alarm a, Feedback said) throws ProviderException {
    Optional<ModelStatus> model = parts.engine().model(a.model());
    Optional<AlarmRule> rule =
        parts.rules().stream().filter(r -> r.name().equals(a.rule())).findFirst();
    if (model.isEmpty() || rule.isEmpty() || !ofRows(rule.get())) {
      return "";
    }
    AlarmStore.Key key = new AlarmStore.Key(a.rule(), model.get().model().id().value());
    if (!judging) {
      tracks.clear();
      tracks.putAll(parts.store().tracks());
    }
    Track t = tracks.getOrDefault(key, Track.from(parts.clock().now() - LOOK_BACK));
    double bound = Math.abs(rule.get().condition().bound());
    double eased =
        switch (said) {
          case REAL -> 1;
          case FALSE_ALARM ->
              bound == 0
                  ? t.eased()
                  : Math.clamp(
                      1 + 1.05 * Math.abs(a.peak() - rule.get().condition().bound()) / bound,
                      t.eased(),
                      MOST_EASED);
          case EXPECTED, NONE -> t.eased();
        };
    if (eased == t.eased()) {
      return "";
    }
    Track next = t.eased(eased);
    parts.store().save(Map.of(key, next));
    tracks.put(key, next);
    return "the limit of '"
        + a.rule()
        + "' for "
        + a.model()
        + " is now "
        + Words.number(Tracker.limit(rule.get().condition(), next));
  }

  private Alarm write(Alarm next, String what, List<String> outputs, long now)
      throws ProviderException {
    return parts
        .store()
        .write(new AlarmStore.Write(next, null, null, what, outputs), now)
        .orElseThrow(() ->
            new ProviderException.Transient(
                "alarm " + next.id() + " changed at the same time: look and try again", null));
  }

  private Alarm present(long id) throws ProviderException {
    return parts
        .store()
        .find(id)
        .orElseThrow(() -> new ProviderException.Rejected("no alarm has the number " + id));
  }

  private static void named(String by) throws ProviderException {
    if (by.isBlank()) {
      throw new ProviderException.Rejected("a name is missing: say who you are");
    }
  }

  @Override
  public int again(long id) throws ProviderException {
    Alarm a = present(id);
    List<String> outputs = takers(a);
    write(a, a.isOpen() ? "opened" : "closed", outputs, parts.clock().now());
    return outputs.size();
  }

  @Override
  public List<Silence> silences() throws ProviderException {
    long now = parts.clock().now();
    List<Silence> out = new ArrayList<>(parts.maintenance());
    out.addAll(parts.store().silences());
    out.removeIf(s -> s.to() <= now);
    return out;
  }

  @Override
  public Silence silence(Silence s) throws ProviderException {
    named(s.by());
    if (s.reason().isBlank()) {
      throw new ProviderException.Rejected("a reason is missing: say why nobody is to be told");
    }
    if (s.to() <= s.from() || s.to() <= parts.clock().now()) {
      throw new ProviderException.Rejected("the silence is over before it begins: set a later end");
    }
    if (silences().size() >= MOST_OPEN) {
      throw new ProviderException.Rejected("there are " + MOST_OPEN + " silences: end some first");
    }
    Silence stored = parts.store().add(s);
    parts
        .events()
        .append(
            Event.of(
                parts.clock().now(),
                Severity.INFO,
                "alarm.silence",
                "",
                s.by()
                    + " silences alarms of "
                    + s.models()
                    + " until "
                    + Instants.format(s.to())
                    + ": "
                    + s.reason()));
    return stored;
  }

  @Override
  public boolean endSilence(long id, String by) throws ProviderException {
    named(by);
    boolean ended = parts.store().removeSilence(id);
    if (ended) {
      parts
          .events()
          .append(
              Event.of(
                  parts.clock().now(),
                  Severity.INFO,
                  "alarm.silence",
                  "",
                  by + " ends silence " + id));
    }
    return ended;
  }
}
