package io.foretide.app.modelsource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.engine.Engine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelInformationProvider;
import io.foretide.core.time.WallClock;
import io.foretide.store.meta.SqlMeta;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Keeps models in step with what an outside system describes: a new one is made, a changed one is
 * edited, one that vanished is paused and nothing is deleted. A definition is taken up only when it
 * has changed since the last time, so that edits over REST stay. A refused definition is told once
 * and holds up no other. Not thread-safe.
 */
public final class ModelSource {
  /** Models asked for with one call. */
  private static final int PAGE = 1000;

  private static final int AT_ONCE = 64;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GONE = "gone:";

  private final String name;
  private final ModelInformationProvider source;
  private final Engine engine;
  private final EventLog events;
  private final SqlMeta meta;
  private final WallClock clock;
  private final Optional<Adopter> adopter;
  private final Map<String, String> refused = new HashMap<>();

  /** Marks what others predicted of a model; how many intervals. */
  public interface Adopter {
    long adopt(String model) throws ProviderException;
  }

  /**
   * @param name of the source, for events and for what is remembered
   * @param adopter is asked for each new model before anything of it is planned; empty for none
   */
  public ModelSource(
      String name,
      ModelInformationProvider source,
      Engine engine,
      EventLog events,
      SqlMeta meta,
      WallClock clock,
      Optional<Adopter> adopter) {
    this.adopter = adopter;
    this.name = name;
    this.source = source;
    this.engine = engine;
    this.events = events;
    this.meta = meta;
    this.clock = clock;
  }

  /**
   * Asks the source once and does what is needed.
   *
   * @throws ProviderException if the source or the store does not answer: nothing was paused
   */
  public void look() throws ProviderException {
    Map<String, String> known = known();
    Map<String, String> before = Map.copyOf(known);
    Set<String> seen = new HashSet<>();
    String after = "";
    List<ModelDefinition> page;
    do {
      page = source.list(after, PAGE);
      for (ModelDefinition d : page) {
        seen.add(d.name());
        after = d.name();
      }
      take(page, known);
    } while (page.size() == PAGE);
    for (Map.Entry<String, String> e : known.entrySet()) {
      if (!seen.contains(e.getKey())
          && !e.getValue().startsWith(GONE)
          && !source.silentOn(e.getKey())) {
        pause(e.getKey());
        e.setValue(GONE + e.getValue());
      }
    }
    if (!known.equals(before)) {
      remember(known);
    }
  }

  /** What became of one definition. */
  private record Taken(ModelDefinition definition, String hash, String refusal) {}

  /** Takes many up at a time, so that the store makes them durable together. */
  private void take(List<ModelDefinition> page, Map<String, String> known)
      throws ProviderException {
    List<Callable<Taken>> work = new ArrayList<>();
    for (ModelDefinition d : page) {
      String hash = hash(d);
      if (!hash.equals(known.get(d.name())) && !hash.equals(refused.get(d.name()))) {
        work.add(() -> take(d, hash));
      }
    }
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      for (Future<Taken> f : threads.invokeAll(work)) {
        Taken t = f.get();
        String model = t.definition().name();
        if (t.refusal().isEmpty()) {
          known.put(model, t.hash());
          refused.remove(model);
        } else {
          refused.put(model, t.hash());
          tell(
              Severity.ERROR,
              "model_source.refused",
              "model '" + model + "' of " + name + " is not used: " + t.refusal());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient("taking models up was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProviderException p) {
        throw p;
      }
      throw new IllegalStateException("taking a model up broke", e);
    }
  }

  private Taken take(ModelDefinition d, String hash) throws ProviderException {
    try {
      if (engine.model(d.name()).isEmpty()) {
        create(d);
      } else {
        engine.edit(d.name(), d);
        engine.setPaused(d.name(), d.paused());
      }
      return new Taken(d, hash, "");
    } catch (ProviderException.Rejected e) {
      return new Taken(d, hash, String.valueOf(e.getMessage()));
    }
  }

  private void create(ModelDefinition d) throws ProviderException {
    if (adopter.isEmpty() || d.paused()) {
      engine.create(d);
      return;
    }
    engine.create(d.withPaused(true));
    try {
      long unused = adopter.get().adopt(d.name());
    } catch (ProviderException e) {
      tell(
          Severity.WARNING,
          "model.adopt_failed",
          "model '"
              + d.name()
              + "': what the prediction storage holds is not known, so it is predicted again: "
              + e.getMessage());
    }
    engine.setPaused(d.name(), false);
  }

  private void pause(String model) throws ProviderException {
    if (engine.model(model).isPresent()) {
      engine.setPaused(model, true);
      tell(
          Severity.WARNING,
          "model_source.vanished",
          "model '"
              + model
              + "' is not in "
              + name
              + " any more: it is paused, nothing is deleted");
    }
  }

  private Map<String, String> known() throws ProviderException {
    Map<String, String> out = new TreeMap<>();
    try {
      JSON.readTree(meta.get(key()).orElse("{}"))
          .properties()
          .forEach(e -> out.put(e.getKey(), e.getValue().asText()));
      return out;
    } catch (JsonProcessingException e) {
      throw new ProviderException.Fatal("the stored list of models of " + name + " is damaged", e);
    }
  }

  private void remember(Map<String, String> known) throws ProviderException {
    try {
      meta.put(key(), JSON.writeValueAsString(known));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts that are no JSON", e);
    }
  }

  private String key() {
    return "model_source." + name;
  }

  private void tell(Severity severity, String kind, String message) {
    events.append(Event.of(clock.now(), severity, kind, "", message));
  }

  private static String hash(ModelDefinition d) {
    try {
      byte[] text = new TreeMap<>(ModelFile.write(d)).toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
