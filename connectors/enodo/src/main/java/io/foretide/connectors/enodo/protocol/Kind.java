package io.foretide.connectors.enodo.protocol;

/**
 * What a message is. The first fourteen are those of the seed's description; {@link Dialect} knows
 * the number of each.
 */
public enum Kind {
  HANDSHAKE(1, 1),
  HANDSHAKE_OK(6, 2),
  HANDSHAKE_FAIL(7, 3),
  UNKNOWN_CLIENT(2, 4),
  HEARTBEAT(8, 5),
  SHUTDOWN(3, 6),
  ADD_SERIE(4, 8),
  REMOVE_SERIE(5, 9),
  UPDATE_SERIES(13, 13),
  LISTENER_ADD_SERIE_COUNT(11, 12),
  RESPONSE_OK(12, 14),
  /** The newest era never had it: its number there is one that was left free. */
  TRAIN_MODEL(14, 17),
  /** The newest era never had it: its number there is one that was left free. */
  FIT_MODEL(15, 18),
  FORECAST_SERIE(16, 19),
  LISTENER_ADD_SERIES(9, 10),
  LISTENER_REMOVE_SERIES(10, 11),
  WORKER_JOB(27, 15),
  WORKER_RESULT(17, 16),
  /** The seed never had it: its number there lies behind the last one used. */
  WORKER_JOB_CANCEL(25, 21),
  /** The seed never had it: its number there lies behind the last one used. */
  WORKER_JOB_CANCELLED(26, 22),
  WORKER_UPDATE_BUSY(18, 23),
  WORKER_REFUSED(22, 24),
  CLIENT_SHUTDOWN(23, 7);

  private final int seed;
  private final int newest;

  Kind(int seed, int newest) {
    this.seed = seed;
    this.newest = newest;
  }

  int number(Dialect dialect) {
    return dialect == Dialect.SEED ? seed : newest;
  }
}
