package io.foretide.core.run;

import io.foretide.core.model.Order;
import java.util.List;

/**
 * What a model needs in order to run, as its execution provider worked it out.
 *
 * @param outputs names of the columns it yields, such as {@code mean}, {@code lo_95}, {@code
 *     hi_95}, {@code score}
 * @param lookback nanoseconds before an interval's start that must be read
 * @param horizon nanoseconds after an interval's end that rows reach; 0 for detectors
 * @param order whether intervals depend on each other
 * @param summary what it does, one sentence for people
 */
public record RunNeeds(
    List<String> outputs, long lookback, long horizon, Order order, String summary) {
  public RunNeeds {
    outputs = List.copyOf(outputs);
  }
}
