package io.foretide.app.detect;

import java.util.List;

/**
 * An episode.
 *
 * @param from first row above the limit
 * @param to one more than the last
 * @param size rows above the limit
 * @param peak highest score
 * @param peakRow where it is
 * @param direction +1 too high, -1 too low, 0 unknown, at the peak
 * @param open whether it reaches to the end of the data
 * @param shares what the signals contribute at the peak, largest first
 * @param ranking whether the shares are a ranking only
 */
record Found(
    int from,
    int to,
    long size,
    double peak,
    int peakRow,
    int direction,
    boolean open,
    List<Share> shares,
    boolean ranking) {
  Found {
    shares = List.copyOf(shares);
  }

  /**
   * What a signal contributes.
   *
   * @param signal its name
   * @param part of all contributions by magnitude, 0 to 1
   */
  record Share(String signal, double part) {}
}
