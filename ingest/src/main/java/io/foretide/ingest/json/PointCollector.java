package io.foretide.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.time.Instants;
import io.foretide.ingest.Limits;
import io.foretide.ingest.Rejection;
import io.foretide.ingest.line.Precision;
import io.foretide.ingest.text.Decimals;
import io.foretide.ingest.text.SeriesNames;
import io.foretide.ingest.text.TimeFormat;
import io.foretide.ingest.text.TimeReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the points of one text, checking each. Not thread-safe. */
final class PointCollector {
  private static final int LONGEST_TIME = 64;

  private final PointBatch batch = new PointBatch();
  private final int series;
  private final long unit;
  private final Limits limits;
  private final long latest;
  private final TimeReader iso = new TimeReader(new TimeFormat.Iso(), ZoneOffset.UTC);
  private final List<Rejection> first = new ArrayList<>();
  private long index;
  private long skipped;
  private long rejected;

  private long time;
  private double value;
  private @Nullable String problem;

  PointCollector(String name, Precision unit, Limits limits, long latest) {
    series = batch.seriesOf(name);
    this.unit = unit.nanos();
    this.limits = limits;
    this.latest = latest;
  }

  JsonBatch batch() {
    return new JsonBatch(batch, skipped, rejected, first);
  }

  /** Starts a point. */
  void clear() {
    time = 0;
    value = Double.NaN;
    problem = null;
  }

  /** Marks the point as bad, unless it is already. */
  void spoil(String why) {
    if (problem == null) {
      problem = why;
    }
  }

  long time() {
    return time;
  }

  double value() {
    return value;
  }

  @Nullable String problem() {
    return problem;
  }

  void set(long newTime, double newValue, @Nullable String newProblem) {
    time = newTime;
    value = newValue;
    problem = newProblem;
  }

  /** Takes the time at the parser's token. */
  void time(JsonParser json) throws IOException {
    JsonToken t = json.currentToken();
    if (t == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      time = Decimals.times(json.getLongValue(), unit);
    } else if (t != null && t.isNumeric()) {
      time = fraction(json.getText());
    } else if (t == JsonToken.VALUE_STRING && json.getTextLength() <= LONGEST_TIME) {
      byte[] b = json.getText().strip().getBytes(StandardCharsets.UTF_8);
      time = iso.read(b, 0, b.length, 0);
      if (time == TimeReader.BAD) {
        spoil(iso.why(b, 0, b.length));
      }
    } else {
      spoil("the time is neither an ISO 8601 text nor a number");
    }
    if (time == TimeReader.BAD) {
      spoil(Limits.outside(json.getText()));
    }
  }

  private long fraction(String text) {
    if (text.length() > LONGEST_TIME) {
      return TimeReader.BAD;
    }
    BigDecimal exact = new BigDecimal(text);
    if (Math.abs((long) exact.precision() - exact.scale()) > 20) {
      return exact.signum() == 0 || exact.scale() > 0 ? 0 : TimeReader.BAD;
    }
    BigDecimal nanos = exact.multiply(BigDecimal.valueOf(unit)).setScale(0, RoundingMode.FLOOR);
    boolean fits =
        nanos.compareTo(BigDecimal.valueOf(Instants.MAX)) <= 0
            && nanos.compareTo(BigDecimal.valueOf(Instants.MIN)) >= 0;
    return fits ? nanos.longValue() : TimeReader.BAD;
  }

  /** Takes the value at the parser's token. */
  void value(JsonParser json) throws IOException {
    JsonToken t = json.currentToken();
    if (t == JsonToken.VALUE_NULL) {
      value = Double.NaN;
    } else if (t != null && t.isNumeric()) {
      value = json.getDoubleValue();
      if (Double.isInfinite(value)) {
        spoil(
            "value " + SeriesNames.printable(json.getText()) + " is not finite: expected a number");
      }
    } else if (t != null && t.isBoolean()) {
      value = t == JsonToken.VALUE_TRUE ? 1 : 0;
    } else if (t == JsonToken.VALUE_STRING && json.getText().equalsIgnoreCase("nan")) {
      value = Double.NaN;
    } else {
      spoil("the value is no number");
    }
  }

  /** Adds the point, skips or refuses it. */
  void finish() {
    String why = problem != null ? problem : limits.refuse(time, latest);
    if (why != null) {
      refuse(why);
      return;
    }
    index++;
    if (Double.isNaN(value)) {
      skipped++;
    } else {
      batch.add(series, time, value);
    }
  }

  void refuse(String why) {
    rejected++;
    if (first.size() < JsonBatch.KEPT) {
      first.add(new Rejection(index, why));
    }
    index++;
  }
}
