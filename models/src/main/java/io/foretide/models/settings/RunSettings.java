package io.foretide.models.settings;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.TrainPlan;
import io.foretide.core.settings.Reading;
import io.foretide.core.settings.Settings;
import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.models.window.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code run.<kind>} and {@code train} of one model, read together so that one pass finds every
 * mistake. Not thread-safe.
 *
 * @param definition the model
 * @param shape of its intervals
 * @param run the settings of what it runs
 * @param train the training settings
 */
public record RunSettings(ModelDefinition definition, Shape shape, Settings run, Settings train) {
  /** The most steps of a window, a season or a horizon. */
  public static final int MOST_STEPS = 500_000;

  private static final long CENTURY = Durations.parse("36500d");

  /** Starts reading. */
  public static RunSettings of(ModelDefinition definition) throws ProviderException.Rejected {
    if (definition.resolution() <= 0) {
      throw new ProviderException.Rejected(
          "model '"
              + definition.name()
              + "': resolution is "
              + Durations.format(definition.resolution())
              + ": expected a duration above zero such as 10m");
    }
    Reading reading = new Reading();
    return new RunSettings(
        definition,
        Shape.of(definition),
        Settings.of("run." + definition.run().kind(), definition.run().settings(), reading),
        Settings.of("train", definition.train(), reading));
  }

  /** The name of the method that {@code run} chooses; the first known one if it chooses none. */
  public String method(List<String> known) {
    if (!run.has("method")) {
      run.text("method", "");
      run.problem("method", "is missing: expected one of " + String.join(", ", known));
      return known.getFirst();
    }
    return run.choice("method", known.getFirst(), known);
  }

  /**
   * A duration as a number of steps of the resolution, 1 to {@code most}.
   *
   * @param settings {@link #run} or {@link #train}
   * @param otherwise steps if the key is absent
   */
  public int steps(Settings settings, String key, long otherwise, int most) {
    long step = shape.step();
    long nanos = settings.duration(key, Math.min(otherwise, most) * step, 1, CENTURY);
    long n = nanos / step;
    if (nanos % step != 0) {
      settings.problem(
          key,
          "'"
              + Durations.format(nanos)
              + "' is no multiple of the resolution "
              + Durations.format(step));
      return Math.toIntExact(Math.clamp(n, 1, most));
    }
    if (n > most) {
      settings.problem(
          key,
          "'"
              + Durations.format(nanos)
              + "' is "
              + n
              + " steps of "
              + Durations.format(step)
              + ": expected at most "
              + most
              + " steps; shorten it or choose a longer resolution");
    }
    return (int) Math.min(n, most);
  }

  /** One duration of several under a key as a number of steps, 1 to {@code most}. */
  public int steps(Settings settings, String key, Object value, int most) {
    return steps(
        Settings.of(settings.path(), Map.of(key, value), settings.reading()), key, 1, most);
  }

  /** Steps of a day, at least one. */
  public long day() {
    return hours(24);
  }

  /** Steps of so many hours, at least one. */
  public long hours(int hours) {
    return Math.ceilDiv(hours * Instants.HOUR, shape.step());
  }

  /** Different numbers in rising order; one number stands for a list of one. */
  public double[] numbers(String key, double least, double most, double... otherwise) {
    Object value = run.any(key);
    if (value == null) {
      return otherwise;
    }
    List<?> list = value instanceof List<?> l ? l : List.of(value);
    double[] out = new double[list.size()];
    for (int i = 0; i < out.length; i++) {
      if (!(list.get(i) instanceof Number n)
          || !(n.doubleValue() >= least && n.doubleValue() <= most)) {
        run.problem(
            key,
            "'" + list.get(i) + "' is not usable: expected numbers from " + least + " to " + most);
        return otherwise;
      }
      out[i] = n.doubleValue();
    }
    Arrays.sort(out);
    for (int i = 1; i < out.length; i++) {
      if (out[i] == out[i - 1]) {
        run.problem(key, "holds " + out[i] + " twice: expected different numbers");
        return otherwise;
      }
    }
    return out;
  }

  /** A number per input, written as one number for all or as a map by name; NaN where none is. */
  public double[] perInput(String key) {
    List<String> inputs = definition.inputs();
    double[] out = new double[inputs.size()];
    Arrays.fill(out, Double.NaN);
    if (!(run.any(key) instanceof Map<?, ?>)) {
      if (run.has(key)) {
        Arrays.fill(out, run.number(key, Double.NaN, -Double.MAX_VALUE, Double.MAX_VALUE));
      }
      return out;
    }
    Settings map = run.section(key);
    for (int i = 0; i < out.length; i++) {
      String input = inputs.get(i);
      if (map.has(input)) {
        out[i] = map.number(input, Double.NaN, -Double.MAX_VALUE, Double.MAX_VALUE);
      } else {
        map.any(input);
      }
    }
    return out;
  }

  /**
   * Ends the reading.
   *
   * @throws ProviderException.Rejected listing every problem, if there was one
   */
  public void finish() throws ProviderException.Rejected {
    TrainPlan.check(train);
    run.rejectUnknown();
    train.rejectUnknown();
    try {
      run.reading().orThrow();
    } catch (SettingsException e) {
      throw new ProviderException.Rejected(
          "model '" + definition.name() + "': " + e.getMessage(), e);
    }
  }
}
