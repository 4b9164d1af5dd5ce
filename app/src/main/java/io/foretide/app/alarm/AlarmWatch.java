package io.foretide.app.alarm;

import io.foretide.core.alarm.AlarmDesk;
import io.foretide.core.alarm.AlarmParts;
import io.foretide.core.alarm.AlarmPost;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.ingest.Repeating;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges once a second and brings messages to their outputs. */
public final class AlarmWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmWatch.class);

  private final AutoCloseable hearing;
  private final Repeating judging;
  private final Repeating sending;
  private final ExecutorService threads;

  private AlarmWatch(
      AutoCloseable hearing, Repeating judging, Repeating sending, ExecutorService threads) {
    this.hearing = hearing;
    this.judging = judging;
    this.sending = sending;
    this.threads = threads;
  }

  /** Begins to judge and to send. */
  public static AlarmWatch start(AlarmParts parts, AlarmDesk desk, RandomGenerator random) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    AlarmPost post =
        new AlarmPost(
            parts.store(), parts.outputs(), parts.events(), parts.clock(), threads, random);
    AutoCloseable hearing = parts.engine().subscribe(desk::hear);
    return new AlarmWatch(
        hearing,
        new Repeating("alarms", Instants.SECOND, () -> quietly(desk::round)),
        new Repeating("alarm-post", Instants.SECOND, () -> quietly(post::round)),
        threads);
  }

  private interface Round {
    void run() throws ProviderException;
  }

  private static void quietly(Round round) {
    try {
      round.run();
    } catch (ProviderException e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.warn("alarms are judged again at the next round: {}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    try {
      hearing.close();
    } catch (Exception e) {
      LOG.warn("leaving the engine's news failed: {}", e.getMessage());
    }
    judging.close();
    sending.close();
    threads.shutdownNow();
  }
}
