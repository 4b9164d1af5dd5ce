package io.foretide.app.forecast;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.time.Instants;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import io.foretide.forecast.Refused;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Forecasts as JSON; a figure that is not finite is null. */
public final class ForecastJson {
  private ForecastJson() {}

  /** Writes one object on one line. The writer stays open. */
  public static void write(String method, List<Forecasted> all, Writer to) throws IOException {
    try (JsonGenerator out =
        new JsonFactory().createGenerator(to).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      out.writeStartObject();
      out.writeArrayFieldStart("series");
      for (Forecasted one : all) {
        out.writeStartObject();
        out.writeStringField("name", one.name());
        out.writeStringField("method", method);
        switch (one) {
          case Forecasted.Done done -> {
            out.writeStringField("origin", Instants.format(done.origin()));
            out.writeArrayFieldStart("forecast");
            if (done.forecast().isPresent()) {
              steps(done, done.forecast().get(), out);
            }
            out.writeEndArray();
          }
          case Forecasted.None none -> {
            out.writeNullField("origin");
            out.writeArrayFieldStart("forecast");
            out.writeEndArray();
          }
        }
        if (one.refused().isPresent()) {
          refused(one.refused().get(), out);
        }
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    to.write('\n');
  }

  private static void steps(Forecasted.Done done, Forecast forecast, JsonGenerator out)
      throws IOException {
    List<Interval> intervals = done.asked().levels().stream().map(forecast::interval).toList();
    for (int h = 0; h < forecast.horizon(); h++) {
      out.writeStartObject();
      out.writeStringField("time", Instants.format(done.time(h)));
      out.writeFieldName("mean");
      number(forecast.mean(h), out);
      out.writeObjectFieldStart("intervals");
      for (Interval interval : intervals) {
        out.writeArrayFieldStart(ForecastText.level(interval.level()));
        number(interval.lower()[h], out);
        number(interval.upper()[h], out);
        out.writeEndArray();
      }
      out.writeEndObject();
      out.writeEndObject();
    }
  }

  private static void refused(Refused refused, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("refused");
    out.writeStringField("reason", refused.reason());
    out.writeStringField("needs", refused.needs());
    out.writeEndObject();
  }

  private static void number(double value, JsonGenerator out) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeNull();
    }
  }
}
