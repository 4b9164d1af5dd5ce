package io.foretide.detect;

/**
 * The typed "no": why a detector cannot be had, and what would help.
 *
 * @param reason what is wrong, naming the thing and its value
 * @param needs what would have to be given
 */
public record Refused(String reason, String needs) implements Detector {

  /** A refusal with its remedy. */
  public static Refused because(String reason, String needs) {
    return new Refused(reason, needs);
  }

  /** This refusal, to be thrown where a result was demanded. */
  public RefusedException asException() {
    return new RefusedException(this);
  }

  @Override
  public int signals() {
    return 0;
  }

  @Override
  public Scorer scorer() {
    throw asException();
  }

  @Override
  public Scores scores(double[][] columns) {
    throw asException();
  }
}
