package io.foretide.connectors.metadataapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.connectors.http.Answer;
import io.foretide.connectors.http.Call;
import io.foretide.connectors.http.Session;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.prediction.PredictionMetadataStorageProvider;
import io.foretide.core.time.Range;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST <base>/models}: which model of which revision predicts what from what. Sent when it
 * has changed, and again after a while. A refusal is told as an event and holds up no prediction.
 * Thread-safe.
 */
final class ModelMetadata implements PredictionMetadataStorageProvider, Verified, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelMetadata.class);
  private static final int KEPT = 50_000;

  private final String base;
  private final Session session;
  private final ConnectorContext context;
  private final long repeat;
  private final Map<String, Sent> sent =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sent> eldest) {
          return size() > KEPT;
        }
      };

  private record Sent(String body, long at) {}

  /**
   * @param repeat nanoseconds after which the same is sent again; 0 sends it each time
   */
  ModelMetadata(String base, Session session, ConnectorContext context, long repeat) {
    this.base = base;
    this.session = session;
    this.context = context;
    this.repeat = repeat;
  }

  @Override
  public void verify() throws ProviderException {
    session.verify();
  }

  @Override
  public void record(Model model, Revision revision, Range instants, List<String> outputs)
      throws ProviderException {
    String key = model.id() + "/" + revision.number();
    Map<String, Object> body = Body.of(model, revision, outputs, context.naming());
    String text = PythonJson.text(body);
    long now = context.clock().monotonic();
    synchronized (sent) {
      Sent before = sent.get(key);
      if (before != null && before.body().equals(text) && now - before.at() < repeat) {
        return;
      }
    }
    body.put("description", Body.description(revision, instants));
    if (post(model, PythonJson.text(body))) {
      synchronized (sent) {
        sent.put(key, new Sent(text, now));
      }
    }
  }

  private boolean post(Model model, String text) throws ProviderException {
    Answer answer =
        session.send(Call.postJson(base + "/models", text.getBytes(StandardCharsets.UTF_8)));
    if (answer.isPage() || answer.status() / 100 == 3) {
      throw new ProviderException.Transient(answer.sentence() + "; check base_url and auth", null);
    }
    JsonNode id = answer.ok() ? answer.json().path("model_id") : null;
    if (id == null || !id.isNumber()) {
      context
          .events()
          .append(
              Event.of(
                  context.clock().now(),
                  Severity.WARNING,
                  "metadata.refused",
                  "model:" + model.name(),
                  "the metadata of model '"
                      + model.name()
                      + "' were not taken, its predictions are stored all the same: "
                      + (id == null
                          ? answer.sentence()
                          : answer.source() + " answered no model_id")));
      return false;
    }
    LOG.info("[MODEL_ID] model {} is {}", model.name(), id.asLong());
    return true;
  }

  @Override
  public void close() {
    session.close();
  }
}
