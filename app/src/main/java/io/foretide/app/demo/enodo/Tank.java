package io.foretide.app.demo.enodo;

/** A tank that fills: its level over time, in percent. */
final class Tank {
  /** The series of its level. */
  static final String SERIES = "tank-3.level";

  /** A level that it shall not reach. */
  static final double LIMIT = 90;

  private static final double START = 30;
  private static final double PER_SECOND = 0.03;
  private static final double WAVE = 0.4;
  private static final double WAVE_SECONDS = 45;

  private Tank() {}

  /**
   * @param seconds since it began to fill
   */
  static double level(double seconds) {
    return START + PER_SECOND * seconds + WAVE * Math.sin(2 * Math.PI * seconds / WAVE_SECONDS);
  }
}
