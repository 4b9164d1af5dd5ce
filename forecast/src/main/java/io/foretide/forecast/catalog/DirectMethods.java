package io.foretide.forecast.catalog;

import static io.foretide.forecast.catalog.MethodCatalog.withShared;
import static io.foretide.forecast.catalog.MethodParameter.number;
import static io.foretide.forecast.catalog.MethodParameter.whole;

import io.foretide.forecast.boost.Boosting;
import io.foretide.forecast.catalog.MethodEntry.Seasons;
import io.foretide.forecast.inputs.Input;
import io.foretide.forecast.inputs.InputRegression;
import io.foretide.forecast.inputs.Learner;
import java.util.ArrayList;
import java.util.List;

/** Direct multi-step regressions, which also take other sensors. */
final class DirectMethods {
  private static final int MOST_LAGS = 500;
  private static final int USUAL_LAGS = 12;

  /** Values beyond twice the horizon and the lags, to teach from and to see errors on. */
  private static final int LEAST_TAUGHT = 13;

  private static final int USUAL_COMPONENTS = 10;

  private DirectMethods() {}

  static MethodEntry entry(String name, String description) {
    List<MethodParameter> own = new ArrayList<>();
    own.add(whole("lags", "own past values used; 12"));
    if (name.equals("pls")) {
      own.add(whole("components", "components tried at most; 10"));
    } else if (name.equals("boosted_trees")) {
      own.add(whole("trees", "trees per step at most; 150, fewer where they do not help"));
      own.add(whole("depth", "splits between root and leaf; 3"));
      own.add(number("rate", "share of each tree's answer that is added; 0.1"));
    }
    return new MethodEntry(
        name,
        description,
        Seasons.SEVERAL,
        true,
        true,
        m -> 2 * MethodRequest.of(m).steps() + USUAL_LAGS + LEAST_TAUGHT,
        withShared(own.toArray(new MethodParameter[0])),
        (request, reader) -> regression(name, request, reader, List.of()));
  }

  static InputRegression regression(
      String name, MethodRequest request, ParameterReader own, List<Input> inputs) {
    Learner learner =
        switch (name) {
          case "pls" -> new Learner.Pls(own.whole("components", USUAL_COMPONENTS, 1, MOST_LAGS));
          case "boosted_trees" ->
              new Learner.Trees(
                  new Boosting(
                      own.whole("trees", Boosting.USUAL.mostTrees(), 0, 10_000),
                      own.whole("depth", Boosting.USUAL.depth(), 1, 10),
                      own.number("rate", Boosting.USUAL.rate(), 1e-3, 1),
                      Boosting.USUAL.leastInLeaf(),
                      Boosting.USUAL.patience()));
          default -> Learner.RIDGE;
        };
    return new InputRegression(
        inputs,
        request.steps(),
        own.whole("lags", USUAL_LAGS, 1, MOST_LAGS),
        request.seasons(),
        learner);
  }
}
