package io.foretide.app.serve;

import io.foretide.core.engine.RunningEngine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelStore;
import io.foretide.core.time.WallClock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes account of what other programs predict, as the prediction storage shows. */
record Takeover(RunningEngine engine, ModelStore models, EventLog events, WallClock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
  private static final int MODELS_AT_ONCE = 1_000;

  /** Asks the prediction storage about the models that are here; new ones are asked for later. */
  void adopt() throws ProviderException {
    String after = "";
    List<Model> page;
    do {
      page = models.list("", after, MODELS_AT_ONCE);
      for (Model m : page) {
        try {
          long unused = engine.adopt(m.name());
        } catch (ProviderException.Transient e) {
          events.append(
              Event.of(
                  clock.now(),
                  Severity.WARNING,
                  "model.adopt_failed",
                  "model:" + m.name(),
                  "model '"
                      + m.name()
                      + "': what the prediction storage holds is not known, so it is predicted"
                      + " again: "
                      + e.getMessage()));
        }
        after = m.name();
      }
    } while (page.size() == MODELS_AT_ONCE);
  }

  /** Looks once whether intervals that were handed off have been predicted. */
  void readBack() {
    try {
      long unused = engine.readBack();
    } catch (ProviderException e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.warn("what was handed off is asked again at the next turn: {}", e.getMessage());
      }
    }
  }
}
