package io.foretide.connectors.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.foretide.core.error.ProviderException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** An exported model in memory. Thread-safe. */
final class Loaded implements AutoCloseable {
  private final OrtSession session;
  private final Map<String, TensorInfo> inputs;
  private final Map<String, TensorInfo> outputs;
  private final String producer;

  private Loaded(OrtSession session) throws OrtException, ProviderException.Rejected {
    this.session = session;
    this.inputs = tensors("input", session.getInputInfo());
    this.outputs = tensors("output", session.getOutputInfo());
    this.producer = session.getMetadata().getProducerName();
  }

  /**
   * Loads a model.
   *
   * @param file its name, for messages
   * @throws ProviderException.Rejected if the runtime refuses it, with its reason
   */
  static Loaded of(String file, byte[] bytes, int threads) throws ProviderException.Rejected {
    OrtSession session = null;
    boolean ready = false;
    try {
      OrtEnvironment environment = environment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        session = environment.createSession(bytes, options);
      }
      Loaded out = new Loaded(session);
      ready = true;
      return out;
    } catch (OrtException e) {
      throw new ProviderException.Rejected(
          "file '" + file + "' is refused by onnxruntime " + version() + ": " + words(e), e);
    } finally {
      if (!ready && session != null) {
        close(session);
      }
    }
  }

  /** The one environment of the process; the first call unpacks and loads the native library. */
  static OrtEnvironment environment() throws ProviderException.Rejected {
    try {
      return Environment.get();
    } catch (LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ProviderException.Rejected(
          "onnxruntime does not run on this machine: "
              + cause.getMessage()
              + ". It needs Linux with glibc, macOS or Windows on x86-64 or ARM 64",
          e);
    }
  }

  private static String version() {
    try {
      return environment().getVersion();
    } catch (ProviderException.Rejected e) {
      return "";
    }
  }

  /** What the runtime said, on one line. */
  static String words(OrtException e) {
    String text = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    text = text.replaceFirst("^Error code - [A-Z_]+ - message: ?", "");
    text = text.replaceAll("\\S*/onnxruntime/\\S*? ", "");
    return text.length() > 500 ? text.substring(0, 500) + "..." : text;
  }

  private static Map<String, TensorInfo> tensors(String kind, Map<String, NodeInfo> nodes)
      throws ProviderException.Rejected {
    Map<String, TensorInfo> out = new LinkedHashMap<>();
    for (Map.Entry<String, NodeInfo> e : nodes.entrySet()) {
      if (e.getValue().getInfo() instanceof TensorInfo tensor) {
        out.put(e.getKey(), tensor);
      } else if (kind.equals("input")) {
        throw new ProviderException.Rejected(
            "input '"
                + e.getKey()
                + "' is no tensor but "
                + e.getValue().getInfo()
                + ": expected a model whose inputs are tensors");
      }
    }
    return out;
  }

  OrtSession session() {
    return session;
  }

  /** By name, in the graph's order. */
  Map<String, TensorInfo> inputs() {
    return inputs;
  }

  /** By name, in the graph's order; outputs that are no tensors are left out. */
  Map<String, TensorInfo> outputs() {
    return outputs;
  }

  String words() {
    return "Exported by "
        + (producer.isEmpty() ? "an unnamed tool" : producer)
        + "; inputs "
        + words(inputs)
        + "; outputs "
        + words(outputs)
        + ".";
  }

  static String words(Map<String, TensorInfo> tensors) {
    StringJoiner out = new StringJoiner(", ");
    tensors.forEach((name, info) -> out.add(name + " " + words(info)));
    return out.toString();
  }

  /** Such as {@code float[batch, 3]}. */
  static String words(TensorInfo info) {
    StringJoiner dims = new StringJoiner(", ", "[", "]");
    long[] shape = info.getShape();
    String[] names = info.getDimensionNames();
    for (int i = 0; i < shape.length; i++) {
      dims.add(
          shape[i] >= 0
              ? Long.toString(shape[i])
              : names.length > i && names[i] != null && !names[i].isEmpty() ? names[i] : "?");
    }
    return info.type.name().toLowerCase(java.util.Locale.ROOT) + dims;
  }

  @Override
  public void close() {
    close(session);
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a loaded model could not be closed: " + words(e), e);
    }
  }
}
