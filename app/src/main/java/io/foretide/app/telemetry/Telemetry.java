package io.foretide.app.telemetry;

import io.foretide.app.config.TelemetryConfig;
import io.foretide.app.log.LogContext;
import io.foretide.core.execute.Execution;
import io.foretide.core.execute.TaskExecution;
import io.foretide.core.execute.TaskWatch;
import io.foretide.core.prediction.PredictionMetadataStorageProvider;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.time.WallClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Puts a task's context into the log while its thread works for it and, where they are asked for,
 * makes traces, logs timings and sends the log to Azure Monitor. Thread-safe.
 */
public final class Telemetry implements TaskWatch, AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private final WallClock clock;
  private final boolean timings;
  private final Optional<Traces> traces;
  private final Optional<AzureMonitorLog> azure;

  private Telemetry(
      WallClock clock, boolean timings, Optional<Traces> traces, Optional<AzureMonitorLog> azure) {
    this.clock = clock;
    this.timings = timings;
    this.traces = traces;
    this.azure = azure;
  }

  /**
   * Begins what is asked for.
   *
   * @param environment the {@code OTEL_*} variables count
   */
  public static Telemetry start(
      TelemetryConfig config, Map<String, String> environment, WallClock clock, String version) {
    Optional<Traces> traces =
        Traces.wanted(config, environment)
            ? Optional.of(Traces.open(config, environment, version))
            : Optional.empty();
    Optional<AzureMonitorLog> azure =
        config.azure().enabled()
            ? Optional.of(
                AzureMonitorLog.start(config.azure().key().reveal(), config.service(), host()))
            : Optional.empty();
    azure.ifPresent(ROOT::addHandler);
    return new Telemetry(clock, config.azure().timings(), traces, azure);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  @Override
  public Watched begin(Execution execution) {
    return new Traced(execution, clock.now(), traces.isPresent() || timings);
  }

  /** The sink, with its writes timed where that is wanted. */
  public PredictionStorageProvider timed(PredictionStorageProvider sink) {
    return timings ? new TimedStorage(sink, clock) : sink;
  }

  /** The same of one who is told of predictions. */
  public PredictionMetadataStorageProvider timed(PredictionMetadataStorageProvider told) {
    return timings ? new TimedMetadata(told, clock) : told;
  }

  /** Sends what is waiting. */
  @Override
  public void close() {
    azure.ifPresent(log -> {
      ROOT.removeHandler(log);
      log.close();
    });
    traces.ifPresent(Traces::close);
  }

  /** One task; without traces and timings it only puts the context into the log. */
  private final class Traced implements Watched {
    private final Execution execution;
    private final long taken;
    private final long begun = clock.monotonic();
    private final boolean steps;
    private boolean troubled;
    private final List<Step> took = new ArrayList<>(0);

    Traced(Execution execution, long taken, boolean steps) {
      this.execution = execution;
      this.taken = taken;
      this.steps = steps;
    }

    @Override
    public void enter() {
      LogContext.enter(execution);
    }

    @Override
    public void leave() {
      LogContext.leave();
    }

    @Override
    public void took(TaskExecution.Step step, long start, long nanos) {
      if (step == TaskExecution.Step.CLAIM) {
        LogContext.enter(execution); // its name is known now
      }
      if (steps) {
        took.add(new Step(step, start, nanos));
        if (timings) {
          boolean now = Timings.isTrouble(execution.outcome());
          Timings.log(step, nanos, now && !troubled);
          troubled = now;
        }
      }
    }

    @Override
    public void ended() {
      if (timings) {
        Timings.ended(clock.monotonic() - begun, execution.outcome());
      }
      traces.ifPresent(t -> t.task(execution, taken, List.copyOf(took), clock.now()));
    }
  }
}
