package io.foretide.app.backtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Backtests as JSON; a figure that is not finite is null. */
public final class BacktestJson {
  private BacktestJson() {}

  /** Writes one object on one line. The writer stays open. */
  public static void write(List<Tested> all, List<Double> levels, Writer to) throws IOException {
    try (JsonGenerator out =
        new JsonFactory().createGenerator(to).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      out.writeStartObject();
      out.writeArrayFieldStart("series");
      for (Tested one : all) {
        out.writeStartObject();
        out.writeStringField("name", one.name());
        switch (one) {
          case Tested.Done done -> done(done, levels, out);
          case Tested.None none -> out.writeStringField("refused", none.why());
        }
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    to.write('\n');
  }

  private static void done(Tested.Done done, List<Double> levels, JsonGenerator out)
      throws IOException {
    out.writeNumberField("horizon", done.results().getFirst().outcome().test().horizon());
    out.writeStringField("step", done.series().step().text());
    out.writeArrayFieldStart("methods");
    List<String> titles = BacktestText.titles(levels);
    for (Tested.Scored r : done.results()) {
      out.writeStartObject();
      out.writeStringField("method", r.method());
      double[] figures = BacktestText.figures(r.outcome(), levels);
      for (int i = 0; i < figures.length; i++) {
        out.writeFieldName(titles.get(i));
        if (i < 2) {
          out.writeNumber((long) figures[i]);
        } else if (Double.isFinite(figures[i])) {
          out.writeNumber(figures[i]);
        } else {
          out.writeNull();
        }
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
