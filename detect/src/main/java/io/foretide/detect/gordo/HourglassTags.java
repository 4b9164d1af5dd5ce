package io.foretide.detect.gordo;

import io.foretide.detect.neural.Network;
import io.foretide.detect.neural.TrainSettings;
import io.foretide.detect.neural.Training;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * Gordo's hourglass network behind min-max scaled inputs and targets. Its weights are ours, not
 * those that a Python run would give.
 */
public record HourglassTags(TrainSettings settings) implements TagModel {

  @Override
  public Fitted fit(double[][] inputs, double[][] targets) {
    TagScaler in = TagScaler.fit(TagScaler.Kind.MIN_MAX, inputs);
    TagScaler out = TagScaler.fit(TagScaler.Kind.MIN_MAX, targets);
    return new Net(in, out, Training.hourglass(in.scale(inputs), out.scale(targets), settings));
  }

  @Override
  public Fitted read(ByteSource in) {
    return new Net(TagScaler.read(in), TagScaler.read(in), Network.read(in));
  }

  @Override
  public void write(ByteSink out) {
    out.putString("hourglass");
    settings.write(out);
  }

  static HourglassTags readSettings(ByteSource in) {
    return new HourglassTags(TrainSettings.read(in));
  }

  private record Net(TagScaler in, TagScaler out, Network network) implements Fitted {
    @Override
    public double[] work() {
      return new double[network.workSize()];
    }

    @Override
    public void predict(double[] inputs, double[] targets, double[] work) {
      for (int j = 0; j < inputs.length; j++) {
        work[j] = in.scale(j, inputs[j]);
      }
      network.forward(work);
      int at = network.outputOffset();
      for (int j = 0; j < targets.length; j++) {
        targets[j] = work[at + j] * out.divisor()[j] + out.centre()[j];
      }
    }

    @Override
    public void write(ByteSink sink) {
      in.write(sink);
      out.write(sink);
      network.write(sink);
    }
  }
}
