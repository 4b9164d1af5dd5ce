package io.foretide.forecast.catalog;

import io.foretide.forecast.Forecaster;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A method as a configuration file or a command line names it. Immutable and thread-safe.
 *
 * @param name name in snake case
 * @param description one line for a list of methods
 * @param seasons how many seasons it can use
 * @param takesInputs whether {@link MethodCatalog#withInputs} makes it for other sensors of which
 *     only the past is known; {@code arima} and {@code auto_arima} take known ones alone
 * @param recursive whether {@code update} moves it forward without a refit; of methods made of
 *     others, with their usual members
 * @param least usable values below which it refuses or its intervals are assumed, for a season
 * @param parameters its own parameters and those of every method
 * @param maker makes it; reached through {@link MethodCatalog#forecaster}
 */
public record MethodEntry(
    String name,
    String description,
    Seasons seasons,
    boolean takesInputs,
    boolean recursive,
    IntUnaryOperator least,
    List<MethodParameter> parameters,
    Maker maker) {

  /** How many seasons a method can use. */
  public enum Seasons {
    /** None; given ones are not used. */
    NONE,
    /** One; the first of several given ones. */
    ONE,
    /** Any number. */
    SEVERAL
  }

  /** Makes the method; parameters are checked by what they are asked for. */
  @FunctionalInterface
  interface Maker {
    Forecaster make(MethodRequest request, ParameterReader own);
  }

  /** Keeps its own list. */
  public MethodEntry {
    parameters = List.copyOf(parameters);
  }

  /** Usable values below which it refuses or its intervals are assumed, for the first season. */
  public int leastValues(int... given) {
    return least.applyAsInt(given.length == 0 ? 1 : given[0]);
  }
}
