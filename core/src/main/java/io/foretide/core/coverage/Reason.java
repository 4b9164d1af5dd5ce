package io.foretide.core.coverage;

/**
 * Why an interval is in its state: at most 63 small codes, texts for people. The order never
 * changes.
 */
public enum Reason {
  NONE("as planned"),
  NO_DATA("no usable data in the interval"),
  NOT_READY("data not ready in time"),
  NO_HISTORY("not enough history before the interval"),
  NOT_APPLICABLE("outside the regime in which the model applies"),
  REJECTED("rejected by the model"),
  POISON("the task broke its executor"),
  UNKNOWN_SERIES("an input series does not exist"),
  MODEL_ERROR("the model failed"),
  STORAGE_REJECTED("the prediction storage rejected the rows"),
  EXPIRED_INPUT("the input has expired"),
  BAD_DATA("a series is of a lower grade than the model demands"),
  READ_BACK("predicted by another program, as the prediction storage shows"),
  HANDED_OFF("handed to another program, which says nothing of what came of it");

  private static final Reason[] BY_CODE = values();
  private final String text;

  Reason(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** Whether the rows of a predicted interval are elsewhere: none were stored here. */
  public boolean isElsewhere() {
    return this == READ_BACK || this == HANDED_OFF;
  }

  public byte code() {
    return (byte) ordinal();
  }

  static boolean isCode(int code) {
    return code < BY_CODE.length;
  }

  public static Reason ofCode(int code) {
    return BY_CODE[code];
  }
}
