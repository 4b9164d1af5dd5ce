package io.foretide.core.event;

/** How much an event matters to a person. */
public enum Severity {
  INFO,
  WARNING,
  ERROR
}
