package io.foretide.app.connect;

import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.ProjectInformationProvider;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.connect.SeriesNaming;
import io.foretide.core.connect.SharedCache;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelInformationProvider;
import io.foretide.core.prediction.PredictionMetadataStorageProvider;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.WallClock;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outside providers of one process, opened in the order in which they need each other. Not
 * thread-safe; the providers are.
 */
public final class OpenProviders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenProviders.class);

  private final List<Object> opened = new ArrayList<>();
  private ConnectorContext context;

  /**
   * @param context what connectors are lent
   */
  public OpenProviders(ConnectorContext context) {
    this.context = context;
  }

  /** For a command without a database: nothing is stored, troubles are the command's to tell. */
  public static OpenProviders withoutStore(Map<String, Object> modelDefaults) {
    return new OpenProviders(
        new ConnectorContext(
                WallClock.system(),
                new SecureRandom(),
                new NoEvents(),
                new NoModels(),
                Optional.empty(),
                System.getenv(),
                "foretide")
            .withModelDefaults(modelDefaults));
  }

  /** Opens the first of {@code models_metadata_info}, which later ones may ask. */
  public void projects(List<Configured<ProjectInformationProvider>> section)
      throws ProviderException {
    for (Configured<ProjectInformationProvider> c : section) {
      if (c.opening().isPresent()) {
        context = context.with(keep(c));
        return;
      }
    }
  }

  /** Opens the cache, which later ones may use. */
  public void cache(List<Configured<SharedCache>> section) throws ProviderException {
    Configured<SharedCache> first = section.getFirst();
    if (first.opening().isPresent()) {
      context = context.with(keep(first));
    }
  }

  /**
   * The queue that {@code task_queue} names; empty for the one in memory. Where it holds two,
   * called {@code scheduler} and {@code executor}, tasks are sent with the access of the first and
   * received with that of the second.
   */
  public Optional<TaskQueue> queue(List<Configured<TaskQueue>> section) throws ProviderException {
    Optional<Configured<TaskQueue>> sends = outside(section, "scheduler");
    Optional<Configured<TaskQueue>> receives = outside(section, "executor");
    if (sends.isPresent() && receives.isPresent()) {
      return Optional.of(new TwoSidedQueue(keep(sends.get()), keep(receives.get())));
    }
    Configured<TaskQueue> first = section.getFirst();
    return first.opening().isEmpty() ? Optional.empty() : Optional.of(keep(first));
  }

  /**
   * One more receiver of the queue, which joins the group under a name of its own; empty where
   * tasks wait in memory.
   */
  public Optional<TaskQueue> receiver(List<Configured<TaskQueue>> section, String name)
      throws ProviderException {
    Configured<TaskQueue> c = outside(section, "executor").orElse(section.getFirst());
    if (c.opening().isEmpty()) {
      return Optional.empty();
    }
    TaskQueue queue = c.opening().get().open(context.named(name));
    opened.add(queue);
    return Optional.of(queue);
  }

  private static Optional<Configured<TaskQueue>> outside(
      List<Configured<TaskQueue>> section, String name) {
    return section.stream().filter(c -> c.name().equals(name) && c.opening().isPresent()).findAny();
  }

  /** Outside sources by name; a built-in one is null. */
  public Map<String, @Nullable SensorSource> sensorData(List<Configured<SensorSource>> section)
      throws ProviderException {
    Map<String, @Nullable SensorSource> out = new LinkedHashMap<>();
    for (Configured<SensorSource> c : section) {
      SensorSource source = null;
      if (c.opening().isPresent()) {
        source = keep(c);
        opened.add(source.information());
        if (source.data() != (Object) source.information()) {
          opened.add(source.data());
        }
      }
      out.put(c.name(), source);
    }
    return out;
  }

  /** Outside sinks by name; a built-in one is null. The first that names series lends its names. */
  public Map<String, @Nullable PredictionStorageProvider> storages(
      List<Configured<PredictionStorageProvider>> section) throws ProviderException {
    Map<String, @Nullable PredictionStorageProvider> out = new LinkedHashMap<>();
    for (Configured<PredictionStorageProvider> c : section) {
      PredictionStorageProvider sink = c.opening().isPresent() ? keep(c) : null;
      if (sink instanceof SeriesNaming naming && context.naming().isEmpty()) {
        context = context.with(naming);
      }
      out.put(c.name(), sink);
    }
    return out;
  }

  /** Those who are told of predictions. */
  public List<PredictionMetadataStorageProvider> metadata(
      List<Configured<PredictionMetadataStorageProvider>> section) throws ProviderException {
    return outside(section);
  }

  /** What runs models outside. */
  public List<ModelExecutionProvider> execution(List<Configured<ModelExecutionProvider>> section)
      throws ProviderException {
    return outside(section);
  }

  /** Who says which models exist. */
  public List<ModelInformationProvider> models(List<Configured<ModelInformationProvider>> section)
      throws ProviderException {
    return outside(section);
  }

  private <T> List<T> outside(List<Configured<T>> section) throws ProviderException {
    List<T> out = new ArrayList<>();
    for (Configured<T> c : section) {
      if (c.opening().isPresent()) {
        out.add(keep(c));
      }
    }
    return out;
  }

  private <T> T keep(Configured<T> c) throws ProviderException {
    T provider = c.opening().orElseThrow().open(context);
    opened.add(provider);
    return provider;
  }

  /**
   * Tries the access of all that can be tried.
   *
   * @return sentences about those that did not answer
   * @throws ProviderException.Rejected if one refuses
   */
  public List<String> verify() throws ProviderException {
    List<String> silent = new ArrayList<>();
    for (Object provider : opened) {
      if (provider instanceof Verified v) {
        try {
          v.verify();
        } catch (ProviderException.Rejected | ProviderException.Fatal refused) {
          throw refused;
        } catch (ProviderException e) {
          silent.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return silent;
  }

  @Override
  public void close() {
    for (Object provider : opened.reversed()) {
      if (provider instanceof AutoCloseable c) {
        try {
          c.close();
        } catch (Exception e) {
          LOG.warn("closing {} failed: {}", provider.getClass().getSimpleName(), e.getMessage());
        }
      }
    }
    opened.clear();
  }
}
