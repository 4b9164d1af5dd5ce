package io.foretide.connectors.standin;

/** What a stand-in does instead of answering. */
public enum Fault {
  /** Answers rightly, but after a pause. */
  SLOW,
  /** 429 with {@code Retry-After: 0}. */
  TOO_MANY,
  /** 429 with {@code Retry-After: 3600}. */
  TOO_MANY_FOR_LONG,
  /** 500 with an HTML page. */
  ERROR,
  /** 503 with JSON. */
  UNAVAILABLE,
  /** 200 with a login page. */
  LOGIN_PAGE,
  /** 401, as for a token that has run out. */
  EXPIRED_TOKEN,
  /** A right answer of which the second half is missing. */
  TRUNCATED,
  /** 410, as Gordo answers for a revision that is gone. */
  GONE,
  /** The connection is closed without an answer. */
  HANG_UP
}
