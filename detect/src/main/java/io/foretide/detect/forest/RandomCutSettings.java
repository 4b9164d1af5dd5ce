package io.foretide.detect.forest;

import io.foretide.detect.Refused;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a random cut forest.
 *
 * @param trees number of trees, 1 to 1000
 * @param sample points that a tree keeps, 16 to 8192
 * @param shingle consecutive rows that make one point, 1 to 1024
 * @param timeDecay how fast old points give way per row; 0 samples the whole past evenly
 * @param seed of all randomness
 * @param deviations how many deviations above the mean of recent raw scores the limit lies
 */
public record RandomCutSettings(
    int trees, int sample, int shingle, double timeDecay, long seed, double deviations) {

  /** 50 trees of 256 points of 8 rows each, forgetting over some 2,560 rows. */
  public static RandomCutSettings usual(long seed) {
    return new RandomCutSettings(50, 256, 8, 1.0 / 2560, seed, 6);
  }

  /** The same with points of that many rows. */
  public RandomCutSettings withShingle(int rows) {
    return new RandomCutSettings(trees, sample, rows, timeDecay, seed, deviations);
  }

  /** The same with that decay. */
  public RandomCutSettings withTimeDecay(double decay) {
    return new RandomCutSettings(trees, sample, shingle, decay, seed, deviations);
  }

  /** The same with that many trees. */
  public RandomCutSettings withTrees(int count) {
    return new RandomCutSettings(count, sample, shingle, timeDecay, seed, deviations);
  }

  @Nullable Refused problem(int signals) {
    boolean good =
        signals >= 1
            && trees >= 1
            && trees <= 1000
            && sample >= 16
            && sample <= 8192
            && shingle >= 1
            && shingle <= 1024
            && timeDecay >= 0
            && timeDecay < 1
            && deviations > 0;
    return good
        ? null
        : Refused.because(
            "a random cut forest over " + signals + " signals was asked for with " + this,
            "at least 1 signal, 1 to 1000 trees of 16 to 8192 points, a shingle of 1 to 1024, a"
                + " time decay from 0 to below 1 and deviations above 0");
  }

  void write(ByteSink out) {
    out.putInt(trees);
    out.putInt(sample);
    out.putInt(shingle);
    out.putDouble(timeDecay);
    out.putLong(seed);
    out.putDouble(deviations);
  }

  static RandomCutSettings read(ByteSource in) {
    return new RandomCutSettings(
        in.getInt(1, 1000),
        in.getInt(16, 8192),
        in.getInt(1, 1024),
        in.getDouble(),
        in.getLong(),
        in.getDouble());
  }
}
