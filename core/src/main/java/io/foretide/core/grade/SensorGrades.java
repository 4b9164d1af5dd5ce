package io.foretide.core.grade;

import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The grades of all series, judged one after the other over their last week (or their last points,
 * where they have many). A grade that changes is an event. Thread-safe; {@link #round} is called by
 * one thread.
 *
 * <p>A series may say what it can be by its attributes {@code low}, {@code high} and {@code
 * quality}, the name of the series of its status codes; without the latter a series of its own name
 * with {@code .quality} is looked for.
 */
public final class SensorGrades {
  private static final long WINDOW = 7 * Instants.DAY;
  private static final int MOST_POINTS = 20_000;
  private static final int PAGE = 200;
  private static final String CODES = ".quality";

  private final SensorInformationProvider series;
  private final SensorDataProvider data;
  private final EventLog events;
  private final WallClock clock;
  private final Map<String, SeriesGrade> known = new ConcurrentHashMap<>();
  private final GradeMemory memory;
  private @Nullable Map<String, Grade> told;
  private boolean toldChanged;
  private String next = "";

  /**
   * @param clock what "now" is
   * @param memory which series were told to be poor, so that a restart does not tell them again
   */
  public SensorGrades(
      SensorInformationProvider series,
      SensorDataProvider data,
      EventLog events,
      WallClock clock,
      GradeMemory memory) {
    this.series = series;
    this.data = data;
    this.events = events;
    this.clock = clock;
    this.memory = memory;
  }

  /** The grade of a series as it was judged last; empty before its first turn. */
  public Optional<SeriesGrade> known(String name) {
    return Optional.ofNullable(known.get(name));
  }

  /** How many series have each grade. */
  public Map<Grade, Integer> counts() {
    Map<Grade, Integer> out = new EnumMap<>(Grade.class);
    for (Grade grade : Grade.values()) {
      out.put(grade, 0);
    }
    known.values().forEach(g -> out.merge(g.grade(), 1, Integer::sum));
    return out;
  }

  /** The worst series, by grade and name. */
  public List<SeriesGrade> worst(int limit) {
    return known.values().stream()
        .sorted(Comparator.comparing(SeriesGrade::grade).thenComparing(SeriesGrade::series))
        .limit(limit)
        .toList();
  }

  /**
   * Judges the next series in order of name.
   *
   * @param most how many of them
   * @return how many were judged; fewer than {@code most} at the end of the order
   */
  public int round(int most) throws ProviderException {
    int done = 0;
    Map<String, Grade> before = told == null ? new HashMap<>(memory.load()) : told;
    told = before;
    while (done < most && !Thread.currentThread().isInterrupted()) {
      List<SeriesInfo> page = series.list("", next, Math.min(PAGE, most - done));
      for (SeriesInfo info : page) {
        if (!info.name().endsWith(CODES)) {
          tell(before, known.get(info.name()), judge(info));
        }
        next = info.name();
        done++;
      }
      if (page.size() < PAGE) {
        next = page.size() < Math.min(PAGE, most) ? "" : next;
        break;
      }
    }
    if (toldChanged) {
      memory.save(Map.copyOf(before));
      toldChanged = false;
    }
    return done;
  }

  /** Judges one series now and remembers it. */
  public SeriesGrade judge(SeriesInfo info) throws ProviderException {
    long now = clock.now();
    Range range = range(info, now);
    Frame frame = data.read(FrameQuery.raw(List.of(info.name()), range));
    Sample sample =
        Sample.of(frame.times(), frame.column(0), 0, frame.rows(), range.from(), now)
            .within(number(info, "low"), number(info, "high"))
            .with(codes(info, range));
    SeriesGrade grade = Grader.grade(info.name(), sample);
    known.put(info.name(), grade);
    return grade;
  }

  /** A week, or as much of it as holds a bounded number of points; points ahead of now too. */
  private static Range range(SeriesInfo info, long now) {
    long end =
        Math.max(now, info.hasPoints() ? Math.min(info.last(), Instants.plus(now, WINDOW)) : now);
    long span = WINDOW;
    if (info.hasPoints() && info.points() > MOST_POINTS) {
      double perNano = info.points() / Math.max(1.0, (double) info.last() - info.first());
      span = (long) Math.clamp(MOST_POINTS / perNano, (double) Instants.MINUTE, (double) WINDOW);
    }
    return new Range(Instants.minus(now, span), Instants.plus(end, 1));
  }

  private double[] codes(SeriesInfo info, Range range) throws ProviderException {
    String name = info.attributes().getOrDefault("quality", info.name() + CODES);
    if (!series.exists(name)) {
      return new double[0];
    }
    Frame frame = data.read(FrameQuery.raw(List.of(name), range));
    return Arrays.stream(frame.column(0), 0, frame.rows()).filter(Double::isFinite).toArray();
  }

  private static double number(SeriesInfo info, String attribute) {
    String text = info.attributes().get(attribute);
    try {
      return text == null ? Double.NaN : Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN; // an attribute is free text; what is no number sets no limit
    }
  }

  private void tell(Map<String, Grade> told, @Nullable SeriesGrade last, SeriesGrade now) {
    Grade before = last == null ? told.get(now.series()) : last.grade();
    boolean poor = !now.grade().atLeast(Grade.FAIR);
    if (before == null ? !poor : before == now.grade()) {
      return;
    }
    Grade was = poor ? told.put(now.series(), now.grade()) : told.remove(now.series());
    toldChanged |= was != (poor ? now.grade() : null);
    String words =
        now.findings().isEmpty()
            ? "is good again"
            : now.words() + (poor ? "" : "; nothing worse is found any more");
    events.append(
        new Event(
            0,
            clock.now(),
            poor ? Severity.WARNING : Severity.INFO,
            "series.grade",
            "series:" + now.series(),
            "series '" + now.series() + "' " + words,
            Map.of(
                "grade",
                now.grade().text(),
                "before",
                before == null ? "unknown" : before.text())));
  }
}
