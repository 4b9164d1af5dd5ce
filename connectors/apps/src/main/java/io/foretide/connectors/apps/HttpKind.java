package io.foretide.connectors.apps;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Order;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Instants;
import io.foretide.models.kind.Deadline;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Pinned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code run: {http: ...}}: an app that somebody else runs. A 4xx fails the interval with its
 * reason; silence, overload and 5xx are tried again. Thread-safe.
 */
public final class HttpKind implements ModelKind {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MOST_SCHEMA = 1 << 20;

  private final HttpServices services;
  private final Path base;
  private final OutputPorts ports = new OutputPorts();

  /**
   * @param services the connections; closed with this
   * @param base the configuration's folder, where schemas are
   */
  public HttpKind(HttpServices services, Path base) {
    this.services = services;
    this.base = base;
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException.Rejected {
    HttpAppSettings s = HttpAppSettings.of(definition);
    return new RunNeeds(
        s.app().outputs(), s.app().reach(), s.app().ahead(), Order.ANY, s.summary());
  }

  @Override
  public ModelDefinition prepare(ModelDefinition definition) throws ProviderException {
    ModelDefinition whole = withSchemas(definition);
    services.target(HttpAppSettings.of(whole));
    return whole;
  }

  /** Schemas that are named as files become part of the definition. */
  private ModelDefinition withSchemas(ModelDefinition definition) throws ProviderException {
    if (!(definition.run().settings().get("schema") instanceof Map<?, ?> schema)) {
      return definition;
    }
    Map<String, Object> out = new HashMap<>();
    boolean changed = false;
    for (Map.Entry<?, ?> e : schema.entrySet()) {
      Object value = e.getValue();
      if (value instanceof String file) {
        value = load(file);
        changed = true;
      }
      out.put(String.valueOf(e.getKey()), value);
    }
    return changed ? Pinned.with(definition, "schema", out) : definition;
  }

  private Map<String, Object> load(String file) throws ProviderException.Rejected {
    try {
      Path root = base.toRealPath();
      Path path = root.resolve(file).normalize();
      if (!path.startsWith(root)
          || !Files.isRegularFile(path)
          || !path.toRealPath().startsWith(root)
          || Files.size(path) > MOST_SCHEMA) {
        throw new ProviderException.Rejected(
            "schema '" + file + "' is not usable: expected a file of at most 1 MB inside " + base);
      }
      return JSON.readValue(Files.readAllBytes(path), new TypeReference<Map<String, Object>>() {});
    } catch (IOException | InvalidPathException e) {
      throw new ProviderException.Rejected(
          "schema '" + file + "' is no JSON object that can be read: " + e.getMessage(), e);
    }
  }

  @Override
  public RunResult execute(RunRequest request, Deadline deadline) throws ProviderException {
    HttpAppSettings s = HttpAppSettings.of(request.revision().definition());
    HttpServices.Target target;
    try {
      target = services.target(s);
    } catch (ProviderException.Rejected e) {
      throw new ProviderException.Transient(String.valueOf(e.getMessage()), e);
    }
    App app =
        switch (s.contract()) {
          case FRAME -> new FrameCall(s, target);
          case MESSAGE -> new MessageCall(s, target, ports);
        };
    return new AppRun(request, s.app(), app, deadline).result();
  }

  @Override
  public void close() {
    ports.close();
    services.close();
  }

  /** Headers of a request for a job: what it is for, and a key that repeating does not change. */
  static Map<String, String> headers(Job job, String key, String type) {
    Map<String, String> out = new HashMap<>();
    out.put("Content-Type", type);
    out.put("Accept", type + ", application/json;q=0.9");
    out.put("Idempotency-Key", key);
    out.put("X-Model-Name", ascii(job.revision().definition().name()));
    out.put("X-Model-Revision", Integer.toString(job.revision().number()));
    if (!job.settings().version().isEmpty()) {
      out.put("X-Model-Version", ascii(job.settings().version()));
    }
    out.put("X-Interval-Start", Instants.format(job.start()));
    out.put("X-Interval-End", Instants.format(job.end()));
    return out;
  }

  /** Headers hold ASCII only; anything else is percent-encoded (RFC 3986). */
  private static String ascii(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 127 && b != '%') {
        out.append((char) b);
      } else {
        out.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xff));
      }
    }
    return out.toString();
  }
}
