package io.foretide.connectors.onnx;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.models.exported.ModelFiles;
import io.foretide.models.exported.RowPlan;
import io.foretide.models.kind.Deadline;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Pinned;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code run: {onnx: ...}}: a graph that another tool exported, on features of the inputs. The file
 * is kept when a model is made, so that a revision never changes. Thread-safe; graphs of one file
 * share one copy in memory.
 */
public final class OnnxKind implements ModelKind {
  private static final int KEPT_LOADED = 64;
  private static final int KEPT_SETTINGS = 1_024;

  private final ModelFiles files;
  private final Library library = new Library(KEPT_LOADED);
  private final Map<ModelDefinition, OnnxSettings> read = new ConcurrentHashMap<>();

  /**
   * @param base the configuration's folder, inside which exported models are
   * @param kept where those that models run are kept
   */
  public OnnxKind(Path base, Path kept) {
    this.files = new ModelFiles(base, kept, "onnx");
  }

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException.Rejected {
    OnnxSettings s = OnnxSettings.of(definition);
    return s.row().needs(s.shape(), s.columns(), s.reach(), s.summary());
  }

  @Override
  public ModelDefinition prepare(ModelDefinition definition) throws ProviderException {
    OnnxSettings s = OnnxSettings.of(definition);
    ModelFiles.Content content = files.read(s.pin());
    try (Loaded model = Loaded.of(s.pin().file(), content.bytes(), s.threads())) {
      GraphRun.tryOut(s, Graph.bind(s, model), definition);
    }
    files.keep(content);
    return Pinned.with(definition, "sha256", content.sha256());
  }

  @Override
  public String status(ModelDefinition definition) throws ProviderException {
    OnnxSettings s = OnnxSettings.of(definition);
    try (Library.Lease lease = borrow(s)) {
      return lease.model().words();
    }
  }

  /** Read once: with dozens of outputs that takes as long as hundreds of rows. */
  private OnnxSettings settings(ModelDefinition definition) throws ProviderException.Rejected {
    OnnxSettings known = read.get(definition);
    if (known == null) {
      known = OnnxSettings.of(definition);
      if (read.size() >= KEPT_SETTINGS) {
        read.clear();
      }
      read.put(definition, known);
    }
    return known;
  }

  private Library.Lease borrow(OnnxSettings s) throws ProviderException {
    try {
      return library.borrow(
          s.pin().sha256() + (s.pin().sha256().isEmpty() ? s.pin().file() : ""),
          s.threads(),
          () -> Loaded.of(s.pin().file(), files.read(s.pin()).bytes(), s.threads()));
    } catch (ProviderException.Rejected e) {
      // It ran once: a file that is gone may come back, and fails no interval.
      throw new ProviderException.Transient(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public RunResult execute(RunRequest request, Deadline deadline) throws ProviderException {
    ModelDefinition definition = request.revision().definition();
    OnnxSettings s = settings(definition);
    if (request.intervals().length == 0) {
      return new RunResult(List.of(), null);
    }
    RowPlan plan = new RowPlan(s.row(), s.shape(), s.reach(), request);
    try (Library.Lease lease = borrow(s)) {
      GraphRun run = new GraphRun(s, Graph.bind(s, lease.model()));
      int rows = Math.max(1, plan.times().count());
      Scatter numbers =
          run.run(
              plan.buckets(),
              plan.times(),
              plan.starts(),
              row -> deadline.check(definition.name(), row, rows));
      return new RunResult(plan.outcomes(numbers::of, run.lacking()), null);
    }
  }

  @Override
  public void close() {
    library.close();
  }
}
