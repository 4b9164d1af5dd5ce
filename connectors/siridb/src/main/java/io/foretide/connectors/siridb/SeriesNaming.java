package io.foretide.connectors.siridb;

import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.settings.Settings;
import java.util.List;

/**
 * How predicted series are called. {@code {series}} is the input (the model where it has several,
 * or the sensor of an output such as {@code contribution:pump}), {@code {model}} and {@code
 * {output}} are themselves.
 *
 * @param forecast of the output {@code mean}
 * @param other of every other output
 */
record SeriesNaming(String forecast, String other) {
  static final SeriesNaming USUAL =
      new SeriesNaming("forecast_{series}", "enodo_{series}_{output}_{model}");

  static SeriesNaming read(Settings s) {
    SeriesNaming out =
        new SeriesNaming(
            s.text("forecast_name", USUAL.forecast), s.text("output_name", USUAL.other));
    if (!out.other.contains("{output}")) {
      s.problem(
          "output_name",
          "'" + out.other + "' lacks {output}: expected it, so that outputs do not share a series");
    }
    if (!out.forecast.contains("{series}") && !out.forecast.contains("{model}")) {
      s.problem(
          "forecast_name",
          "'" + out.forecast + "' has neither {series} nor {model}: expected one of them");
    }
    return out;
  }

  String name(Model model, Revision revision, String output) {
    int colon = output.indexOf(':');
    List<String> inputs = revision.definition().inputs();
    String only = inputs.size() == 1 ? inputs.getFirst() : model.name();
    String series = colon > 0 ? output.substring(colon + 1) : only;
    return (output.equals("mean") ? forecast : other)
        .replace("{series}", series)
        .replace("{output}", colon > 0 ? output.substring(0, colon) : output)
        .replace("{model}", model.name());
  }
}
