package io.foretide.connectors.enodo.job;

import java.util.List;
import java.util.Locale;

/** The four methods that every seed worker has, numbered from 1. */
public enum SeedMethod {
  ARIMA("ARIMA", List.of("m", "d", "D")),
  PROPHET("Prophet", List.of()),
  AUTOREGRESSION("Autoregression", List.of()),
  MOVING_AVERAGE("Moving average", List.of());

  private final String title;
  private final List<String> parameters;

  SeedMethod(String title, List<String> parameters) {
    this.title = title;
    this.parameters = parameters;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** The parameters that its workers demand; each may be null. */
  public List<String> parameters() {
    return parameters;
  }

  /** Its number on the wire. */
  public int number() {
    return ordinal() + 1;
  }

  /** As settings name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The number of a method; 0 if the seed's workers lack it. */
  static int number(String method) {
    for (SeedMethod m : values()) {
      if (m.word().equals(method)) {
        return m.number();
      }
    }
    return 0;
  }
}
