package io.foretide.hub.enodo.data;

import java.util.List;
import java.util.Optional;

/** The four methods that the seed's era numbers from 1. */
public enum SeedMethod {
  ARIMA("ARIMA", "auto_arima", List.of("m", "d", "D")),
  PROPHET("Prophet", "prophet", List.of()),
  AUTOREGRESSION("Autoregression", "ar", List.of()),
  MOVING_AVERAGE("Moving average", "mean", List.of());

  private final String title;
  private final String method;
  private final List<String> parameters;

  SeedMethod(String title, String method, List<String> parameters) {
    this.title = title;
    this.method = method;
    this.parameters = parameters;
  }

  public String title() {
    return title;
  }

  /** The method of the catalogue that it stands for. */
  public String method() {
    return method;
  }

  public List<String> parameters() {
    return parameters;
  }

  public int number() {
    return ordinal() + 1;
  }

  /** The method of a number. */
  public static Optional<SeedMethod> of(long number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[(int) number - 1])
        : Optional.empty();
  }

  /** The method of a title, any case, blanks and {@code _} alike. */
  public static Optional<SeedMethod> of(String text) {
    String folded = text.strip().replace('_', ' ');
    for (SeedMethod m : values()) {
      if (m.title.equalsIgnoreCase(folded)) {
        return Optional.of(m);
      }
    }
    return Optional.empty();
  }
}
