package io.foretide.store.model;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.ModelStore;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Models in the database file, as JSON. */
public final class SqlModels implements ModelStore {
  private final Writer writer;
  private final Readers readers;
  private final ModelLookup lookup;

  public SqlModels(Writer writer, Readers readers, ModelLookup lookup) {
    this.writer = writer;
    this.readers = readers;
    this.lookup = lookup;
  }

  @Override
  public Model create(Model model) throws ProviderException {
    return writer.submit(
        Queue.CONTROL,
        "creating model '" + model.name() + "'",
        session -> {
          refuseTaken(session, model, -1);
          return ModelTable.create(session, model);
        });
  }

  private static void refuseTaken(Session session, Model model, long self)
      throws SQLException, ProviderException {
    Optional<Model> other = ModelTable.findByName(session, model.name());
    if (other.isPresent()
        && other.get().id().value() != self
        && model.state() != Model.State.DELETED) {
      throw new ProviderException.Rejected(
          "model '"
              + model.name()
              + "' exists already: choose another name, or edit or delete the existing model");
    }
  }

  @Override
  public Optional<Model> replace(Model model) throws ProviderException {
    return writer.submit(
        Queue.CONTROL,
        "changing model '" + model.name() + "'",
        session -> {
          refuseTaken(session, model, model.id().value());
          lookup.forget(model.id());
          return ModelTable.replace(session, model);
        });
  }

  @Override
  public Optional<Model> find(ModelId id) throws ProviderException {
    return readers.read("reading model " + id, s -> ModelTable.find(s, id));
  }

  @Override
  public Optional<Model> findByName(String name) throws ProviderException {
    return readers.read("reading model '" + name + "'", s -> ModelTable.findByName(s, name));
  }

  @Override
  public List<Model> list(String search, String after, int limit) throws ProviderException {
    return readers.read("listing models", s -> ModelTable.list(s, search, after, limit));
  }
}
