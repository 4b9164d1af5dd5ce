package io.foretide.ingest.pull;

import io.foretide.core.time.Instants;
import io.foretide.ingest.Limits;
import io.foretide.ingest.text.Decimals;
import io.foretide.ingest.text.SeriesNames;
import io.foretide.ingest.text.TimeFormat;
import io.foretide.ingest.text.TimeReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads times as drivers and JSON give them. Not thread-safe. */
final class SqlTimes {
  private final TimeReader iso;
  private final TimeReader epoch;
  private final long unit;
  private String why = "";

  SqlTimes(ZoneId zone, TimeParameter form) {
    iso = new TimeReader(new TimeFormat.Iso(), zone);
    epoch = new TimeReader(new TimeFormat.Epoch(form.unit()), zone);
    unit = form.unit();
  }

  String why() {
    return why;
  }

  /** Epoch nanoseconds, or {@link Long#MIN_VALUE} and a reason. */
  long read(@Nullable Object value) {
    try {
      return switch (value) {
        case null -> bad("the time is null");
        case Timestamp t -> text(t.toLocalDateTime().toString());
        case LocalDateTime t -> text(t.toString());
        case LocalDate t -> text(t.toString());
        case OffsetDateTime t -> Instants.of(t.toInstant());
        case Instant t -> Instants.of(t);
        case java.util.Date t -> Instants.of(Instant.ofEpochMilli(t.getTime()));
        case Number n -> number(n);
        default -> text(value.toString().strip());
      };
    } catch (IllegalArgumentException | DateTimeException e) {
      return bad(String.valueOf(e.getMessage()));
    }
  }

  private long number(Number n) {
    boolean whole = n instanceof Long || n instanceof Integer || n instanceof Short;
    if (whole && unit > 0) {
      long time = Decimals.times(n.longValue(), unit);
      return time == Long.MIN_VALUE ? bad(Limits.outside(n.toString())) : time;
    }
    if (!(Math.abs(n.doubleValue()) < 1e19)) {
      return bad(Limits.outside(SeriesNames.printable(n.toString())));
    }
    return read(epoch, new BigDecimal(n.toString()).toPlainString());
  }

  private long text(String text) {
    return read(text.matches("-?\\d{9,}(\\.\\d+)?") ? epoch : iso, text);
  }

  private long read(TimeReader reader, String text) {
    byte[] b = text.getBytes(StandardCharsets.UTF_8);
    long time = b.length > 64 ? TimeReader.BAD : reader.read(b, 0, b.length, 0);
    if (time == TimeReader.BAD) {
      return bad(
          b.length > 64
              ? "time '" + SeriesNames.printable(text) + "' is none"
              : reader.why(b, 0, b.length));
    }
    return time;
  }

  private long bad(String reason) {
    why = reason;
    return Long.MIN_VALUE;
  }
}
