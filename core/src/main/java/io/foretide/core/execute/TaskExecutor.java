package io.foretide.core.execute;

import io.foretide.core.process.Load;
import io.foretide.core.task.Lane;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.WallClock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes tasks from the queue and runs many at once, a virtual thread each. Computing goes to a few
 * platform threads, so that a long fit never holds up those who only wait. Claims of running tasks
 * are renewed, and a task that runs too long is interrupted. Thread-safe.
 */
public final class TaskExecutor implements AutoCloseable {
  private static final long POLL = TimeUnit.MILLISECONDS.toNanos(250);

  private final ExecutionContext context;
  private final TaskQueue queue;
  private final WallClock clock;
  private final Semaphore permits;
  private final ExecutorService compute;
  private final ExecutorService training;
  private final TaskWatch watch;
  private final Map<Long, Running> running = new ConcurrentHashMap<>();
  private final AtomicLong sequence = new AtomicLong();
  private final Thread dispatcher;
  private final Thread heart;
  private volatile boolean open = true;

  private record Running(Execution execution, Thread thread, long startedAt) {}

  /**
   * @param computeThreads platform threads that run models
   * @param watch is told how tasks go
   */
  public TaskExecutor(
      ExecutionContext context,
      TaskQueue queue,
      WallClock clock,
      int computeThreads,
      TaskWatch watch) {
    this.watch = watch;
    this.context = context;
    this.queue = queue;
    this.clock = clock;
    this.permits = new Semaphore(context.settings().maxTasks());
    this.compute =
        Executors.newFixedThreadPool(
            computeThreads, Thread.ofPlatform().name("foretide-compute-", 0).daemon().factory());
    this.training =
        Executors.newFixedThreadPool(
            context.training().settings().mostAtOnce(),
            Thread.ofPlatform().name("foretide-training-", 0).daemon().factory());
    this.dispatcher =
        Thread.ofPlatform().name("foretide-dispatch").daemon().unstarted(this::dispatch);
    this.heart = Thread.ofPlatform().name("foretide-heartbeat").daemon().unstarted(this::beat);
  }

  public void start() {
    dispatcher.start();
    heart.start();
  }

  /** How many tasks run now. */
  public int active() {
    return running.size();
  }

  /** How many tasks run at an instant, and how long ago the oldest was planned. */
  public Load load(long now) {
    long lag = 0;
    int n = 0;
    for (Running r : running.values()) {
      lag = Math.max(lag, now - r.execution().task().plannedAt());
      n++;
    }
    return new Load(n, lag);
  }

  private void dispatch() {
    while (open) {
      try {
        permits.acquire();
        TaskQueue.Delivery delivery = queue.receive(POLL);
        if (delivery == null) {
          permits.release();
          continue;
        }
        long number = sequence.incrementAndGet();
        Thread.ofVirtual().name("task-" + number).start(() -> run(number, delivery));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void run(long number, TaskQueue.Delivery delivery) {
    Execution execution = Execution.of(context, delivery, context.settings().name() + "-" + number);
    Thread.currentThread()
        .setName("task-" + number + " of model " + execution.task().model().value());
    running.put(number, new Running(execution, Thread.currentThread(), clock.monotonic()));
    TaskWatch.Watched watched = watch.begin(execution);
    watched.enter();
    try {
      while (execution.step() != TaskExecution.Step.DONE) {
        TaskExecution.Step step = execution.step();
        long start = clock.now();
        long from = clock.monotonic();
        if (step == TaskExecution.Step.RUN) {
          compute(execution, watched);
        } else {
          execution.advance();
        }
        watched.took(step, start, clock.monotonic() - from);
      }
    } catch (InterruptedException e) {
      // The claim runs out and the task is sent again.
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      context.fatal().accept(e);
    } finally {
      watched.ended();
      watched.leave();
      running.remove(number);
      permits.release();
    }
  }

  private void compute(Execution execution, TaskWatch.Watched watched) throws InterruptedException {
    if (execution.waits()) {
      execution.advance();
      if (Thread.interrupted()) {
        throw new InterruptedException("a task that waited was stopped");
      }
      return;
    }
    // A training has threads of its own: a long one takes no place from those who predict.
    ExecutorService threads = execution.task().lane() == Lane.TRAINING ? training : compute;
    String task = Thread.currentThread().getName();
    Future<?> done = threads.submit(() -> as(task, execution, watched));
    try {
      done.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a task broke: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      done.cancel(true);
      throw e;
    }
  }

  /** What is logged meanwhile tells by its thread's name which task said it. */
  private static void as(String task, Execution execution, TaskWatch.Watched watched) {
    Thread thread = Thread.currentThread();
    String own = thread.getName();
    thread.setName(task);
    watched.enter();
    try {
      execution.advance();
    } finally {
      watched.leave();
      thread.setName(own);
    }
  }

  private void beat() {
    long pause = Math.max(1, context.settings().claimTimeout() / 3);
    while (open || !running.isEmpty()) {
      try {
        TimeUnit.NANOSECONDS.sleep(Math.min(pause, TimeUnit.SECONDS.toNanos(5)));
      } catch (InterruptedException e) {
        return;
      }
      long now = clock.monotonic();
      for (Running r : running.values()) {
        if (now - r.startedAt() > context.settings().taskTimeout()) {
          r.thread().interrupt();
        } else if (r.execution().step() != TaskExecution.Step.CLAIM) {
          r.execution().renew();
        }
      }
    }
  }

  /**
   * Takes no more tasks, lets those that run finish for at most this long, then interrupts them.
   */
  public boolean drain(long timeout, TimeUnit unit) throws InterruptedException {
    open = false;
    dispatcher.interrupt();
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    while (!running.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    boolean clean = running.isEmpty();
    running.values().forEach(r -> r.thread().interrupt());
    heart.interrupt();
    compute.shutdownNow();
    training.shutdownNow();
    return clean;
  }

  @Override
  public void close() {
    try {
      drain(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
