package io.foretide.forecast.catalog;

import io.foretide.forecast.Forecaster;
import io.foretide.forecast.grid.Cleaned;
import io.foretide.forecast.inputs.Input;
import io.foretide.forecast.inputs.InputArima;
import io.foretide.forecast.inputs.InputForecaster;
import io.foretide.forecast.inputs.InputProphet;
import io.foretide.forecast.scale.OnScale;
import io.foretide.forecast.scale.ValueScale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every method by its name, for configuration files and commands. Names, parameters and impossible
 * values are refused with an {@link IllegalArgumentException} that says what was expected.
 */
public final class MethodCatalog {
  private static final Map<String, MethodEntry> ALL = all();
  private static final List<String> KNOWN_ALONE = List.of("arima", "auto_arima", "prophet");

  private MethodCatalog() {}

  private static Map<String, MethodEntry> all() {
    Map<String, MethodEntry> map = new LinkedHashMap<>();
    List<MethodEntry> entries = new ArrayList<>(PlainMethods.entries());
    entries.addAll(StateMethods.entries());
    entries.addAll(RegressionMethods.entries());
    entries.addAll(CombiningMethods.entries());
    for (MethodEntry entry : entries) {
      map.put(entry.name(), entry);
    }
    return map;
  }

  /** All methods, simple ones first. */
  public static List<MethodEntry> entries() {
    return List.copyOf(ALL.values());
  }

  /** All names, in the order of {@link #entries()}. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /**
   * A method by its name.
   *
   * @throws IllegalArgumentException naming the nearest known name
   */
  public static MethodEntry find(String name) {
    MethodEntry entry = ALL.get(name);
    if (entry == null) {
      List<String> names = names();
      throw new IllegalArgumentException(
          "There is no method '"
              + name
              + "'"
              + Nearest.hint(name, names)
              + ". Methods: "
              + String.join(", ", names));
    }
    return entry;
  }

  /**
   * A method ready to fit.
   *
   * @throws IllegalArgumentException for an unknown name or parameter, or an impossible value
   */
  public static Forecaster forecaster(String name, MethodRequest request) {
    MethodEntry entry = find(name);
    ParameterReader reader = new ParameterReader(name, request.parameters(), entry.parameters());
    return onScale(entry.maker().make(request, reader), request, reader);
  }

  /**
   * A method that also learns from other sensors: those whose {@code takesInputs} is true, and
   * {@code arima}, {@code auto_arima} and {@code prophet} from sensors whose future is known.
   * Parameters that change the scale of values are not for these.
   *
   * @throws IllegalArgumentException where the method takes no inputs, or as for {@link
   *     #forecaster}
   */
  public static InputForecaster withInputs(String name, MethodRequest request, List<Input> inputs) {
    MethodEntry entry = find(name);
    if (!entry.takesInputs() && !KNOWN_ALONE.contains(name)) {
      throw new IllegalArgumentException(
          "Method '"
              + name
              + "' takes no inputs. These do: "
              + entries().stream()
                  .filter(MethodEntry::takesInputs)
                  .map(MethodEntry::name)
                  .collect(Collectors.joining(", "))
              + ", and with known inputs "
              + String.join(", ", KNOWN_ALONE));
    }
    ParameterReader reader = new ParameterReader(name, request.parameters(), entry.parameters());
    for (MethodParameter shared : withShared()) {
      if (reader.has(shared.name())) {
        throw new IllegalArgumentException(
            "Method '" + name + "' with inputs does not take '" + shared.name() + "'");
      }
    }
    return switch (name) {
      case "arima" -> new InputArima(inputs, StateMethods.order(request, reader));
      case "prophet" -> new InputProphet(inputs, RegressionMethods.prophet(request, reader));
      case "auto_arima" -> new InputArima(inputs, StateMethods.choice(request, reader));
      default -> DirectMethods.regression(name, request, reader, inputs);
    };
  }

  private static Forecaster onScale(
      Forecaster inner, MethodRequest request, ParameterReader reader) {
    String transform = reader.choice("transform", "none", "none", "log", "box_cox");
    double lower =
        reader.number(
            "lower", Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE);
    double upper =
        reader.number("upper", Double.POSITIVE_INFINITY, -Double.MAX_VALUE, Double.MAX_VALUE);
    if (!(lower <= upper)) {
      throw reader.wrong("lower", lower, "at most upper, which is " + upper);
    }
    double lambda = reader.number("lambda", Double.NaN, -2, 2);
    boolean adjusted = reader.flag("bias_adjusted", false);
    Forecaster scaled = inner;
    if (!transform.equals("none") || reader.has("lower") || reader.has("upper")) {
      ValueScale scale =
          switch (transform) {
            case "log" -> ValueScale.log();
            case "box_cox" -> ValueScale.boxCox(Double.isNaN(lambda) ? 0.5 : lambda);
            default -> ValueScale.PLAIN;
          };
      scale = (adjusted ? scale.withBiasAdjustment() : scale).within(lower, upper);
      scaled =
          transform.equals("box_cox") && Double.isNaN(lambda)
              ? OnScale.chosen(inner, scale, request.season())
              : new OnScale(inner, scale);
    }
    return reader.flag("clean", false) ? new Cleaned(scaled, request.season()) : scaled;
  }

  /** Parameters that every method has, after its own. */
  static List<MethodParameter> withShared(MethodParameter... own) {
    List<MethodParameter> all = new ArrayList<>(List.of(own));
    all.add(
        MethodParameter.text(
            "transform", "none (default), log or box_cox; log and box_cox need values above zero"));
    all.add(
        MethodParameter.number(
            "lambda", "power of box_cox, -2 to 2; chosen by Guerrero's rule where not given"));
    all.add(
        MethodParameter.flag(
            "bias_adjusted", "means instead of medians after a transform; false by default"));
    all.add(MethodParameter.number("lower", "no forecast or interval goes below; none by default"));
    all.add(MethodParameter.number("upper", "no forecast or interval goes above; none by default"));
    all.add(MethodParameter.flag("clean", "outliers become gaps before the fit; false by default"));
    return all;
  }
}
