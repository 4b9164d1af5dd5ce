package io.foretide.core.model;

import io.foretide.core.error.ProviderException;
import java.util.List;
import java.util.Optional;

/** Keeps models. Thread-safe. Deleted models stay as tombstones, found by id only. */
public interface ModelStore {
  /**
   * Stores a new model and gives it its id; {@code model.id()} is ignored.
   *
   * @throws ProviderException.Rejected if a living model has that name
   */
  Model create(Model model) throws ProviderException;

  /**
   * Replaces a model if its stored version equals {@code model.version()}, and raises the version.
   *
   * @return what is stored now; empty if somebody else was first
   */
  Optional<Model> replace(Model model) throws ProviderException;

  Optional<Model> find(ModelId id) throws ProviderException;

  Optional<Model> findByName(String name) throws ProviderException;

  /** A page of living models by name: only names after {@code after}, at most {@code limit}. */
  List<Model> list(String search, String after, int limit) throws ProviderException;
}
