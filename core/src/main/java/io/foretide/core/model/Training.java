package io.foretide.core.model;

import io.foretide.core.time.Range;
import java.util.Locale;
import java.util.Map;

/**
 * How a trained revision came about. The settings that it was trained with are its revision's.
 *
 * @param cause what asked for the training
 * @param due the instant that asked for it, epoch nanoseconds; a model is trained once per instant
 * @param data the instants whose values were read, [from, to)
 * @param dataFingerprint of all times and values read, hexadecimal
 * @param codeVersion of the program that trained
 * @param artifactSize bytes of what was learned
 * @param artifactHash SHA-256 of what was learned, hexadecimal
 * @param metrics how good it was on data that it had not seen, by name, such as {@code mase},
 *     {@code smape}, {@code coverage_95}, {@code false_alarm_rate}
 * @param points values that were learned from
 * @param work values that went through a fit, over all fits of the training and its metrics
 * @param nanos how long reading and learning took
 */
public record Training(
    Cause cause,
    long due,
    Range data,
    String dataFingerprint,
    String codeVersion,
    long artifactSize,
    String artifactHash,
    Map<String, Double> metrics,
    long points,
    long work,
    long nanos) {
  /** What asks for a training. */
  public enum Cause {
    /** The first training of new settings. */
    FIRST,
    /** {@code train.every} has passed. */
    SCHEDULE,
    /** {@code train.points} new points have arrived. */
    POINTS,
    /** The forecasts have become worse than they were. */
    DRIFT,
    /** A person or a program asked. */
    DEMAND;

    /** Lower case, as in JSON and texts. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Training {
    metrics = Map.copyOf(metrics);
  }
}
