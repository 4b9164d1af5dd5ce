package io.foretide.hub.http;

/** What a caller must be allowed to do. Each role includes those before it. */
public enum Role {
  /** Anybody. */
  OPEN,
  /** Looks at everything, changes nothing. */
  READ,
  /** Writes points, makes and edits models, starts backfills. */
  WRITE,
  /** Deletes models, sees settings, mends the clock. */
  ADMIN
}
