package io.foretide.core.alarm;

import io.foretide.core.engine.Change;
import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.time.Instants;
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

  /** States are looked at this often; the more seldom, the longer it takes. */
  private static final long STATES_AT_LEAST = 3 * Instants.SECOND;

  private static final long STATES_AT_MOST = 15 * Instants.SECOND;

  /** Looking at states takes one part in so many of the time. */
  private static final int LEISURE = 50;

  private static final int PAGE = 500;
  private static final double MOST_EASED = 3;
  private static final int MOST_OPEN = 10_000;

  private final AlarmParts parts;
  private final Samples samples;
  private final AlarmBook book;
  private final JudgeAgain judgeAgain;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();

  /** From where on intervals of a model changed since the last round. */
  private final Map<String, Long> rewritten = new ConcurrentHashMap<>();

  /** The same by the first number of an interval, where points drive a model. */
  private final Map<Cells, Long> closed = new ConcurrentHashMap<>();

  private record Cells(String model, int revision) {}

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
  private volatile boolean silenceEnded;
  private boolean modelGone;

  private boolean caughtUp;
  private boolean statesLookedAt;

  /** Monotonic. */
  private long nextStates;

  public AlarmDesk(AlarmParts parts) {
    this.parts = parts;
    this.samples = new Samples(parts.engine(), parts.predictions(), parts.series());
    this.book = new AlarmBook(parts, samples);
    this.judgeAgain = new JudgeAgain(parts, samples, book);
  }

  /** Notes which models have something new; to be given to {@code Engine.subscribe}. */
  public void hear(Change change) {
    switch (change) {
      case Change.Intervals i -> {
        changed.add(i.model());
        if (i.closed() == null) {
          rewritten.merge(i.model(), i.instants().from(), Math::min);
        } else {
          closed.merge(
              new Cells(i.model(), i.closed().revision()), i.closed().cells().from(), Math::min);
        }
      }
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
    takeNotes(now);
    keep();
    if (silenceEnded) {
      silenceEnded = false;
      book.tellUnsilenced(now);
    }
    long began = parts.clock().monotonic();
    boolean states = !statesLookedAt || began - nextStates >= 0;
    if (states) {
      statesLookedAt = true;
      nextStates = began + STATES_AT_MOST;
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
    if (modelGone) {
      endOrphans(now);
      modelGone = false;
    }
    keep();
    if (states) {
      long cost = parts.clock().monotonic() - began;
      nextStates = began + Math.clamp(LEISURE * cost, STATES_AT_LEAST, STATES_AT_MOST);
    }
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
    rewritten.clear();
    closed.clear();
    peaks.clear();
    book.forget();
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
        again(status, now);
        for (AlarmRule rule : parts.rules()) {
          if (!ofRows(rule) && rule.isAbout(status.model().name())) {
            judge(rule, status, now);
          }
        }
      }
      if (page.size() < PAGE) {
        caughtUp = true;
        endOrphans(now);
        book.tellUnsilenced(now);
        return;
      }
    }
  }

  /** Ends alarms whose model or rule is gone: nothing would ever close them. */
  private void endOrphans(long now) throws ProviderException {
    Map<AlarmStore.Key, Track> open = new HashMap<>();
    tracks.forEach((key, t) -> {
      if (t.phase() == Track.Phase.OPEN && t.alarm() != 0) {
        open.put(key, t);
      }
    });
    for (Map.Entry<AlarmStore.Key, Track> e : open.entrySet()) {
      Track t = e.getValue();
      Optional<Alarm> alarm = parts.store().find(t.alarm());
      String why = alarm.isEmpty() ? "" : orphaned(e.getKey(), alarm.get().model());
      if (!why.isEmpty()) {
        Track calm = t.calm(t.upto());
        var unused = book.end(t.alarm(), why, e.getKey(), calm, now);
        peaks.remove(t.alarm());
        keep(e.getKey(), calm, true);
      }
    }
  }

  private String orphaned(AlarmStore.Key key, String name) throws ProviderException {
    Optional<ModelStatus> status = parts.engine().model(name);
    if (status.isEmpty() || status.get().model().id().value() != key.model()) {
      return "its model was deleted";
    }
    boolean judged =
        parts.rules().stream()
            .filter(r -> r.name().equals(key.rule()) && r.isAbout(name))
            .anyMatch(r ->
                !ofRows(r) || status.get().needs().outputs().isEmpty() || yields(status.get(), r));
    return judged ? "" : "no rule '" + key.rule() + "' looks at its model now";
  }

  private void rows(String name, long now) throws ProviderException {
    Optional<ModelStatus> status = parts.engine().model(name);
    if (status.isEmpty()) {
      modelGone = true;
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
            case OPENS -> open(rule, status, key, step.track(), s, now);
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

  /** Notes in the tracks what was predicted again, so that a restart does not forget it. */
  private void takeNotes(long now) throws ProviderException {
    for (Cells of : List.copyOf(closed.keySet())) {
      Long first = closed.remove(of);
      if (first != null && parts.engine().model(of.model()).isPresent()) {
        try {
          long from = parts.engine().interval(of.model(), of.revision(), first).from();
          rewritten.merge(of.model(), from, Math::min);
        } catch (ProviderException.Rejected e) {
          // It expired meanwhile, and with it what could be judged again.
        }
      }
    }
    for (String name : List.copyOf(rewritten.keySet())) {
      Long changedFrom = rewritten.remove(name);
      Optional<ModelStatus> status =
          changedFrom == null ? Optional.empty() : parts.engine().model(name);
      if (status.isEmpty() || changedFrom == null) {
        continue;
      }
      for (AlarmRule rule : parts.rules()) {
        AlarmStore.Key key = new AlarmStore.Key(rule.name(), status.get().model().id().value());
        Track t = tracks.get(key);
        if (t != null && ofRows(rule)) {
          long from = JudgeAgain.affected(rule, t, changedFrom, now);
          if (from < t.again()) {
            keep(key, t.again(from), true);
          }
        }
      }
    }
  }

  /** Judges a model's stale tracks again, once their intervals have ended. */
  private void again(ModelStatus status, long now) throws ProviderException {
    for (AlarmRule rule : parts.rules()) {
      AlarmStore.Key key = new AlarmStore.Key(rule.name(), status.model().id().value());
      Track t = tracks.get(key);
      if (t == null || !t.isStale() || !yields(status, rule)) {
        continue;
      }
      Optional<Track> judged = judgeAgain.judge(rule, status, t, now);
      if (judged.isPresent()) {
        peaks.remove(t.alarm());
        keep(key, judged.get(), true);
      }
    }
  }

  private Track open(
      AlarmRule rule, ModelStatus status, AlarmStore.Key key, Track t, Sample s, long now)
      throws ProviderException {
    double limit = Tracker.limit(rule.condition(), t);
    Begin begin = new Begin(t.since(), s, limit, t.peak(), t.peakAt());
    Alarm stored = book.open(rule, status, begin, key, t, now);
    dirty.remove(key);
    return t.with(Track.Phase.OPEN, stored.id());
  }

  private Track close(AlarmStore.Key key, Track before, Tracker.Step step, long now)
      throws ProviderException {
    peaks.remove(before.alarm());
    Optional<Alarm> stored =
        book.change(
            before.alarm(),
            a ->
                a.isOpen()
                    ? a.spanning(a.from(), step.ends(), now, before.peak(), before.peakAt())
                    : a,
            key,
            step.track(),
            "closed",
            now);
    if (stored.isPresent()) {
      dirty.remove(key);
      Alarm a = stored.get();
      book.tell(a, "alarm.closed", Severity.INFO, "over: " + a.words(), Map.of());
    }
    return step.track();
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
      Alarm next = a.spanning(a.from(), Long.MAX_VALUE, 0, t.peak(), t.peakAt());
      parts
          .store()
          .write(new AlarmStore.Write(next, null, null, "", List.of()), parts.clock().now())
          .ifPresent(stored -> peaks.put(stored.id(), stored.peak()));
    }
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
  public int open() throws ProviderException {
    return parts.store().open();
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
    Alarm stored =
        write(a.answered(by, now, a.feedback(), kept(a, note)), "acknowledged", book.heard(a), now);
    book.tell(
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
        a.answered(
            first ? by : a.acknowledgedBy(), first ? now : a.acknowledgedAt(), said, kept(a, note));
    Alarm stored = write(next, "", List.of(), now);
    String effect = ease(stored, said);
    book.tell(
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
    if (model.isEmpty() || rule.isEmpty() || rule.get().condition() instanceof Condition.Failing) {
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
        + Words.limit(rule.get().condition(), next);
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

  /** A word without a note leaves the note that is there. */
  private static String kept(Alarm a, String note) {
    return note.isEmpty() ? a.note() : note;
  }

  private static void named(String by) throws ProviderException {
    if (by.isBlank()) {
      throw new ProviderException.Rejected("a name is missing: say who you are");
    }
  }

  @Override
  public int again(long id) throws ProviderException {
    Alarm a = present(id);
    List<String> outputs = book.takers(a);
    write(a, a.isOpen() ? "opened" : "closed", outputs, parts.clock().now());
    return outputs.size();
  }

  @Override
  public List<Silence> silences() throws ProviderException {
    return book.silences(parts.clock().now());
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
    Silence stored = parts.store().add(s, parts.clock().now());
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
    silenceEnded |= ended;
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
