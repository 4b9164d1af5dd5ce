package io.foretide.core.model;

import io.foretide.core.frame.Aggregation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model as its file says it. Durations are nanoseconds.
 *
 * @param name the label, unique among living models
 * @param group project or asset for grouping on pages; empty if none
 * @param description free text; empty if none
 * @param inputs names of the series it reads, in order, at least one
 * @param resolution length of the buckets it reads
 * @param aggregation how points of a bucket are combined
 * @param schedule when its intervals close
 * @param start the first interval: an ISO time or a negative duration such as {@code -90d},
 *     resolved once when the model is made
 * @param run what to run
 * @param train training settings as written; empty if none
 * @param conditions when it applies
 * @param late rules for late data
 * @param order null leaves it to the execution provider
 * @param taskSpan longest range of joined intervals in one task
 * @param maxInFlight most tasks at a time
 * @param patience how long an interval may stay "not ready" before it becomes empty
 * @param keepPredictions age after which predictions and their coverage expire; {@link
 *     Long#MAX_VALUE} for never
 * @param keepOrigins age after which only the latest forecast of each instant stays
 * @param keepRevisions trained revisions that stay although their predictions have expired, the
 *     newest ones
 * @param sensorData name of the sensor data provider; empty for the default
 * @param predictionStorage name of the prediction storage; empty for the default
 * @param paused true to plan nothing
 * @param attributes unit and other facts for people
 */
public record ModelDefinition(
    String name,
    String group,
    String description,
    List<String> inputs,
    long resolution,
    Aggregation aggregation,
    Schedule schedule,
    String start,
    RunSpec run,
    Map<String, Object> train,
    Conditions conditions,
    Late late,
    @Nullable Order order,
    long taskSpan,
    int maxInFlight,
    long patience,
    long keepPredictions,
    long keepOrigins,
    int keepRevisions,
    String sensorData,
    String predictionStorage,
    boolean paused,
    Map<String, String> attributes) {
  /** {@code keepRevisions} of a model that does not say it. */
  public static final int REVISIONS = 10;

  public ModelDefinition {
    inputs = List.copyOf(inputs);
    train = Map.copyOf(train);
    attributes = Map.copyOf(attributes);
  }

  /** The same, planned or not. */
  public ModelDefinition withPaused(boolean other) {
    return new ModelDefinition(
        name,
        group,
        description,
        inputs,
        resolution,
        aggregation,
        schedule,
        start,
        run,
        train,
        conditions,
        late,
        order,
        taskSpan,
        maxInFlight,
        patience,
        keepPredictions,
        keepOrigins,
        keepRevisions,
        sensorData,
        predictionStorage,
        other,
        attributes);
  }

  /** The series that are read: the inputs, then those that only the conditions name. */
  public List<String> reads() {
    if (!conditions.gated()) {
      return inputs;
    }
    List<String> out = new ArrayList<>(inputs);
    for (String signal : conditions.signals()) {
      if (!inputs.contains(signal)) {
        out.add(signal);
      }
    }
    return out;
  }
}
