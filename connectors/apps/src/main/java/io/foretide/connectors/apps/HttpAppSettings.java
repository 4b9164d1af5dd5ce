package io.foretide.connectors.apps;

import io.foretide.connectors.http.Addresses;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.settings.Nearest;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import io.foretide.models.settings.RunSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code run.http} of one model.
 *
 * @param app what all apps say
 * @param url where it listens; the path alone where it belongs to a service
 * @param service name in {@code predictor.services}; empty for none
 * @param contract what is sent
 * @param ndjson whether frames are lines instead of one object
 * @param retries how often a request is sent again
 * @param outputPort port on which the app posts what it answers; 0 if it answers with the request
 * @param fields names of the inputs in messages, in their order
 * @param request schema of what is sent; null for none
 * @param answer schema of what is answered; null for none
 */
record HttpAppSettings(
    AppSettings app,
    URI url,
    String service,
    Contract contract,
    boolean ndjson,
    int retries,
    int outputPort,
    List<String> fields,
    @Nullable Schema request,
    @Nullable Schema answer) {
  /** What is sent. */
  enum Contract {
    /** A frame for some intervals. */
    FRAME,
    /** One flat message for each bucket. */
    MESSAGE
  }

  static HttpAppSettings of(ModelDefinition definition) throws ProviderException.Rejected {
    RunSettings read = RunSettings.of(definition);
    Settings run = read.run();
    AppSettings app = AppSettings.read(read, Instants.MINUTE);
    Contract contract =
        run.choice("contract", "frame", List.of("frame", "message")).equals("frame")
            ? Contract.FRAME
            : Contract.MESSAGE;
    int port = (int) run.integer("output_port", 0, 1, 65_535);
    boolean ndjson = run.choice("format", "json", List.of("json", "ndjson")).equals("ndjson");
    if (contract == Contract.MESSAGE) {
      for (String key : List.of("lookback", "horizon", "format")) {
        if (run.has(key)) {
          run.problem(key, "has no meaning for messages, which are one bucket each: remove it");
        }
      }
    } else {
      for (String key : List.of("output_port", "fields")) {
        if (run.has(key)) {
          run.problem(key, "is for contract: message: remove it");
        }
      }
    }
    String service = run.text("service", "");
    URI url = service.isEmpty() ? Addresses.read(run, "url", "") : path(run);
    Settings schema = run.section("schema");
    HttpAppSettings out =
        new HttpAppSettings(
            app,
            url,
            service,
            contract,
            ndjson,
            (int) run.integer("retries", 3, 0, 20),
            port,
            fields(definition, run),
            schema(schema, "request"),
            schema(schema, "answer"));
    read.finish();
    return out;
  }

  private static URI path(Settings run) {
    if (run.has("url")) {
      run.text("url", "");
      run.problem("url", "stands beside service: expected one of them; path is below the service");
    }
    String path = run.text("path", "/");
    if (!path.matches("/[A-Za-z0-9/._~%+-]*") || path.contains("..")) {
      run.problem("path", "'" + path + "' is no path: expected one such as /score");
      return URI.create("/");
    }
    return URI.create(path);
  }

  /** Names of the inputs in a message: their own, or those of {@code fields: {name: series}}. */
  private static List<String> fields(ModelDefinition definition, Settings run) {
    List<String> out = new ArrayList<>(definition.inputs());
    Settings fields = run.section("fields");
    for (String name : fields.keys()) {
      String series = fields.text(name, "");
      int at = definition.inputs().indexOf(series);
      if (at < 0) {
        fields.problem(
            name,
            "'"
                + series
                + "' is none of the model's inputs: expected one of "
                + String.join(", ", definition.inputs())
                + Nearest.hint(series, definition.inputs()));
      } else {
        out.set(at, name);
      }
    }
    return out;
  }

  private static @Nullable Schema schema(Settings section, String key) {
    if (!section.has(key)) {
      section.any(key);
      return null;
    }
    if (!section.holdsMap(key)) {
      section.text(key, "");
      return null; // a file's name, which the model's making replaces by its content
    }
    try {
      return Schema.of("the " + key, section.map(key));
    } catch (IllegalArgumentException e) {
      section.problem(key, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Whether a host may be asked; {@code hosts} empty allows any. */
  boolean allowed(List<String> hosts) {
    String host = String.valueOf(url.getHost());
    return !service.isEmpty()
        || hosts.isEmpty()
        || hosts.contains(host)
        || hosts.contains(host + ":" + url.getPort());
  }

  String summary() {
    return "Asks the app at "
        + (service.isEmpty() ? Addresses.stripped(url) : "service " + service + url)
        + (contract == Contract.MESSAGE
            ? ", a message for each bucket, to " + String.join(", ", app.outputs()) + "."
            : app.words());
  }
}
