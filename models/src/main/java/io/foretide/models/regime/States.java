package io.foretide.models.regime;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.Conditions;
import io.foretide.core.model.ModelDefinition;
import io.foretide.detect.RefusedException;
import io.foretide.detect.regime.Expression;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The state of the plant in each row of a frame, NaN where the model does not apply. A model
 * without {@code regime} has the one state 0.
 */
final class States {
  /** Most states that a regime may have. */
  static final int MOST = 100;

  private final ModelDefinition definition;
  private final double[] states;

  private States(ModelDefinition definition, double[] states) {
    this.definition = definition;
    this.states = states;
  }

  /** Checks the expressions of a definition. */
  static void check(ModelDefinition d) throws ProviderException.Rejected {
    expression(d, "when", d.conditions().when());
    expression(d, "regime", d.conditions().regime());
  }

  /** The states of a frame of everything that the definition reads. */
  static States of(ModelDefinition d, Frame frame) throws ProviderException.Rejected {
    Conditions conditions = d.conditions();
    Expression when = expression(d, "when", conditions.when());
    Expression regime = expression(d, "regime", conditions.regime());
    long settle = Math.ceilDiv(conditions.settle(), d.resolution());
    double[] states = new double[frame.rows()];
    double[] row = new double[frame.width()];
    double[][] columns = new double[row.length][];
    for (int c = 0; c < row.length; c++) {
      columns[c] = frame.column(c);
    }
    double before = Double.NaN;
    long held = 0;
    for (int i = 0; i < states.length; i++) {
      for (int c = 0; c < row.length; c++) {
        row[c] = columns[c][i];
      }
      boolean holds = when == null || when.holds(row);
      // Adding 0 makes one state of 0 and -0.
      double state = !holds ? Double.NaN : regime == null ? 0 : regime.value(row) + 0.0;
      held = state == before ? held + 1 : 1;
      before = state;
      states[i] = held > settle ? state : Double.NaN;
    }
    return new States(d, states);
  }

  private static @Nullable Expression expression(ModelDefinition d, String key, String text)
      throws ProviderException.Rejected {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Expression.of(text, d.reads());
    } catch (RefusedException e) {
      throw new ProviderException.Rejected(
          "model '" + d.name() + "': " + key + ": " + e.getMessage(), e);
    }
  }

  /** The state of a row; NaN where the model does not apply. */
  double at(int row) {
    return row >= 0 && row < states.length ? states[row] : Double.NaN;
  }

  /**
   * The different states, rising.
   *
   * @throws ProviderException.Rejected if there are too many for models of their own
   */
  SortedSet<Double> all() throws ProviderException.Rejected {
    SortedSet<Double> out = new TreeSet<>();
    for (double state : states) {
      if (!Double.isNaN(state) && out.add(state) && out.size() > MOST) {
        throw new ProviderException.Rejected(
            "model '"
                + definition.name()
                + "': regime '"
                + definition.conditions().regime()
                + "' has more than "
                + MOST
                + " states: expected a few, such as a mode or a comparison");
      }
    }
    return out;
  }

  /** The inputs of a frame as one state saw them; NaN elsewhere. */
  Frame only(double state, Frame frame) {
    List<String> inputs = definition.inputs();
    double[][] columns = new double[inputs.size()][];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = Arrays.copyOf(frame.column(c), states.length);
      for (int i = 0; i < states.length; i++) {
        if (states[i] != state) {
          columns[c][i] = Double.NaN;
        }
      }
    }
    return new Frame(inputs, frame.times(), columns);
  }
}
