package io.foretide.app.demo;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.sensor.PointSink;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.ingest.PatientWriter;
import io.foretide.ingest.Pause;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Writes what happens on a scenario's tapes: first all that is not stored yet up to now, then live.
 * It goes on from what is stored, so a stop of any length leaves no hole.
 */
final class Replay implements AutoCloseable {
  private static final int CHUNK = 50_000;
  private static final long TICK_MILLIS = 200;
  private static final long TICKS_PER_SECOND = 1000 / TICK_MILLIS;

  private final Scenario scenario;
  private final SensorInformationProvider series;
  private final PatientWriter writer;
  private final WallClock clock;
  private final Runnable everySecond;
  private final Map<String, Long> played = new HashMap<>();
  private final Thread thread;
  private volatile boolean open = true;

  Replay(
      Scenario scenario,
      SensorInformationProvider series,
      PointSink sink,
      WallClock clock,
      Runnable everySecond,
      Consumer<Exception> broken) {
    this.scenario = scenario;
    this.series = series;
    this.writer = new PatientWriter(sink, Pause.SLEEP, new SplittableRandom(clock.monotonic()));
    this.clock = clock;
    this.everySecond = everySecond;
    this.thread = Thread.ofPlatform().name("foretide-replay").daemon().unstarted(() -> run(broken));
  }

  /** Writes everything of one tape up to now; returns its series. */
  List<String> catchUp(String name) throws ProviderException, IOException, InterruptedException {
    Tape tape = Objects.requireNonNull(scenario.tapes().get(name));
    long now = clock.now();
    long history = scenario.history().getOrDefault(name, 0L);
    played.put(name, stored(tape, now - history));
    advance(name, tape, now);
    return tape.series();
  }

  /** Goes on live until {@link #close}. */
  void start() {
    thread.start();
  }

  private long stored(Tape tape, long otherwise) throws ProviderException {
    long last = Long.MAX_VALUE;
    for (String name : tape.series()) {
      Optional<SeriesInfo> info = series.find(name);
      last =
          Math.min(
              last, info.filter(SeriesInfo::hasPoints).map(SeriesInfo::last).orElse(otherwise));
    }
    return Math.max(last, otherwise);
  }

  private void advance(String name, Tape tape, long until)
      throws IOException, InterruptedException {
    PointBatch batch = new PointBatch(CHUNK);
    long at = played.getOrDefault(name, until);
    while (at < until) {
      long next = Math.min(until, at + 7 * Instants.DAY);
      tape.play(at, next, batch);
      at = next;
      if (batch.size() >= CHUNK || (at >= until && !batch.isEmpty())) {
        writer.write(batch);
        batch.clear();
      }
    }
    played.put(name, until);
  }

  private void run(Consumer<Exception> broken) {
    try {
      for (long tick = 0; open; tick++) {
        if (tick % TICKS_PER_SECOND == 0) {
          everySecond.run();
        }
        long now = clock.now();
        for (Map.Entry<String, Tape> e : scenario.tapes().entrySet()) {
          advance(e.getKey(), e.getValue(), now);
        }
        Thread.sleep(TICK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      if (open) {
        broken.accept(e);
      }
    }
  }

  @Override
  public void close() {
    open = false;
    thread.interrupt();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
