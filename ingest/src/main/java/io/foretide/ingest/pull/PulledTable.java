package io.foretide.ingest.pull;

import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.time.WallClock;
import io.foretide.ingest.IngestReport;
import io.foretide.ingest.PatientWriter;
import io.foretide.ingest.Pause;
import io.foretide.ingest.Repeating;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Asks a table for what is new, from the last stored point less an overlap, and again for holes. A
 * call that fails is tried again with growing, jittered waits; when that does not help it is an
 * outage: one event, then one try per pull until the table answers, and one event then. Not
 * thread-safe: either {@link #start} it or call {@link #pull}.
 */
public final class PulledTable {
  private static final int PAGE = 10_000;
  private static final long LONGEST_WAIT = Instants.MINUTE;

  private final PullOptions options;
  private final PullSource source;
  private final SensorInformationProvider stored;
  private final PatientWriter writer;
  private final WallClock clock;
  private final Pause pause;
  private final RandomGenerator random;
  private final Supplier<RangeSet> holes;
  private final Consumer<Event> events;

  private String trouble = "";
  private long askedTo = Instants.MIN;

  /**
   * @param stored tells up to where points are stored
   * @param holes ranges of instants to ask again, such as the empty intervals of models
   */
  public PulledTable(
      PullOptions options,
      PullSource source,
      SensorInformationProvider stored,
      PatientWriter writer,
      WallClock clock,
      Pause pause,
      RandomGenerator random,
      Supplier<RangeSet> holes,
      Consumer<Event> events) {
    this.options = options;
    this.source = source;
    this.stored = stored;
    this.writer = writer;
    this.clock = clock;
    this.pause = pause;
    this.random = random;
    this.holes = holes;
    this.events = events;
  }

  /**
   * Pulls again and again until the result is closed.
   *
   * @param interval nanoseconds between two pulls
   */
  public Repeating start(long interval) {
    return new Repeating("pull " + options.name(), interval, this::pull);
  }

  /** Asks for what is new and for the holes; what failed is asked for at the next pull. */
  public IngestReport pull() throws InterruptedException {
    IngestReport report = IngestReport.NOTHING;
    try {
      long now = clock.now();
      long from = Math.min(resumeAt(), now);
      RangeSet wanted =
          RangeSet.of(from, now).plus(holes.get().intersect(new Range(Instants.MIN, now)));
      for (Range range : wanted.ranges()) {
        for (Range part : parts(range)) {
          PullSource.Answer answer = ask(part);
          report = report.plus(writer.write(answer.points())).plus(answer.counts());
          recovered();
          if (range.to() == now) {
            askedTo = part.to();
          }
        }
      }
    } catch (ProviderException e) {
      failed(e instanceof ProviderException.Rejected, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      failed(false, String.valueOf(e.getMessage()));
    }
    return report;
  }

  private List<Range> parts(Range range) {
    List<Range> out = new ArrayList<>();
    for (long at = range.from(); at < range.to(); at = Instants.plus(at, options.span())) {
      out.add(new Range(at, Math.min(range.to(), Instants.plus(at, options.span()))));
    }
    return out;
  }

  /** The last point of the series that is furthest behind but not ended, less the overlap. */
  private long resumeAt() throws ProviderException {
    List<Long> lasts = lasts();
    long newest = Instants.MIN;
    for (long last : lasts) {
      newest = Math.max(newest, last);
    }
    long from = newest == Instants.MIN ? options.start() : newest;
    for (long last : lasts) {
      if (last >= Instants.minus(newest, options.catchUp())) {
        from = Math.min(from, last);
      }
    }
    return Math.max(options.start(), Instants.minus(Math.max(from, askedTo), options.overlap()));
  }

  private List<Long> lasts() throws ProviderException {
    List<Long> out = new ArrayList<>();
    if (!options.series().isEmpty()) {
      for (String name : options.series()) {
        stored.find(name).filter(SeriesInfo::hasPoints).ifPresent(s -> out.add(s.last()));
      }
      return out;
    }
    String after = "";
    List<SeriesInfo> page;
    do {
      page = stored.list(options.prefix(), after, PAGE);
      for (SeriesInfo s : page) {
        if (s.name().startsWith(options.prefix()) && s.hasPoints()) {
          out.add(s.last());
        }
        after = s.name();
      }
    } while (page.size() == PAGE);
    return out;
  }

  private PullSource.Answer ask(Range range) throws ProviderException, InterruptedException {
    long wait = options.firstWait();
    int tries = trouble.isEmpty() ? options.tries() : 1;
    for (int attempt = 1; ; attempt++) {
      try {
        return source.read(range);
      } catch (ProviderException.Transient | ProviderException.NotReady e) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (attempt >= tries) {
          throw e;
        }
        long asked = e instanceof ProviderException.NotReady n ? n.retryAfter() : 0;
        long least = Math.clamp(Math.max(wait, asked), 2, LONGEST_WAIT);
        pause.sleep(least / 2 + random.nextLong(least / 2 + 1) + (asked > 0 ? least / 2 : 0));
        wait = Math.min(LONGEST_WAIT, 2 * wait);
      }
    }
  }

  private void failed(boolean refused, String message) {
    String kind = refused ? "pull.rejected" : "pull.outage";
    if (!trouble.equals(kind)) {
      String then =
          refused ? "" : "; it is asked again at every turn, and what is missing is read then";
      say(refused ? Severity.ERROR : Severity.WARNING, kind, message + then);
    }
    trouble = kind;
  }

  private void recovered() {
    if (!trouble.isEmpty()) {
      trouble = "";
      say(Severity.INFO, "pull.recovered", source.description() + " answers again");
    }
  }

  private void say(Severity severity, String kind, String message) {
    events.accept(Event.of(clock.now(), severity, kind, "table:" + options.name(), message));
  }
}
