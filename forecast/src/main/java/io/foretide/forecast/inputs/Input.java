package io.foretide.forecast.inputs;

/**
 * Another sensor that helps.
 *
 * @param name name in refusals and explanations
 * @param known true where its future is given with each forecast, false where only its past is used
 * @param deadTime steps until it acts; {@link #ESTIMATED} to find them in the training data
 */
public record Input(String name, boolean known, int deadTime) {

  /** The dead time is estimated. */
  public static final int ESTIMATED = -1;

  /** An input whose future is given, such as a set point or a weather forecast. */
  public static Input known(String name) {
    return new Input(name, true, 0);
  }

  /** An input of which only the past is used. */
  public static Input past(String name) {
    return new Input(name, false, 0);
  }

  /** The same with a dead time of some steps, or {@link #ESTIMATED}. */
  public Input after(int steps) {
    return new Input(name, known, steps);
  }
}
