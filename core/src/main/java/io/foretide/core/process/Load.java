package io.foretide.core.process;

/**
 * How busy a process is.
 *
 * @param running tasks
 * @param lag how long ago the oldest of them was planned, nanoseconds; 0 if none
 */
public record Load(int running, long lag) {
  public static final Load NONE = new Load(0, 0);
}
