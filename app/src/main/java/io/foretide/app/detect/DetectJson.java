package io.foretide.app.detect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.time.Instants;
import io.foretide.detect.limit.Limit;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Detections as JSON; a figure that is not finite is null. */
public final class DetectJson {
  private DetectJson() {}

  /** Writes one object on one line. The writer stays open. */
  public static void write(String method, List<Detected> all, Writer to) throws IOException {
    try (JsonGenerator out =
        new JsonFactory().createGenerator(to).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      out.writeStartObject();
      out.writeArrayFieldStart("series");
      for (Detected one : all) {
        out.writeStartObject();
        out.writeStringField("name", one.name());
        out.writeStringField("method", method);
        switch (one) {
          case Detected.Done done -> done(done, out);
          case Detected.None none -> out.writeStringField("refused", none.why());
        }
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    to.write('\n');
  }

  private static void done(Detected.Done done, JsonGenerator out) throws IOException {
    out.writeNumberField("trained", done.trained());
    out.writeNumberField("scored", done.scored());
    if (done.limit().isPresent()) {
      limit(done.limit().get(), out);
    }
    out.writeArrayFieldStart("episodes");
    for (Found f : done.episodes()) {
      episode(done, f, out);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("scores");
    boolean alone = done.data().names().size() == 1;
    for (int i = 0; i < done.scores().length; i++) {
      if (Double.isNaN(done.scores()[i])) {
        continue;
      }
      out.writeStartObject();
      out.writeStringField("time", Instants.format(done.data().time(i)));
      if (alone) {
        number("value", done.data().columns()[0][i], out);
      }
      number("score", done.scores()[i], out);
      if (alone && Double.isFinite(done.expected()[i])) {
        number("expected", done.expected()[i], out);
      }
      if (alone && (Double.isFinite(done.low()[i]) || Double.isFinite(done.high()[i]))) {
        number("lo", done.low()[i], out);
        number("hi", done.high()[i], out);
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void limit(Limit limit, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("limit");
    number("value", limit.value(), out);
    number("wanted", limit.wanted(), out);
    number("lowest_supported", limit.lowestSupported(), out);
    out.writeNumberField("rows", limit.rows());
    out.writeEndObject();
  }

  private static void episode(Detected.Done done, Found f, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("from", Instants.format(done.data().time(f.from())));
    out.writeStringField("to", Instants.format(done.data().time(f.to())));
    out.writeBooleanField("open", f.open());
    out.writeNumberField("rows", f.size());
    number("peak", f.peak(), out);
    out.writeStringField("peak_time", Instants.format(done.data().time(f.peakRow())));
    out.writeNumberField("direction", f.direction());
    if (!f.shares().isEmpty()) {
      out.writeObjectFieldStart("contributions");
      for (Found.Share s : f.shares()) {
        number(s.signal(), s.part(), out);
      }
      out.writeEndObject();
      out.writeBooleanField("ranking", f.ranking());
    }
    out.writeEndObject();
  }

  private static void number(String name, double value, JsonGenerator out) throws IOException {
    out.writeFieldName(name);
    if (Double.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeNull();
    }
  }
}
