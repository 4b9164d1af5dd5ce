package io.foretide.connectors.apps;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.connectors.http.Answer;
import io.foretide.connectors.http.Call;
import io.foretide.core.error.ProviderException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The batch contract: a frame with the facts about the run goes out, rows come back. As JSON it is
 * one object with {@code frame}, answered by an array or an object with {@code rows}; as NDJSON the
 * facts are the first line.
 */
final class FrameCall implements App {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpAppSettings settings;
  private final HttpServices.Target target;

  FrameCall(HttpAppSettings settings, HttpServices.Target target) {
    this.settings = settings;
    this.target = target;
  }

  @Override
  public AppAnswer run(Job job, long timeout) throws ProviderException {
    String type = settings.ndjson() ? "application/x-ndjson" : "application/json";
    try {
      byte[] body = body(job);
      Schema schema = settings.request();
      if (schema != null) {
        check(schema, body);
      }
      Call call = new Call("POST", target.url(), HttpKind.headers(job, job.key(), type), body);
      Answer answer = target.session().send(call, timeout, settings.retries());
      Status.check(answer);
      return read(job, answer);
    } catch (IOException e) {
      throw new ProviderException.Transient("a frame cannot be written: " + e.getMessage(), e);
    }
  }

  private byte[] body(Job job) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = new JsonFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
      out.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      out.writeStartObject();
      FrameText.facts(job, out);
      if (settings.ndjson()) {
        out.writeEndObject();
        FrameText.rows(job, out);
        out.writeRaw('\n');
      } else {
        out.writeArrayFieldStart("frame");
        FrameText.rows(job, out);
        out.writeEndArray();
        out.writeEndObject();
      }
    }
    return bytes.toByteArray();
  }

  /** Each line of NDJSON, or the whole of JSON, must fit. */
  private static void check(Schema schema, byte[] body)
      throws ProviderException.Rejected, IOException {
    try (MappingIterator<JsonNode> all = JSON.readerFor(JsonNode.class).readValues(body)) {
      while (all.hasNextValue()) {
        schema.check(all.nextValue());
      }
    }
  }

  private AppAnswer read(Job job, Answer answer) throws ProviderException {
    AnswerReader reader = new AnswerReader(job, "the answer of " + answer.source());
    Schema schema = settings.answer();
    try {
      if (answer.isPage()) {
        answer.json(); // refuses it
      }
      if (answer.body().length == 0) {
        return reader.silent(answer.source() + " answered status " + answer.status());
      }
      if (settings.ndjson()) {
        if (schema != null) {
          check(schema, answer.body());
        }
        return reader.read(new ByteArrayInputStream(answer.body()));
      }
      JsonNode tree = AnswerReader.tree(answer.body());
      if (schema != null) {
        schema.check(tree);
      }
      JsonNode rows = tree.isObject() ? tree.path("rows") : tree;
      if (!rows.isArray()) {
        throw new ProviderException.Rejected(
            "the answer of "
                + answer.source()
                + " has no rows: expected an array, or an object with rows");
      }
      return reader.read(rows);
    } catch (IOException e) {
      throw new ProviderException.Rejected(
          "the answer of " + answer.source() + " is no JSON: " + e.getMessage(), e);
    }
  }
}
