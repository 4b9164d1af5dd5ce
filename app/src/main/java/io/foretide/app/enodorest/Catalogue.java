package io.foretide.app.enodorest;

import io.foretide.detect.catalog.DetectorCatalog;
import io.foretide.detect.catalog.DetectorEntry;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodEntry;
import io.foretide.forecast.catalog.MethodParameter;
import io.foretide.forecast.season.SeasonDetector;
import io.foretide.hub.enodo.data.JobKind;
import io.foretide.hub.enodo.data.Method;
import io.foretide.hub.enodo.data.Methods;
import java.util.ArrayList;
import java.util.List;

/** Every method of the libraries, as Enodo's clients choose among them. */
public final class Catalogue {
  private Catalogue() {}

  public static Methods methods() {
    List<Method> out = new ArrayList<>();
    for (MethodEntry e : MethodCatalog.entries()) {
      List<Method.Parameter> parameters = new ArrayList<>();
      for (MethodParameter p : e.parameters()) {
        parameters.add(new Method.Parameter(p.name(), p.description(), type(p.kind())));
      }
      out.add(
          new Method(
              e.name(),
              JobKind.FORECAST,
              e.description(),
              e.seasons() != MethodEntry.Seasons.NONE,
              parameters));
    }
    for (DetectorEntry e : DetectorCatalog.all()) {
      out.add(
          new Method(
              e.name(),
              JobKind.ANOMALY_DETECT,
              e.description(),
              false,
              e.parameters().stream()
                  .map(p -> new Method.Parameter(p.name(), p.meaning(), ""))
                  .toList()));
    }
    return new Methods(out);
  }

  private static String type(MethodParameter.Kind kind) {
    return switch (kind) {
      case NUMBER -> "float";
      case WHOLE -> "int";
      case FLAG -> "bool";
      case TEXT, TEXTS -> "";
    };
  }

  /** The shortest season of values; 0 if they have none. */
  public static int season(double[] values, double stepDays) {
    int[] found = SeasonDetector.detect(values, SeasonDetector.natural(stepDays));
    return found.length == 0 || found[0] < 2 ? 0 : found[0];
  }
}
