package io.foretide.app.serve;

import io.foretide.core.time.WallClock;
import java.util.function.Consumer;

/**
 * How a service is started.
 *
 * @param announce whether {@code server.json} is written, so that commands find this process
 * @param sources whether model files, watched folders and pulled tables are followed
 * @param adopt whether what the prediction storage already holds is marked as predicted
 * @param clock where "now" comes from
 * @param fatal is told when nothing can go on; called from any thread
 */
public record ServiceOptions(
    boolean announce, boolean sources, boolean adopt, WallClock clock, Consumer<Throwable> fatal) {
  /** Without asking the prediction storage what it holds. */
  public ServiceOptions(
      boolean announce, boolean sources, WallClock clock, Consumer<Throwable> fatal) {
    this(announce, sources, false, clock, fatal);
  }
}
