package io.foretide.connectors.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Nearest;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A loaded model together with what a model file puts in and takes out. Thread-safe. */
final class Graph {
  private final String file;
  private final Loaded model;
  private final List<BoundInput> inputs;
  private final List<String> tensors;
  private final boolean single;

  private Graph(String file, Loaded model, List<BoundInput> inputs, List<String> tensors) {
    this.file = file;
    this.model = model;
    this.inputs = List.copyOf(inputs);
    this.tensors = List.copyOf(tensors);
    this.single = inputs.stream().anyMatch(BoundInput::single);
  }

  /**
   * Binds settings to a model.
   *
   * @throws ProviderException.Rejected if a name, a type or a shape does not fit
   */
  static Graph bind(OnnxSettings s, Loaded model) throws ProviderException.Rejected {
    List<BoundInput> inputs = new ArrayList<>();
    Set<String> open = new LinkedHashSet<>(model.inputs().keySet());
    for (InputBinding b : s.inputs()) {
      String name = b.name().isEmpty() ? only("input", model.inputs(), "inputs") : b.name();
      TensorInfo info = named("input", name, model.inputs());
      open.remove(name);
      inputs.add(BoundInput.of(name, b, info));
    }
    if (!open.isEmpty()) {
      throw new ProviderException.Rejected(
          "run.onnx.inputs gives nothing to input '"
              + open.iterator().next()
              + "': expected features for each of "
              + Loaded.words(model.inputs()));
    }
    List<String> tensors = new ArrayList<>();
    for (OutputBinding o : s.outputs()) {
      String name = o.tensor().isEmpty() ? only("output", model.outputs(), "outputs") : o.tensor();
      TensorInfo info = named("output", name, model.outputs());
      switch (info.type) {
        case FLOAT, DOUBLE, INT32, INT64 -> {}
        default ->
            throw new ProviderException.Rejected(
                "output '"
                    + name
                    + "' of the graph is "
                    + Loaded.words(info)
                    + ": expected numbers of float, double, int32 or int64");
      }
      tensors.add(name);
    }
    return new Graph(s.file(), model, inputs, tensors);
  }

  private static String only(String kind, Map<String, TensorInfo> all, String key)
      throws ProviderException.Rejected {
    if (all.size() != 1) {
      throw new ProviderException.Rejected(
          "the graph has "
              + all.size()
              + " "
              + kind
              + "s that are tensors, "
              + Loaded.words(all)
              + ": name them under run.onnx."
              + key
              + (all.isEmpty() ? "; a classifier must be exported without ZipMap" : ""));
    }
    return all.keySet().iterator().next();
  }

  private static TensorInfo named(String kind, String name, Map<String, TensorInfo> all)
      throws ProviderException.Rejected {
    TensorInfo info = all.get(name);
    if (info == null) {
      throw new ProviderException.Rejected(
          "the graph has no "
              + kind
              + " '"
              + name
              + "': expected one of "
              + Loaded.words(all)
              + Nearest.hint(name, all.keySet()));
    }
    return info;
  }

  List<BoundInput> inputs() {
    return inputs;
  }

  /** Most rows of one call that the graph's shapes allow. */
  int batch(int wanted) {
    return single ? 1 : wanted;
  }

  /**
   * Runs rows [from, to) of what is packed.
   *
   * @return for each output binding the numbers of all rows, row after row
   * @throws ProviderException.Rejected if the runtime refuses or an output does not fit the rows
   */
  double[][] run(List<Packed> packed, int from, int to) throws ProviderException.Rejected {
    Map<String, OnnxTensorLike> given = new LinkedHashMap<>();
    try {
      for (int i = 0; i < inputs.size(); i++) {
        given.put(inputs.get(i).name(), packed.get(i).tensor(Loaded.environment(), from, to));
      }
      Set<String> wanted = new HashSet<>(tensors);
      try (OrtSession.Result result = model.session().run(given, wanted)) {
        double[][] out = new double[tensors.size()][];
        for (int o = 0; o < out.length; o++) {
          // Columns that take from the same output share its numbers.
          int first = tensors.indexOf(tensors.get(o));
          out[o] = first < o ? out[first] : numbers(tensors.get(o), result, to - from);
        }
        return out;
      }
    } catch (OrtException e) {
      throw new ProviderException.Rejected(
          "file '" + file + "' broke while it ran: " + Loaded.words(e), e);
    } finally {
      given.values().forEach(OnnxTensorLike::close);
    }
  }

  private double[] numbers(String name, OrtSession.Result result, int rows)
      throws ProviderException.Rejected {
    OnnxValue value = result.get(name).orElse(null);
    if (!(value instanceof OnnxTensor tensor)) {
      throw new ProviderException.Rejected("output '" + name + "' of '" + file + "' is no tensor");
    }
    double[] out =
        switch (tensor.getInfo().type) {
          case FLOAT -> doubles(tensor.getFloatBuffer());
          case DOUBLE -> doubles(tensor.getDoubleBuffer());
          case INT32 -> doubles(tensor.getIntBuffer());
          default -> doubles(tensor.getLongBuffer());
        };
    long[] shape = tensor.getInfo().getShape();
    if (rows == 0 || out.length == 0 || out.length % rows != 0) {
      throw new ProviderException.Rejected(
          "output '"
              + name
              + "' of '"
              + file
              + "' has the shape "
              + Arrays.toString(shape)
              + " for "
              + rows
              + " rows: expected the rows as its first dimension");
    }
    return out;
  }

  private static double[] doubles(FloatBuffer b) {
    float[] all = new float[b.remaining()];
    b.get(all);
    double[] out = new double[all.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = all[i];
    }
    return out;
  }

  private static double[] doubles(DoubleBuffer b) {
    double[] out = new double[b.remaining()];
    b.get(out);
    return out;
  }

  private static double[] doubles(IntBuffer b) {
    double[] out = new double[b.remaining()];
    for (int i = 0; i < out.length; i++) {
      out[i] = b.get();
    }
    return out;
  }

  private static double[] doubles(LongBuffer b) {
    double[] out = new double[b.remaining()];
    for (int i = 0; i < out.length; i++) {
      out[i] = b.get();
    }
    return out;
  }
}
