package io.foretide.models.detect;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Order;
import io.foretide.core.time.Durations;
import io.foretide.detect.Causal;
import io.foretide.models.detect.DetectMethod.Band;
import io.foretide.models.settings.RunSettings;
import io.foretide.models.window.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of one detecting model, in steps of its resolution.
 *
 * @param shape of the intervals
 * @param method what detects, with its own settings inside
 * @param inputs the series
 * @param order whether a checkpoint carries the state from interval to interval
 * @param window steps that the method is fitted on or scores at once; 0 if it does neither
 * @param refit steps between two fits, for {@link Order#ANY}; 0 if it is not fitted
 */
record DetectSettings(
    Shape shape, DetectMethod method, List<String> inputs, Order order, int window, int refit) {
  private static final int MOST_WINDOW = 100_000;

  /** Reads {@code run.detect}, {@code train} and {@code order}. */
  static DetectSettings of(ModelDefinition definition) throws ProviderException.Rejected {
    RunSettings read = RunSettings.of(definition);
    Shape shape = read.shape();
    if (shape.every() > 0 && shape.every() < shape.step()) {
      read.run()
          .reading()
          .problem(
              "resolution",
              "is "
                  + Durations.format(shape.step())
                  + ": expected at most every, which is "
                  + Durations.format(shape.every())
                  + ", so that each interval holds a value");
    }
    DetectMethod method = DetectMethods.make(read.method(DetectMethods.names()), read);
    int window = 0;
    int refit = 0;
    if (method.fitted() || method.offline()) {
      long usual = Math.max(2L * method.training(), 2 * read.day());
      window = read.steps(read.train(), "window", usual, MOST_WINDOW);
      if (method.fitted()) {
        refit = read.steps(read.train(), "every", read.day(), MOST_WINDOW);
      }
      if (window < method.training()) {
        read.train()
            .problem(
                "window",
                "is "
                    + window
                    + " steps: expected at least "
                    + method.training()
                    + " for "
                    + method.words());
      }
    }
    read.finish();
    Order usual =
        method.warm() || (method.fitted() && method.lookback() == Causal.UNBOUNDED)
            ? Order.SEQUENTIAL
            : Order.ANY;
    Order order = definition.order() == null ? usual : definition.order();
    return new DetectSettings(shape, method, definition.inputs(), order, window, refit);
  }

  /** Whether the state goes from interval to interval in a checkpoint. */
  boolean carried() {
    return order == Order.SEQUENTIAL && method.fitted();
  }

  /** The columns. */
  List<String> outputs() {
    List<String> out = new ArrayList<>();
    if (inputs.size() == 1) {
      out.add("value");
      if (method.band() == Band.EXPECTED) {
        out.add("expected");
      }
      if (method.band() != Band.NONE) {
        out.add("lo");
        out.add("hi");
      }
      out.add("score");
      return out;
    }
    out.add("score");
    if (method.offline()) {
      return out;
    }
    for (String input : inputs) {
      out.add("contribution:" + input);
    }
    return out;
  }

  /** Buckets before an interval's first that decide its scores. */
  long reach() {
    if (!method.fitted()) {
      return method.offline() ? window : method.lookback();
    }
    return carried() ? window : (long) window + refit;
  }

  String summary() {
    String fit =
        !method.fitted()
            ? (reach() > 0
                ? ", from the " + Durations.format(reach() * shape.step()) + " before"
                : "")
            : ", started from "
                + Durations.format(window * shape.step())
                + (carried()
                    ? " of history, then carried from interval to interval"
                    : " of history afresh every " + Durations.format(refit * shape.step()));
    return "Scores "
        + (inputs.size() == 1 ? "'" + inputs.getFirst() + "'" : inputs.size() + " series")
        + " by "
        + method.words()
        + " ("
        + method.entry().description()
        + ")"
        + fit
        + "; 1.0 is the limit.";
  }
}
