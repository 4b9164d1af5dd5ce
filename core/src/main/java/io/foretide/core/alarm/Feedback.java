package io.foretide.core.alarm;

/** What a person said about an alarm. */
public enum Feedback {
  /** Nothing yet. */
  NONE,
  /** It was no fault: values like this are not to alarm for this model again. */
  FALSE_ALARM,
  /** It was known beforehand, such as maintenance; the limit stays. */
  EXPECTED,
  /** It was a fault; a limit that was moved by false alarms goes back. */
  REAL
}
