package io.foretide.core.schedule;

/** When a track's next cell falls due. */
record Due(long at, Track track) implements Comparable<Due> {
  @Override
  public int compareTo(Due o) {
    return Long.compare(at, o.at);
  }
}
