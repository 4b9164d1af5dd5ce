package io.foretide.app.cli;

import io.foretide.app.config.Configuration;
import io.foretide.app.folder.TemporaryFolder;
import io.foretide.app.modelfiles.ModelFiles;
import io.foretide.app.serve.ForeignKinds;
import io.foretide.core.capacity.Capacity;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.settings.Problem;
import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.WallClock;
import io.foretide.models.BuiltInModels;
import io.foretide.models.capacity.Calibration;
import io.foretide.store.PostgresStore;
import io.foretide.store.file.DatabaseFileException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What the model files of a configuration come to, without a service.
 *
 * @param models how many files there are
 * @param capacity what the active ones need
 * @param executors processes that run models; 1 where the store does not tell of any
 */
record FileCheck(int models, Capacity capacity, int executors) {

  /**
   * Reads all files and measures their methods.
   *
   * @throws SettingsException with every wrong file, or with what is too much and the remedy
   */
  static FileCheck of(Configuration c, Map<String, String> environment) throws ProviderException {
    ModelFiles files = ModelFiles.read(c.models(), c.scheduler().modelDefaults(), environment);
    List<Problem> problems = new ArrayList<>(files.problems());
    List<ModelDefinition> right = new ArrayList<>();
    try (TemporaryFolder scratch = TemporaryFolder.create("foretide-check");
        BuiltInModels kinds = kinds(c, scratch.path(), environment)) {
      files
          .models()
          .forEach((name, d) -> {
            try {
              right.add(kinds.kinds().contains(d.run().kind()) ? prepared(kinds, d) : d);
            } catch (ProviderException e) {
              problems.add(
                  new Problem(c.models().resolve(name).toString(), String.valueOf(e.getMessage())));
            }
          });
    } catch (IOException e) {
      throw new ProviderException.Transient(
          "no temporary folder can be used: " + e.getMessage(), e);
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    int executors = executors(c);
    return new FileCheck(files.models().size(), capacity(c, right, executors), executors);
  }

  private static BuiltInModels kinds(Configuration c, Path scratch, Map<String, String> environment)
      throws ProviderException.Rejected {
    return new BuiltInModels(
        System::nanoTime,
        ForeignKinds.of(
            c.predictor(), scratch, WallClock.system(), new SplittableRandom(), environment));
  }

  /** A service that does not answer now may answer later: that is no mistake in a file. */
  private static ModelDefinition prepared(BuiltInModels kinds, ModelDefinition d)
      throws ProviderException {
    try {
      return kinds.prepare(d);
    } catch (ProviderException.Transient e) {
      return d;
    }
  }

  /** As the table of processes has it; a database that is not there yet tells of none. */
  private static int executors(Configuration c) {
    try {
      return c.store().postgres().isEmpty()
          ? 1
          : Math.max(1, PostgresStore.executors(c.store().postgres().get()));
    } catch (DatabaseFileException e) {
      return 1;
    }
  }

  private static Capacity capacity(Configuration c, List<ModelDefinition> models, int executors)
      throws ProviderException {
    int threads = executors * c.executor().computeThreads();
    long heap = Runtime.getRuntime().maxMemory();
    Calibration calibration =
        new Calibration(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    Capacity need = calibration.capacity(models, threads, heap);
    if (need.problem().isEmpty() || !c.executor().refuseOverload()) {
      return need;
    }
    // What was measured on a cold machine counts only if it comes out again.
    calibration.again(models);
    Capacity sure = calibration.capacity(models, threads, heap);
    if (!sure.problem().isEmpty()) {
      throw new SettingsException(
          c.models().toString(),
          (executors == 1 ? "this machine" : executors + " executors")
              + " could not keep up with these models: "
              + sure.problem()
              + "; executor.refuse_overload: false allows it all the same");
    }
    return sure;
  }
}
