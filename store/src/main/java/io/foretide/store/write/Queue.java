package io.foretide.store.write;

/** The writer's queues, each with its share of a full transaction. */
public enum Queue {
  CONTROL(16),
  LIVE(32),
  INGEST(4),
  BACKLOG(16);

  private final int weight;

  Queue(int weight) {
    this.weight = weight;
  }

  /** How many operations are taken in a row before the next queue has its turn. */
  int weight() {
    return weight;
  }
}
