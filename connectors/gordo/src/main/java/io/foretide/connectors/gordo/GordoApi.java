package io.foretide.connectors.gordo;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.connectors.http.Answer;
import io.foretide.connectors.http.Call;
import io.foretide.connectors.http.Form;
import io.foretide.connectors.http.Session;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The requests of Gordo, with caches as its own client has them. Thread-safe. */
final class GordoApi implements AutoCloseable {
  private static final long REVISIONS_FRESH = 5 * Instants.SECOND;
  private static final long MODELS_FRESH = 30 * Instants.SECOND;
  private static final int MACHINES = 25_000;

  private final String base;
  private final Session session;
  private final Fresh<Revisions> revisions;
  private final Fresh<List<String>> models;
  private final Map<String, Machine> machines =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Machine> eldest) {
          return size() > MACHINES;
        }
      };

  /**
   * Revisions of a project.
   *
   * @param latest that is served by default
   * @param all of them
   */
  record Revisions(String latest, List<String> all) {
    Revisions {
      all = List.copyOf(all);
    }
  }

  GordoApi(GordoAddress address, Session session, WallClock clock) {
    this.base = address.base();
    this.session = session;
    this.revisions = new Fresh<>(clock, REVISIONS_FRESH);
    this.models = new Fresh<>(clock, MODELS_FRESH);
  }

  void verify() throws ProviderException {
    session.verify();
  }

  String base() {
    return base;
  }

  /** The revisions of a project, at most five seconds old. */
  Revisions revisions(String project) throws ProviderException {
    return revisions.get(
        project,
        () -> {
          JsonNode answer = json(get(url(project, "revisions")));
          String latest = answer.path("latest").asText("");
          if (latest.isEmpty()) {
            throw odd(url(project, "revisions"), "latest");
          }
          List<String> all = new ArrayList<>();
          answer.path("available-revisions").forEach(r -> all.add(r.asText()));
          return new Revisions(latest, all);
        });
  }

  /** The machines of a revision, at most half a minute old. */
  List<String> models(String project, String revision) throws ProviderException {
    String url = url(project, "models") + query(revision);
    return models.get(
        project + "\n" + revision,
        () -> {
          JsonNode list = json(get(url)).path("models");
          if (!list.isArray()) {
            throw odd(url, "models");
          }
          List<String> out = new ArrayList<>();
          list.forEach(n -> out.add(n.asText()));
          return out;
        });
  }

  /** A machine of a revision; asked for once. */
  Machine machine(String project, String name, String revision) throws ProviderException {
    String key = project + "\n" + name + "\n" + revision;
    synchronized (machines) {
      Machine known = machines.get(key);
      if (known != null) {
        return known;
      }
    }
    Machine found;
    String url = url(project, name, "metadata") + query(revision);
    try {
      found = Machine.of(project, name, revision, json(get(url)));
    } catch (IllegalArgumentException e) {
      throw new ProviderException.Rejected(
          "machine '" + project + "/" + name + "': " + e.getMessage(), e);
    }
    if (found.tags().isEmpty()) {
      throw odd(url, "dataset.tag_list");
    }
    synchronized (machines) {
      machines.put(key, found);
    }
    return found;
  }

  /** Whether a machine answers at all, one sentence. */
  String health(String project, String name, String revision) throws ProviderException {
    Answer answer = get(url(project, name, "healthcheck") + query(revision));
    return answer.ok() && !answer.isPage() ? "healthy" : answer.sentence();
  }

  /**
   * Asks for predictions.
   *
   * @param anomaly whether with anomalies
   * @param body also tells the format of the answer
   * @return the answer, whatever its status
   */
  Answer predict(String project, String name, String revision, boolean anomaly, RequestBody body)
      throws ProviderException {
    String url =
        url(project, name, anomaly ? "anomaly/prediction" : "prediction")
            + (body.type().startsWith("multipart/") ? "?format=parquet" : "?format=json")
            + "&revision="
            + Form.encode(revision);
    return session.send(Call.post(url, body.type(), body.bytes()).keepingErrors());
  }

  /** Deletes a machine of an old revision; the sentence of the answer. */
  String delete(String project, String name, String revision) throws ProviderException {
    Answer answer =
        session.send(Call.delete(url(project, name, "revision/" + Form.segment(revision))));
    if (answer.ok() || answer.status() == 404) {
      return "deleted";
    }
    throw new ProviderException.Rejected(answer.sentence());
  }

  private Answer get(String url) throws ProviderException {
    return session.send(Call.get(url));
  }

  private String url(String project, String... rest) {
    StringBuilder out = new StringBuilder(base).append('/').append(Form.segment(project));
    for (String part : rest) {
      out.append('/').append(part.contains("/") ? part : Form.segment(part));
    }
    return out.toString();
  }

  private static String query(String revision) {
    return "?revision=" + Form.encode(revision);
  }

  /**
   * A revision that is gone, and a machine that is not there, are told apart from a bad request.
   */
  private static JsonNode json(Answer answer) throws ProviderException {
    if (answer.status() == 410 || answer.status() == 404) {
      throw new ProviderException.ModelGone(answer.sentence());
    }
    if (answer.ok() || answer.status() / 100 == 3) {
      return answer.json();
    }
    throw new ProviderException.Rejected(answer.sentence());
  }

  private static ProviderException.Transient odd(String url, String key) {
    return new ProviderException.Transient(
        "GET " + url + " answered JSON without '" + key + "'; check connection_string", null);
  }

  /** Forgets the revisions of a project: one of them was refused. */
  void forget(String project) {
    revisions.forget(project);
  }

  @Override
  public void close() {
    session.close();
  }
}
