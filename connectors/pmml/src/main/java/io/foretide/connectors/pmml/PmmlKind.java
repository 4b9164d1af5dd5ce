package io.foretide.connectors.pmml;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code run: {pmml: ...}}: a model that another tool exported as PMML, on features of the inputs,
 * run by pmml4s. The file is kept when a model is made, so that a revision never changes.
 * Thread-safe.
 */
public final class PmmlKind implements ModelKind {
  private static final int KEPT_READ = 64;

  private final ModelFiles files;

  /** Read files by fingerprint, the ones used last. */
  private final Map<String, PmmlFile> read = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param base the configuration's folder, inside which exported models are
   * @param kept where those that models run are kept
   */
  public PmmlKind(Path base, Path kept) {
    this.files = new ModelFiles(base, kept, "pmml");
  }

  @Override
  public String name() {
    return "pmml";
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException.Rejected {
    PmmlSettings s = PmmlSettings.of(definition);
    return s.row().needs(s.shape(), s.columns(), s.reach(), s.summary());
  }

  @Override
  public ModelDefinition prepare(ModelDefinition definition) throws ProviderException {
    PmmlSettings s = PmmlSettings.of(definition);
    ModelFiles.Content content = files.read(s.pin());
    BoundFile.of(s, PmmlFile.of(s.pin().file(), content.bytes())).tryOut();
    files.keep(content);
    return Pinned.with(definition, "sha256", content.sha256());
  }

  @Override
  public String status(ModelDefinition definition) throws ProviderException {
    return file(PmmlSettings.of(definition)).words();
  }

  private PmmlFile file(PmmlSettings s) throws ProviderException {
    synchronized (read) {
      PmmlFile known = read.get(s.pin().sha256());
      if (known != null) {
        return known;
      }
    }
    try {
      ModelFiles.Content content = files.read(s.pin());
      PmmlFile made = PmmlFile.of(s.pin().file(), content.bytes());
      synchronized (read) {
        read.put(content.sha256(), made);
        if (read.size() > KEPT_READ) {
          read.remove(read.keySet().iterator().next());
        }
      }
      return made;
    } catch (ProviderException.Rejected e) {
      // It ran once: a file that is gone may come back, and fails no interval.
      throw new ProviderException.Transient(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public RunResult execute(RunRequest request, Deadline deadline) throws ProviderException {
    ModelDefinition definition = request.revision().definition();
    PmmlSettings s = PmmlSettings.of(definition);
    if (request.intervals().length == 0) {
      return new RunResult(List.of(), null);
    }
    RowPlan plan = new RowPlan(s.row(), s.shape(), s.reach(), request);
    BoundFile bound = BoundFile.of(s, file(s));
    int rows = Math.max(1, plan.times().count());
    double[][][] numbers = bound.run(plan, row -> deadline.check(definition.name(), row, rows));
    return new RunResult(plan.outcomes(i -> numbers[i], bound.lacking()), null);
  }
}
