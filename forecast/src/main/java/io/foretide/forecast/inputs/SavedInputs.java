package io.foretide.forecast.inputs;

import io.foretide.forecast.boost.Boosting;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** The byte form of what a direct regression was asked to be. */
final class SavedInputs {

  private SavedInputs() {}

  static void write(StateWriter out, InputRegression model) {
    write(out, model.inputs());
    out.number(model.horizon()).number(model.lags()).numbers(model.seasons());
    write(out, model.learner());
  }

  static void write(StateWriter out, List<Input> inputs) {
    out.number(inputs.size());
    for (Input input : inputs) {
      out.text(input.name()).flag(input.known()).number(input.deadTime());
    }
  }

  static void write(StateWriter out, Learner learner) {
    out.text(learner.name());
    switch (learner) {
      case Learner.Ridge ridge -> {}
      case Learner.Pls pls -> out.number(pls.most());
      case Learner.Trees trees -> {
        Boosting b = trees.settings();
        out.number(b.mostTrees()).number(b.depth()).value(b.rate());
        out.number(b.leastInLeaf()).number(b.patience());
      }
    }
  }

  static InputRegression model(StateReader in) {
    List<Input> inputs = inputs(in);
    int horizon = in.number();
    int lags = in.number();
    int[] seasons = in.numbers();
    return new InputRegression(inputs, horizon, lags, seasons, learner(in));
  }

  static List<Input> inputs(StateReader in) {
    List<Input> inputs = new ArrayList<>();
    int count = in.number();
    for (int k = 0; k < count; k++) {
      inputs.add(new Input(in.text(), in.flag(), in.number()));
    }
    return inputs;
  }

  static Learner learner(StateReader in) {
    String name = in.text();
    return switch (name) {
      case "lagged-ridge" -> Learner.RIDGE;
      case "lagged-pls" -> new Learner.Pls(in.number());
      case "boosted-trees" ->
          new Learner.Trees(
              new Boosting(in.number(), in.number(), in.value(), in.number(), in.number()));
      default ->
          throw new IllegalArgumentException(
              "Saved model learned with '" + name + "', which this version does not know");
    };
  }
}
