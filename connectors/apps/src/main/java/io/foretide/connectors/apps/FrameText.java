package io.foretide.connectors.apps;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.models.window.Buckets;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes what an app is given: the rows, one JSON object each, and the facts about the run. */
final class FrameText {
  private static final JsonFactory JSON = new JsonFactory();

  private FrameText() {}

  /** A line of JSON for every bucket; a missing value is null. */
  static void rows(Job job, OutputStream to) throws IOException {
    try (JsonGenerator out = JSON.createGenerator(to, JsonEncoding.UTF8)) {
      out.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      rows(job, out);
      out.writeRaw('\n');
    }
  }

  static void rows(Job job, JsonGenerator out) throws IOException {
    List<String> names = job.revision().definition().inputs();
    Buckets b = job.buckets();
    for (long k = job.from(); k < job.to(); k++) {
      out.writeStartObject();
      out.writeStringField("time", Instants.format(k * b.step()));
      long at = k - b.first();
      for (int c = 0; c < names.size(); c++) {
        double x = at >= 0 && at < b.rows() ? b.column(c)[(int) at] : Double.NaN;
        if (Double.isNaN(x)) {
          out.writeNullField(names.get(c));
        } else {
          out.writeNumberField(names.get(c), x);
        }
      }
      out.writeEndObject();
    }
  }

  /** The facts about a run as one JSON object. */
  static void facts(Job job, OutputStream to) throws IOException {
    try (JsonGenerator out = JSON.createGenerator(to, JsonEncoding.UTF8)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      facts(job, out);
      out.writeEndObject();
    }
  }

  static void facts(Job job, JsonGenerator out) throws IOException {
    AppSettings s = job.settings();
    long step = s.shape().step();
    out.writeNumberField("contract", 1);
    out.writeStringField("model", job.revision().definition().name());
    out.writeStringField("version", s.version());
    out.writeNumberField("revision", job.revision().number());
    out.writeStringField("idempotency_key", job.key());
    out.writeNumberField("resolution_seconds", step / (double) Instants.SECOND);
    out.writeNumberField("horizon_seconds", s.horizon() * step / (double) Instants.SECOND);
    out.writeStringField("interval_start", Instants.format(job.start()));
    out.writeStringField("interval_end", Instants.format(job.end()));
    out.writeArrayFieldStart("inputs");
    for (String input : job.revision().definition().inputs()) {
      out.writeString(input);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("outputs");
    for (String output : s.outputs()) {
      out.writeString(output);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("intervals");
    for (Range interval : job.intervals()) {
      out.writeStartObject();
      out.writeStringField("from", Instants.format(interval.from()));
      out.writeStringField("to", Instants.format(interval.to()));
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
