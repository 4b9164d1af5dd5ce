package io.foretide.connectors.timeseriesapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.connectors.http.Answer;
import io.foretide.connectors.http.Call;
import io.foretide.connectors.http.Form;
import io.foretide.connectors.http.Session;
import io.foretide.core.error.ProviderException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests of the API, each with its answer checked. Thread-safe. */
final class TimeSeriesApi implements AutoCloseable {
  /** Series of one page of the listing. */
  private static final int PAGE = 1000;

  /** Most series of one read. */
  static final int IDS = 100;

  static final ObjectMapper JSON = new ObjectMapper();

  private final String base;
  private final Session session;

  TimeSeriesApi(String base, Session session) {
    this.base = base;
    this.session = session;
  }

  String base() {
    return base;
  }

  void verify() throws ProviderException {
    session.verify();
  }

  /** The answer to a look-up, as it came. */
  JsonNode lookUp(String name, String facility) throws ProviderException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("name", name);
    if (!facility.isEmpty()) {
      query.put("facility", facility);
    }
    return good(session.send(Call.get(base + "?" + Form.of(query)))).json();
  }

  /** All series, page after page. */
  List<Tag> list(String facility) throws ProviderException {
    List<Tag> out = new ArrayList<>();
    String token = "";
    do {
      Map<String, String> query = new LinkedHashMap<>();
      if (!facility.isEmpty()) {
        query.put("facility", facility);
      }
      query.put("limit", Integer.toString(PAGE));
      if (!token.isEmpty()) {
        query.put("continuationToken", token);
      }
      JsonNode answer = good(session.send(Call.get(base + "?" + Form.of(query)))).json();
      for (JsonNode item : answer.path("data").path("items")) {
        out.add(Tag.of(item));
      }
      JsonNode next = answer.path("continuationToken");
      String before = token;
      token = next.isNull() ? "" : next.asText("");
      if (!token.isEmpty() && token.equals(before)) {
        throw new ProviderException.Transient(
            base + " answered the same continuationToken twice: the list of series is not whole",
            null);
      }
    } while (!token.isEmpty());
    return out;
  }

  /**
   * Creates a series.
   *
   * @return its description; empty if one with this name and facility is there already (409)
   */
  Optional<JsonNode> create(String name, String facility, String description)
      throws ProviderException {
    ObjectNode body =
        JSON.createObjectNode()
            .put("name", name)
            .put("description", description)
            .put("step", true)
            .put("unit", "")
            .put("facility", facility)
            .put("externalId", "");
    Answer answer = session.send(Call.postJson(base, bytes(body)));
    return answer.status() == 409 ? Optional.empty() : Optional.of(good(answer).json());
  }

  /** The answer to a read of many series; empty if one of them is not there any more (404). */
  Optional<Answer> read(byte[] body) throws ProviderException {
    Answer answer = session.send(Call.postJson(base + "/query/data", body));
    if (answer.status() == 404 && !answer.isPage()) {
      return Optional.empty();
    }
    return Optional.of(good(answer));
  }

  /** Writes points; false if a series is not there any more (404). */
  boolean write(byte[] body) throws ProviderException {
    Answer answer = session.send(Call.postJson(base + "/data", body));
    if (answer.status() == 404 && !answer.isPage()) {
      return false;
    }
    JsonNode said = good(answer).json();
    int inner = said.path("statusCode").asInt(200);
    if (inner / 100 != 2) {
      throw new ProviderException.Transient(
          answer.source() + " answered statusCode " + inner + " inside: " + answer.text(), null);
    }
    return true;
  }

  static byte[] bytes(JsonNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that is no JSON", e);
    }
  }

  /** A page instead of an answer, and being sent elsewhere, are the gateway's trouble. */
  private static Answer good(Answer answer) throws ProviderException {
    if (answer.isPage() || answer.status() / 100 == 3) {
      throw new ProviderException.Transient(answer.sentence() + "; check base_url and auth", null);
    }
    if (!answer.ok()) {
      throw new ProviderException.Rejected(answer.sentence());
    }
    return answer;
  }

  @Override
  public void close() {
    session.close();
  }
}
