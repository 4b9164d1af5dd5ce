package io.foretide.app.connect;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.ModelStore;
import java.util.List;
import java.util.Optional;

/** The models of a command that has no database. */
public record NoModels() implements ModelStore {
  @Override
  public Model create(Model model) throws ProviderException {
    throw new ProviderException.Rejected("this command stores no models");
  }

  @Override
  public Optional<Model> replace(Model model) {
    return Optional.empty();
  }

  @Override
  public Optional<Model> find(ModelId id) {
    return Optional.empty();
  }

  @Override
  public Optional<Model> findByName(String name) {
    return Optional.empty();
  }

  @Override
  public List<Model> list(String search, String after, int limit) {
    return List.of();
  }
}
