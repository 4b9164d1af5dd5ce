package io.foretide.detect.bench;

/** Ends a benchmark where its thread was interrupted. */
final class Interruption {
  private Interruption() {}

  static void check() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the benchmark was interrupted");
    }
  }
}
