package io.foretide.connectors.enodo.worker;

import io.foretide.connectors.enodo.client.ClientIds;
import io.foretide.connectors.enodo.client.ClientOptions;
import io.foretide.connectors.enodo.client.HubClient;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.job.NewestForm;
import io.foretide.connectors.enodo.job.SeedForm;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.connectors.enodo.protocol.Kind;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.ProtocolException;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Durations;
import io.foretide.core.time.WallClock;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins a hub and runs its jobs, one at a time. A job that takes too long, or that the hub takes
 * back, is asked to stop and its answer is left out. Thread-safe.
 */
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final WallClock clock;
  private final RandomGenerator random;
  private final JobRunner runner;
  private final long longest;
  private final ScheduledThreadPoolExecutor watch;
  private final HubClient hub;
  private @Nullable Running running;
  private long ended;

  /** How a job came decides how it is answered. */
  private record Running(JobRequest job, boolean isSeed, boolean isOurs, Thread thread) {}

  private Worker(
      ClientOptions client,
      JobRunner runner,
      long longest,
      WallClock clock,
      RandomGenerator random) {
    this.runner = runner;
    this.longest = longest;
    this.clock = clock;
    this.random = random;
    watch =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("enodo-job-watch").factory());
    watch.setRemoveOnCancelPolicy(true);
    hub = HubClient.start(client, clock, random, new Hearing());
  }

  /**
   * Begins to connect; returns at once.
   *
   * @param longest nanoseconds that a job may take
   */
  public static Worker start(
      ClientOptions client,
      JobRunner runner,
      long longest,
      WallClock clock,
      RandomGenerator random) {
    return new Worker(client, runner, longest, clock, random);
  }

  /** Whether the hub knows this worker now. */
  public boolean isConnected() {
    return hub.isConnected();
  }

  /** Whether it has a job. */
  public synchronized boolean isBusy() {
    return running != null;
  }

  /** Jobs that it answered since the start. */
  public synchronized long ended() {
    return ended;
  }

  void beat() {
    hub.beat();
  }

  private synchronized void begin(JobRequest job, boolean seed, boolean ours) {
    if (running != null) {
      send(new Message.Word(Kind.WORKER_REFUSED));
      return;
    }
    Thread thread = Thread.ofPlatform().daemon().name("enodo-job").unstarted(() -> run(job));
    running = new Running(job, seed, ours, thread);
    send(new Message.Busy(true));
    thread.start();
  }

  private void run(JobRequest job) {
    ScheduledFuture<?> limit =
        watch.schedule(
            () ->
                stop(
                    job.id(), "it took longer than max_job_duration, " + Durations.format(longest)),
            longest,
            TimeUnit.NANOSECONDS);
    long began = clock.monotonic();
    JobResult result;
    try {
      result = runner.run(job, longest);
    } catch (ProviderException e) {
      result = JobResult.failed(job.series(), job.id(), words(e));
    } catch (RuntimeException e) {
      LOG.error("the job for series '{}' broke", job.series(), e);
      result = JobResult.failed(job.series(), job.id(), words(e));
    } finally {
      limit.cancel(false);
    }
    LOG.debug("a job for '{}' took {} ns", job.series(), clock.monotonic() - began);
    answer(job, result);
  }

  private static String words(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private synchronized void answer(JobRequest job, JobResult result) {
    Running r = running;
    if (r == null || r.job != job) {
      return;
    }
    running = null;
    ended++;
    send(r.isSeed ? seed(r, result) : result.newest(job.kind().word()));
    send(new Message.Busy(false));
  }

  private static Message seed(Running r, JobResult result) {
    // Old hubs know a job by its series alone.
    return (r.isOurs
            ? result
            : new JobResult(
                result.series(), "", result.error(), result.points(), java.util.Map.of()))
        .seed();
  }

  /** Asks a job to stop; it is not answered any more, the hub is told instead. */
  private synchronized void stop(String id, String why) {
    Running r = running;
    if (r == null || !r.job.id().equals(id)) {
      return;
    }
    running = null;
    LOG.warn("the job for series '{}' was stopped: {}", r.job.series(), why);
    r.thread.interrupt();
    if (r.isSeed && !r.isOurs) {
      send(JobResult.failed(r.job.series(), "", "the job was stopped: " + why).seed());
    } else {
      send(new Message.AboutJob(Kind.WORKER_JOB_CANCELLED, id));
    }
    send(new Message.Busy(false));
  }

  /** The hub gives the job to another. */
  private synchronized void lost() {
    Running r = running;
    running = null;
    if (r != null) {
      r.thread.interrupt();
    }
  }

  private void send(Message message) {
    if (hub.trySend(message) < 0) {
      LOG.debug("{} was not sent: no connection", message.kind());
    }
  }

  @Override
  public void close() {
    lost();
    watch.shutdownNow();
    hub.close();
  }

  private final class Hearing implements HubClient.Handler {
    @Override
    public void connected() {}

    @Override
    public void heard(long number, Message message) {
      try {
        switch (message) {
          case Message.SeedJob job ->
              begin(SeedForm.read(job, ClientIds.next(random)), true, job.ours().isPresent());
          case Message.WorkerJob job -> begin(NewestForm.read(job), false, false);
          case Message.AboutJob(Kind kind, String id) when kind == Kind.WORKER_JOB_CANCEL ->
              stop(id, "the hub took it back");
          default -> LOG.debug("the hub sent {}, which is nothing for a worker", message.kind());
        }
      } catch (ProtocolException e) {
        LOG.warn("a job cannot be read: {}", e.getMessage());
      }
    }

    @Override
    public void lost() {
      Worker.this.lost();
    }
  }
}
