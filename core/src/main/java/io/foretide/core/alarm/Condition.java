package io.foretide.core.alarm;

/** What a rule looks at. It never looks at raw points, only at what was made of them. */
public sealed interface Condition {
  /**
   * An output of a model at or beyond a limit, such as a detector's {@code score} at 1.
   *
   * @param output name of the output
   * @param limit in the output's unit
   * @param above whether values above the limit are bad, or values below
   */
  record Output(String output, double limit, boolean above) implements Condition {}

  /**
   * A forecast that reaches a limit within a time ahead, judged at each origin.
   *
   * @param output name of the output, such as {@code mean} or {@code upper_95}
   * @param limit in the output's unit
   * @param above whether values above the limit are bad, or values below
   * @param within how far ahead counts, nanoseconds
   */
  record Ahead(String output, double limit, boolean above, long within) implements Condition {}

  /**
   * A model whose oldest missing interval has been due for longer than this.
   *
   * @param longest nanoseconds
   */
  record Lag(long longest) implements Condition {}

  /** A model whose newest interval failed, or whose provider does not answer. */
  record Failing() implements Condition {}

  /**
   * An input of a model without a new point for longer than this.
   *
   * @param longest nanoseconds
   */
  record Silent(long longest) implements Condition {}

  /** The limit that a value is compared with. */
  default double bound() {
    return switch (this) {
      case Output o -> o.limit;
      case Ahead a -> a.limit;
      case Lag l -> l.longest / 1e9;
      case Silent s -> s.longest / 1e9;
      case Failing _ -> 1;
    };
  }

  /** Whether larger values are worse. */
  default boolean rising() {
    return switch (this) {
      case Output o -> o.above;
      case Ahead a -> a.above;
      default -> true;
    };
  }
}
