package io.foretide.hub.export;

import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import io.foretide.hub.models.Find;
import io.foretide.hub.models.PredictionSlices;
import io.foretide.hub.series.PointPages;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** {@code /api/v1/export}: any amount of points or predictions in constant memory. */
public final class ExportRoutes {
  private static final int PORTION = 50_000;
  private static final int NAMES = 1_000;
  private final SensorInformationProvider series;
  private final SensorDataProvider data;
  private final Engine engine;
  private final PredictionHistory predictions;

  public ExportRoutes(
      SensorInformationProvider series,
      SensorDataProvider data,
      Engine engine,
      PredictionHistory predictions) {
    this.series = series;
    this.data = data;
    this.engine = engine;
    this.predictions = predictions;
  }

  public List<Route> routes() {
    Param format = Param.choice("format", "CSV if absent.", "csv", "ndjson");
    return List.of(
        Route.get("/api/v1/export/points", "Raw points, streamed.", "text/csv", this::points)
            .with(
                Param.text("series", "Names, comma-separated."),
                Param.text("search", "Instead: all whose name holds this; empty for all."),
                format)
            .with(Param.range("the beginning if absent"))
            .in(Route.Lane.HEAVY),
        Route.get(
                "/api/v1/export/predictions",
                "The latest prediction of each instant, streamed.",
                "text/csv",
                this::predictions)
            .with(Param.text("model", "Name of the model.").needed(), format)
            .with(Param.range("the model's start if absent"))
            .in(Route.Lane.HEAVY));
  }

  private enum Format {
    CSV,
    NDJSON
  }

  private static boolean csv(Query query) {
    return query.choice("format", Format.class) != Format.NDJSON;
  }

  private static String type(boolean csv) {
    return csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
  }

  private Answer points(Request request) throws ProviderException {
    Query query = request.query();
    List<String> named = query.list("series");
    if (!named.isEmpty() && query.has("search")) {
      throw ApiError.bad("search", "series and search were both given: expected one of them");
    }
    Range range = query.range(Instants.MIN, Instants.MAX);
    List<SeriesInfo> chosen = new ArrayList<>();
    for (String name : named) {
      chosen.add(
          series
              .find(name)
              .orElseThrow(() -> ApiError.notFound("series '" + name + "' does not exist")));
    }
    boolean csv = csv(query);
    String search = query.text("search", "");
    return Answer.streamed(
            type(csv),
            out -> {
              Rows rows = new Rows(out, csv, List.of("series", "time", "value"));
              if (named.isEmpty()) {
                found(search, range, rows);
              } else {
                each(chosen, range, rows);
              }
              rows.flush();
            })
        .header("Content-Disposition", "attachment; filename=\"points." + ending(csv) + "\"");
  }

  private void found(String search, Range range, Rows rows) throws IOException {
    String after = "";
    List<SeriesInfo> page;
    do {
      try {
        page = series.list(search, after, NAMES);
      } catch (ProviderException e) {
        throw new IOException(e);
      }
      each(page, range, rows);
      after = page.isEmpty() ? after : page.getLast().name();
    } while (page.size() == NAMES);
  }

  private void each(List<SeriesInfo> chosen, Range range, Rows rows) throws IOException {
    PointPages pages = new PointPages(data, PORTION);
    for (SeriesInfo info : chosen) {
      String label = rows.label(info.name());
      try {
        pages.read(
            info,
            PointPages.clip(info, range),
            frame -> {
              long[] times = frame.times();
              double[] values = frame.column(0);
              for (int i = 0; i < times.length; i++) {
                rows.row(label, times[i], values[i]);
              }
              return true;
            });
      } catch (ProviderException e) {
        throw new IOException(e);
      }
    }
  }

  private Answer predictions(Request request) throws ProviderException {
    Query query = request.query();
    ModelStatus status = Find.model(engine, query.text("model", ""));
    long start = status.model().revisions().getFirst().activeFrom();
    long end = Instants.plus(query.now(), Instants.plus(status.needs().horizon(), Instants.DAY));
    Range asked = query.range(start, end);
    Range range = asked.intersect(new Range(Math.min(start, end), end));
    boolean csv = csv(query);
    List<String> outputs = status.needs().outputs();
    return Answer.streamed(type(csv), out -> write(out, csv, status, range, outputs))
        .header("Content-Disposition", "attachment; filename=\"predictions." + ending(csv) + "\"");
  }

  private void write(
      OutputStream out, boolean csv, ModelStatus status, Range range, List<String> outputs)
      throws IOException {
    List<String> names = new ArrayList<>(List.of("model", "time"));
    names.addAll(outputs);
    Rows rows = new Rows(out, csv, names);
    String label = rows.label(status.model().name());
    try {
      new PredictionSlices(predictions)
          .read(
              status.model().id(),
              range,
              0,
              status.model().definition().resolution(),
              (_, frame) -> append(rows, label, outputs, frame));
    } catch (ProviderException e) {
      throw new IOException(e);
    }
    rows.flush();
  }

  private static void append(Rows rows, String label, List<String> outputs, Frame frame)
      throws IOException {
    double[] row = new double[outputs.size()];
    for (int i = 0; i < frame.rows(); i++) {
      for (int c = 0; c < row.length; c++) {
        int at = frame.names().indexOf(outputs.get(c));
        row[c] = at < 0 ? Double.NaN : frame.column(at)[i];
      }
      rows.row(label, frame.times()[i], row);
    }
  }

  private static String ending(boolean csv) {
    return csv ? "csv" : "ndjson";
  }
}
