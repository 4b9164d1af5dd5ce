package io.foretide.store.model;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.ModelStore;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import io.foretide.store.turn.Feed;
import io.foretide.store.turn.Topic;
import io.foretide.store.write.Operation;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Models in the database file, as JSON. */
public final class SqlModels implements ModelStore {
  private final Writer writer;
  private final Readers readers;
  private final ModelLookup lookup;
  private final ModelHook hook;
  private final Feed feed;
  private volatile Consumer<Model> listener = _ -> {};

  public SqlModels(Writer writer, Readers readers, ModelLookup lookup, ModelHook hook, Feed feed) {
    this.feed = feed;
    feed.follow(Topic.MODEL, (in, session) -> follow(session, new ModelId(in.getSigned())));
    this.writer = writer;
    this.readers = readers;
    this.lookup = lookup;
    this.hook = hook;
  }

  private void follow(Session session, ModelId id) throws SQLException {
    lookup.forget(id);
    ModelTable.find(session, id).ifPresent(listener);
  }

  /**
   * Sets who is told of models that other processes stored, deleted ones too; on the writer's
   * thread, must return at once.
   */
  public void listen(Consumer<Model> whom) {
    listener = whom;
  }

  private void say(Model model) {
    feed.say(Topic.MODEL, out -> out.putSigned(model.id().value()));
  }

  @Override
  public Model create(Model model) throws ProviderException {
    return store(
            "creating model '" + model.name() + "'",
            session -> {
              refuseTaken(session, model, -1);
              return Optional.of(ModelTable.create(session, model));
            })
        .orElseThrow();
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
    return store("changing model '" + model.name() + "'", session -> swap(session, model));
  }

  private Optional<Model> swap(Session session, Model model)
      throws SQLException, ProviderException {
    refuseTaken(session, model, model.id().value());
    lookup.forget(model.id());
    return ModelTable.replace(session, model);
  }

  /**
   * What became of a change inside a transaction.
   *
   * @param model as it is stored; empty if somebody else was first
   * @param later what is to be done once the transaction is durable
   */
  public record Stored(Optional<Model> model, Runnable later) {}

  /** Compare-and-set inside a transaction of somebody else. Writer's thread only. */
  public Stored replace(Session session, Model model) throws SQLException, ProviderException {
    Optional<Model> stored = swap(session, model);
    if (stored.isEmpty()) {
      return new Stored(stored, () -> {});
    }
    Runnable later = hook.stored(session, stored.get());
    say(stored.get());
    return new Stored(stored, later);
  }

  private interface Change {
    Optional<Model> make(Session session) throws SQLException, ProviderException;
  }

  private Optional<Model> store(String what, Change change) throws ProviderException {
    return writer.submit(
        Queue.CONTROL,
        what,
        new Operation<Optional<Model>>() {
          private Runnable later = () -> {};

          @Override
          public Optional<Model> apply(Session session) throws SQLException, ProviderException {
            Optional<Model> stored = change.make(session);
            if (stored.isPresent()) {
              later = hook.stored(session, stored.get());
              say(stored.get());
            }
            return stored;
          }

          @Override
          public void durable(Optional<Model> stored) {
            later.run();
          }
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
