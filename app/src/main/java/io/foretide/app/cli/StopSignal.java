package io.foretide.app.cli;

import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/**
 * Ctrl-C and SIGTERM: the first asks for an orderly stop, the second ends the process at once.
 * Thread-safe.
 */
final class StopSignal {
  private final CountDownLatch asked = new CountDownLatch(1);

  private StopSignal() {}

  static StopSignal install() {
    return install(() -> {});
  }

  /** The same; the first signal also runs something. */
  static StopSignal install(Runnable first) {
    StopSignal out = new StopSignal();
    for (String name : new String[] {"INT", "TERM"}) {
      Signal.handle(
          new Signal(name),
          signal -> {
            if (out.isAsked()) {
              Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
            }
            out.asked.countDown();
            first.run();
          });
    }
    return out;
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  void await() throws InterruptedException {
    asked.await();
  }
}
