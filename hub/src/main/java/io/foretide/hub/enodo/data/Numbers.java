package io.foretide.hub.enodo.data;

import io.foretide.core.error.ProviderException;

/** Gives numbers to series, templates and outputs; none is given twice. Thread-safe. */
public final class Numbers {
  private static final String KEY = "enodo.next_rid";
  private static final long FIRST = 1_001;

  /** So many are taken at once: a start leaves out at most this many. */
  private static final int AHEAD = 100;

  private final Keeper keeper;
  private long next;
  private long kept;

  public Numbers(Keeper keeper) throws ProviderException {
    this.keeper = keeper;
    String text = keeper.all(KEY).get(KEY);
    next = text == null ? FIRST : Long.parseLong(text);
    kept = next;
  }

  /** Notes that a number is in use. */
  public synchronized void used(long number) {
    next = Math.max(next, number + 1);
  }

  public synchronized long next() throws ProviderException {
    if (next >= kept) {
      keeper.put(KEY, Long.toString(next + AHEAD));
      kept = next + AHEAD;
    }
    return next++;
  }
}
