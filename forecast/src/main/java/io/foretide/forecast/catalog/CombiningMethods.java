package io.foretide.forecast.catalog;

import static io.foretide.forecast.catalog.MethodCatalog.withShared;
import static io.foretide.forecast.catalog.MethodParameter.number;
import static io.foretide.forecast.catalog.MethodParameter.text;
import static io.foretide.forecast.catalog.MethodParameter.texts;

import io.foretide.forecast.Forecaster;
import io.foretide.forecast.auto.Auto;
import io.foretide.forecast.auto.Weighted;
import io.foretide.forecast.catalog.MethodEntry.Seasons;
import io.foretide.forecast.ensemble.Ensemble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Methods made of others. */
final class CombiningMethods {
  private static final List<String> USUAL = List.of("ets", "dynamic_optimised_theta", "auto_arima");

  private CombiningMethods() {}

  static List<MethodEntry> entries() {
    return List.of(
        new MethodEntry(
            "scum",
            "the median of ets, ces, auto_arima and dynamic_optimised_theta",
            Seasons.ONE,
            false,
            true,
            m -> m > 1 ? Math.max(4, m + 2) : 4,
            withShared(),
            (r, own) -> Ensemble.scum(r.season())),
        new MethodEntry(
            "ensemble",
            "the mean, the median or a weighted mean of named methods",
            Seasons.SEVERAL,
            false,
            true,
            m -> m > 1 ? Math.max(4, m + 2) : 4,
            withShared(
                texts("members", "names of methods; " + String.join(", ", USUAL)),
                text(
                    "combine",
                    "median (default), mean, or weighted by errors on held-out ends of the data")),
            CombiningMethods::ensemble),
        new MethodEntry(
            "auto",
            "tries methods on held-out ends of the data and weights them; finds seasons",
            Seasons.SEVERAL,
            false,
            false,
            m -> 1,
            withShared(number("units", "work that may be spent, about microseconds; 300000")),
            (r, own) ->
                new Auto(
                        r.seasons(),
                        r.horizon(),
                        own.number("units", Auto.USUAL_UNITS, 1, Double.MAX_VALUE))
                    .every(r.stepDays())));
  }

  private static Forecaster ensemble(MethodRequest request, ParameterReader own) {
    List<Forecaster> members = new ArrayList<>();
    for (String name : own.texts("members", USUAL)) {
      if (name.equals("ensemble")) {
        throw own.wrong("members", name, "other methods");
      }
      members.add(MethodCatalog.forecaster(name, request.with(Map.of())));
    }
    if (members.isEmpty()) {
      throw own.wrong("members", "empty", "one or more names of methods");
    }
    String how = own.choice("combine", "median", "median", "mean", "weighted");
    return how.equals("weighted")
        ? new Weighted(members, request.season(), request.steps())
        : new Ensemble(how, members, how.equals("median"));
  }
}
