package io.foretide.app.role;

/** What a process does. */
public enum Role {
  /** Plans what is due. */
  SCHEDULER,
  /** Runs models. */
  EXECUTOR,
  /** Serves API and pages, and the socket of Enodo's protocol. */
  HUB,
  /** Counts points of SiriDB's tee and reports them to a hub of Enodo's protocol. */
  LISTENER,
  /** Runs the jobs of a hub of Enodo's protocol. */
  WORKER
}
