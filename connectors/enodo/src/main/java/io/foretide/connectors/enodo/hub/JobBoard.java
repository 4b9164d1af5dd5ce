package io.foretide.connectors.enodo.hub;

import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.job.NewestForm;
import io.foretide.connectors.enodo.job.SeedForm;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.connectors.enodo.protocol.Kind;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.WallClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Gives jobs to free workers, one at a time each, oldest first. A job whose worker is lost goes to
 * another at once, before all others; one that loses {@value #MOST_LOSSES} workers is given up. A
 * job that fails says so to whoever asked and touches no other. Thread-safe.
 */
public final class JobBoard {
  static final int MOST_LOSSES = 3;
  private static final int MOST_FAILED = 200;

  private final WallClock clock;
  private final int most;
  private final Map<String, Client> workers = new LinkedHashMap<>();
  private final Deque<OpenJob> open = new ArrayDeque<>();
  private final Map<String, OpenJob> jobs = new LinkedHashMap<>();
  private final Deque<JobView> failed = new ArrayDeque<>();
  private long done;

  JobBoard(WallClock clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  /**
   * Takes a job.
   *
   * @return what comes of it; {@link ProviderException.Poison} if it breaks its workers
   * @throws ProviderException.Transient if too many wait
   */
  public synchronized CompletableFuture<JobResult> submit(JobRequest request)
      throws ProviderException.Transient {
    if (open.size() >= most) {
      throw new ProviderException.Transient(
          most + " jobs wait for Enodo workers: start more workers", null);
    }
    OpenJob job = new OpenJob(request, clock.now());
    if (jobs.putIfAbsent(request.id(), job) != null) {
      throw new IllegalArgumentException("job " + request.id() + " is there already");
    }
    open.add(job);
    assign();
    return job.result();
  }

  /** Gives up a job: nobody waits for it any more. Its worker is told if it understands that. */
  public synchronized void cancel(String id) {
    OpenJob job = jobs.remove(id);
    if (job == null) {
      return;
    }
    open.remove(job);
    Client worker = job.worker();
    if (worker != null) {
      worker.job(null);
      if (worker.isForetide() || worker.line().dialect() == Dialect.NEWEST) {
        worker.line().send(0, new Message.AboutJob(Kind.WORKER_JOB_CANCEL, id));
      }
    }
    job.result().cancel(false);
    assign();
  }

  /** Whether any connected worker could run a job, busy or not. */
  public synchronized boolean hasWorkerFor(JobRequest request) {
    return workers.values().stream().anyMatch(w -> w.runs(request));
  }

  /** Whether any worker is connected. */
  public synchronized boolean hasWorkers() {
    return !workers.isEmpty();
  }

  /** Whether a program of ours is connected: only those can work on the past. */
  public synchronized boolean hasForetideWorker() {
    return workers.values().stream().anyMatch(Client::isForetide);
  }

  /** Open and active jobs, then those that failed, newest first. */
  public synchronized List<JobView> jobs() {
    List<JobView> out = new ArrayList<>();
    for (OpenJob j : jobs.values()) {
      Client w = j.worker();
      out.add(
          new JobView(
              j.request(),
              w == null ? JobView.State.OPEN : JobView.State.ACTIVE,
              w == null ? "" : w.id(),
              j.since(),
              ""));
    }
    out.addAll(failed);
    return List.copyOf(out);
  }

  /** Jobs that ended well since the start. */
  public synchronized long done() {
    return done;
  }

  synchronized void joined(Client worker) {
    workers.put(worker.id(), worker);
    assign();
  }

  /** A worker is gone: its job goes to another. */
  synchronized void lost(Client worker) {
    worker.lost();
    workers.remove(worker.id(), worker);
    OpenJob job = worker.job();
    worker.job(null);
    if (job == null || jobs.get(job.request().id()) != job) {
      return;
    }
    job.worker(null);
    if (job.lose() < MOST_LOSSES) {
      open.addFirst(job);
      assign();
      return;
    }
    jobs.remove(job.request().id());
    String words =
        "the job for series '"
            + job.request().series()
            + "' lost "
            + MOST_LOSSES
            + " workers, the last one "
            + worker.id();
    remember(job, words);
    job.result().completeExceptionally(new ProviderException.Poison(words, null));
  }

  synchronized void busy(Client worker, boolean busy) {
    worker.busy(busy);
    if (!busy) {
      assign();
    }
  }

  /** A worker that is busy with something else does not take the job that it was given. */
  synchronized void refused(Client worker) {
    OpenJob job = worker.job();
    worker.job(null);
    // It says when it is free again; until then it is left alone.
    worker.busy(true);
    if (job != null && jobs.get(job.request().id()) == job) {
      job.worker(null);
      open.addFirst(job);
    }
    assign();
  }

  synchronized void cancelled(Client worker, String id) {
    OpenJob job = worker.job();
    if (job != null && job.request().id().equals(id)) {
      end(
          worker,
          job,
          JobResult.failed(
              job.request().series(), id, "the worker cancelled the job; its log says why"));
    }
  }

  /** Only the holder's answer counts; any other came too late. */
  synchronized boolean answered(Client worker, JobResult result) {
    OpenJob job = worker.job();
    if (job == null
        || !job.request().series().equals(result.series())
        || !(result.jobId().isEmpty() || result.jobId().equals(job.request().id()))) {
      return false;
    }
    end(worker, job, result);
    return true;
  }

  private void end(Client worker, OpenJob job, JobResult result) {
    worker.jobEnded();
    jobs.remove(job.request().id());
    if (result.isFailed()) {
      remember(job, result.error());
    } else {
      done++;
    }
    job.result().complete(result);
    assign();
  }

  private void remember(OpenJob job, String words) {
    Client w = job.worker();
    failed.addFirst(
        new JobView(
            job.request(), JobView.State.FAILED, w == null ? "" : w.id(), clock.now(), words));
    while (failed.size() > MOST_FAILED) {
      failed.removeLast();
    }
  }

  private void assign() {
    if (open.isEmpty()) {
      return;
    }
    List<Client> free = new ArrayList<>();
    workers.values().stream().filter(Client::isFree).forEach(free::add);
    for (Iterator<OpenJob> i = open.iterator(); i.hasNext() && !free.isEmpty(); ) {
      OpenJob job = i.next();
      for (Iterator<Client> f = free.iterator(); f.hasNext(); ) {
        Client worker = f.next();
        if (worker.runs(job.request())) {
          f.remove();
          i.remove();
          give(job, worker);
          break;
        }
      }
    }
  }

  private static void give(OpenJob job, Client worker) {
    job.worker(worker);
    worker.job(job);
    worker.line().send(0, message(job.request(), worker));
  }

  private static Message message(JobRequest r, Client worker) {
    boolean seed = worker.line().dialect() == Dialect.SEED || worker.isForetide();
    return seed ? SeedForm.write(r, worker.isForetide()) : NewestForm.write(r);
  }

  /** Nobody waits any more. */
  synchronized void close() {
    for (OpenJob job : List.copyOf(jobs.values())) {
      job.result()
          .completeExceptionally(
              new ProviderException.Transient("the hub of Enodo's workers stops", null));
    }
    jobs.clear();
    open.clear();
  }

  /** How many jobs wait. */
  public synchronized int waiting() {
    return open.size();
  }
}
