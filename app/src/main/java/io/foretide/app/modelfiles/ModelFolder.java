package io.foretide.app.modelfiles;

import io.foretide.app.config.EnvironmentText;
import io.foretide.app.config.YamlFile;
import io.foretide.core.engine.Engine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.WallClock;
import io.foretide.store.meta.SqlMeta;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Keeps models in step with the YAML files of a folder: a new file makes a model, a changed file
 * edits it, a vanished file pauses it and deletes nothing. A file is taken up only when its text
 * has changed since the last time, so that edits over REST stay. A wrong file is told once, as an
 * event, and does not hold up the others. Not thread-safe.
 */
public final class ModelFolder {
  private static final String KEY = "model_files";

  private final Path folder;
  private final Map<String, Object> defaults;
  private final EnvironmentText environment;
  private final Engine engine;
  private final EventLog events;
  private final SqlMeta meta;
  private final WallClock clock;
  private final Map<String, String> refused = new HashMap<>();
  private final Map<String, Long> looks = new HashMap<>();
  private boolean looked;

  /**
   * @param defaults of models that do not say them, see {@code scheduler.continuous_prediction_*}
   */
  public ModelFolder(
      Path folder,
      Map<String, Object> defaults,
      Map<String, String> environment,
      Engine engine,
      EventLog events,
      SqlMeta meta,
      WallClock clock) {
    this.folder = folder;
    this.defaults = Map.copyOf(defaults);
    this.environment = new EnvironmentText(environment);
    this.engine = engine;
    this.events = events;
    this.meta = meta;
    this.clock = clock;
  }

  /** Looks at the folder once and does what is needed. */
  public void look() throws ProviderException {
    Map<String, Path> files;
    try {
      files = ModelFiles.list(folder);
    } catch (IOException | UncheckedIOException e) {
      tell(
          Severity.WARNING, "model_file.unreadable", folder + " cannot be read: " + e.getMessage());
      return;
    }
    if (!moved(files)) {
      return;
    }
    Map<String, FileRecord> records = FileRecord.parse(meta.get(KEY).orElse("{}"));
    Map<String, FileRecord> before = Map.copyOf(records);
    for (Map.Entry<String, Path> e : files.entrySet()) {
      take(e.getKey(), e.getValue(), records);
    }
    for (Map.Entry<String, FileRecord> e : records.entrySet()) {
      FileRecord r = e.getValue();
      if (!files.containsKey(e.getKey()) && !r.gone()) {
        pause(e.getKey(), r.model());
        e.setValue(new FileRecord(r.model(), r.hash(), true));
      }
    }
    if (!records.equals(before)) {
      meta.put(KEY, FileRecord.text(records));
    }
  }

  /** A cheap look: names, sizes and times. */
  private boolean moved(Map<String, Path> files) {
    Map<String, Long> now = new HashMap<>();
    files.forEach((name, path) -> {
      try {
        now.put(name, Files.getLastModifiedTime(path).toMillis() * 31 + Files.size(path));
      } catch (IOException e) {
        now.put(name, 0L);
      }
    });
    boolean same = looked && now.equals(looks);
    looked = true;
    looks.clear();
    looks.putAll(now);
    return !same;
  }

  private void take(String name, Path file, Map<String, FileRecord> records)
      throws ProviderException {
    String text;
    try {
      text = YamlFile.text(file);
    } catch (SettingsException e) {
      refuse(name, "", String.valueOf(e.getMessage()));
      return;
    }
    String hash = hash(text);
    FileRecord known = records.get(name);
    if (known != null && known.hash().equals(hash) && !known.gone()) {
      return;
    }
    if (hash.equals(refused.get(name))) {
      return;
    }
    try {
      ModelDefinition definition = ModelFiles.read(file, text, defaults, environment);
      refuseTwins(name, definition.name(), records);
      if (known != null && !known.model().equals(definition.name())) {
        pause(name, known.model());
      }
      apply(definition);
      records.put(name, new FileRecord(definition.name(), hash, false));
      refused.remove(name);
    } catch (SettingsException | ProviderException.Rejected e) {
      refuse(name, hash, String.valueOf(e.getMessage()));
    }
  }

  private static void refuseTwins(String file, String model, Map<String, FileRecord> records) {
    List<String> others =
        records.entrySet().stream()
            .filter(e -> !e.getKey().equals(file))
            .filter(e -> e.getValue().model().equals(model) && !e.getValue().gone())
            .map(Map.Entry::getKey)
            .toList();
    if (!others.isEmpty()) {
      throw new SettingsException("model", ModelFiles.twin(model, others.getFirst()));
    }
  }

  private void apply(ModelDefinition definition) throws ProviderException {
    if (engine.model(definition.name()).isEmpty()) {
      engine.create(definition);
      return;
    }
    engine.edit(definition.name(), definition);
    engine.setPaused(definition.name(), definition.paused());
  }

  private void pause(String file, String model) throws ProviderException {
    if (engine.model(model).isPresent()) {
      engine.setPaused(model, true);
      tell(
          Severity.WARNING,
          "model_file.vanished",
          "file " + file + " is gone: model '" + model + "' is paused, nothing is deleted");
    }
  }

  private void refuse(String name, String hash, String why) {
    refused.put(name, hash);
    tell(Severity.ERROR, "model_file.refused", "model file " + name + " is not used: " + why);
  }

  private void tell(Severity severity, String kind, String message) {
    events.append(Event.of(clock.now(), severity, kind, "", message));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
