package io.foretide.connectors.gordo;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Machines that were made into models before, so that a restart need not ask for each of them
 * again: a revision never changes. Thread-safe.
 */
final class StoredMachines {
  private static final int PAGE = 1000;

  private final ModelStore models;
  private final Definitions definitions;

  StoredMachines(ModelStore models, Definitions definitions) {
    this.models = models;
    this.definitions = definitions;
  }

  /**
   * Definitions of those whose stored model is of the wanted revision and says nothing but what a
   * listing would make of such a machine. One that says more, because somebody has edited it or
   * other settings have made it, is left out.
   */
  Map<Wanted, ModelDefinition> of(Set<Wanted> wanted) throws ProviderException {
    Map<Wanted, ModelDefinition> out = new HashMap<>();
    String after = "";
    List<Model> page;
    do {
      page = models.list("", after, PAGE);
      for (Model model : page) {
        after = model.definition().name();
        take(model.definition().withPaused(false), wanted, out);
      }
    } while (page.size() == PAGE);
    return out;
  }

  private void take(ModelDefinition d, Set<Wanted> wanted, Map<Wanted, ModelDefinition> out) {
    if (!d.run().kind().equals(Run.KIND)) {
      return;
    }
    try {
      Run run = Run.of(d);
      Wanted w = new Wanted(run.project(), run.machine(), run.revision());
      if (!wanted.contains(w)) {
        return;
      }
      ModelDefinition made = definitions.of(Machine.of(run, d));
      // As files: a store may give whole numbers back in another type.
      if (ModelFile.write(made).equals(ModelFile.write(d))) {
        out.put(w, made);
      }
    } catch (ProviderException | IllegalArgumentException e) {
      // It is asked for like any other, and what is wrong is told then.
    }
  }
}
