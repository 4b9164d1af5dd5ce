package io.foretide.app.serve;

import io.foretide.app.capacity.StartCheck;
import io.foretide.app.config.Configuration;
import io.foretide.app.modelfiles.ModelFiles;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.time.WallClock;
import io.foretide.hub.StartRefused;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a service does where its models are too much for it. */
record Overload(StartCheck check, Configuration configuration, EventLog events, WallClock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(Overload.class);

  /**
   * Refuses a start that could not keep up with the models that there are and those of the model
   * files, unless {@code executor.refuse_overload} is off.
   *
   * @throws StartRefused with the remedy
   */
  void refuse(Map<String, String> environment) throws ProviderException, StartRefused {
    if (!configuration.executor().refuseOverload()) {
      return;
    }
    ModelFiles files =
        ModelFiles.read(
            configuration.models(), configuration.scheduler().modelDefaults(), environment);
    String problem;
    try {
      problem = check.problem(files.models().values());
    } catch (ProviderException.Rejected e) {
      // A file that is wrong holds up nothing else; it is told when it is taken up.
      problem = check.problem(List.of());
    }
    if (!problem.isEmpty()) {
      throw new StartRefused(
          "this process could not keep up with its models: "
              + problem
              + "; or start it all the same with --allow-overload or executor.refuse_overload:"
              + " false");
    }
  }

  /** Said for models that were made before, or while nothing was refused. */
  void tell() {
    try {
      String problem = check.remember();
      if (!problem.isEmpty()) {
        events.append(Event.of(clock.now(), Severity.ERROR, "capacity.exceeded", "", problem));
      }
    } catch (ProviderException e) {
      LOG.debug("what the models need is told at the next turn: {}", e.getMessage());
    }
  }
}
