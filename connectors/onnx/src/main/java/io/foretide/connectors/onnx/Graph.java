package io.foretide.connectors.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Nearest;
import java.lang.foreign.Arena;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
    return new Graph(s.pin().file(), model, inputs, tensors);
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
  Numbers[] run(List<Packed> packed, List<Answer> answers, int from, int to)
      throws ProviderException.Rejected {
    Map<String, OnnxTensorLike> given = new LinkedHashMap<>();
    Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
    try {
      for (int i = 0; i < inputs.size(); i++) {
        given.put(inputs.get(i).name(), packed.get(i).tensor(Loaded.environment(), from, to));
      }
      for (Answer answer : answers) {
        pinned.put(answer.name(), answer.tensor(to - from));
      }
      Set<String> others = new HashSet<>(tensors);
      others.removeAll(pinned.keySet());
      Map<String, Numbers> read = new HashMap<>();
      try (OrtSession.Result result = model.session().run(given, others, pinned)) {
        answers.forEach(answer -> read.put(answer.name(), answer.read(to - from)));
        Numbers[] out = new Numbers[tensors.size()];
        for (int o = 0; o < out.length; o++) {
          // Columns that take from the same output share its numbers.
          Numbers known = read.get(tensors.get(o));
          out[o] = known == null ? numbers(tensors.get(o), result, to - from) : known;
          read.put(tensors.get(o), out[o]);
        }
        return out;
      }
    } catch (OrtException e) {
      throw new ProviderException.Rejected(
          "file '" + file + "' broke while it ran: " + Loaded.words(e), e);
    } finally {
      given.values().forEach(OnnxTensorLike::close);
      pinned.values().forEach(OnnxTensorLike::close);
    }
  }

  /** Memory for the outputs whose sizes are known. */
  List<Answer> answers(Arena arena, int most) {
    List<Answer> out = new ArrayList<>();
    for (String name : new LinkedHashSet<>(tensors)) {
      TensorInfo info = model.outputs().get(name);
      if (info != null) {
        Answer.of(name, info, arena, most).ifPresent(out::add);
      }
    }
    return out;
  }

  private Numbers numbers(String name, OrtSession.Result result, int rows)
      throws ProviderException.Rejected {
    OnnxValue value = result.get(name).orElse(null);
    if (!(value instanceof OnnxTensor tensor)) {
      throw new ProviderException.Rejected("output '" + name + "' of '" + file + "' is no tensor");
    }
    Numbers out =
        switch (tensor.getInfo().type) {
          case FLOAT -> floats(tensor.getFloatBuffer());
          case DOUBLE -> doubles(tensor.getDoubleBuffer());
          case INT32 -> doubles(tensor.getIntBuffer());
          default -> doubles(tensor.getLongBuffer());
        };
    long[] shape = tensor.getInfo().getShape();
    if (rows == 0 || out.length() == 0 || out.length() % rows != 0) {
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

  /** The buffer is a copy already; its array is taken as it is. */
  private static Numbers floats(FloatBuffer b) {
    if (b.hasArray() && b.arrayOffset() == 0 && b.array().length == b.remaining()) {
      return new Numbers.Floats(b.array(), b.array().length);
    }
    float[] all = new float[b.remaining()];
    b.get(all);
    return new Numbers.Floats(all, all.length);
  }

  private static Numbers doubles(DoubleBuffer b) {
    double[] out = new double[b.remaining()];
    b.get(out);
    return new Numbers.Doubles(out);
  }

  private static Numbers doubles(IntBuffer b) {
    double[] out = new double[b.remaining()];
    for (int i = 0; i < out.length; i++) {
      out[i] = b.get();
    }
    return new Numbers.Doubles(out);
  }

  private static Numbers doubles(LongBuffer b) {
    double[] out = new double[b.remaining()];
    for (int i = 0; i < out.length; i++) {
      out[i] = b.get();
    }
    return new Numbers.Doubles(out);
  }
}
