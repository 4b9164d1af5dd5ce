package io.foretide.connectors.enodo.job;

import io.foretide.connectors.enodo.protocol.Kind;
import io.foretide.connectors.enodo.protocol.Message.SeedJob;
import io.foretide.connectors.enodo.protocol.ProtocolException;
import io.foretide.connectors.qpack.Item;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A job as TRAIN_MODEL, FIT_MODEL or FORECAST_SERIE. */
public final class SeedForm {
  private static final int MOST_VALUES = 150_000;

  private SeedForm() {}

  /**
   * @param ours whether the worker is a program of ours, which is told everything
   */
  public static SeedJob write(JobRequest r, boolean ours) {
    return new SeedJob(
        r.kind().message(),
        r.series(),
        new Item.Nothing(),
        r.seedType(),
        arguments(r),
        ours ? Optional.of(more(r)) : Optional.empty());
  }

  private static Item arguments(JobRequest r) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (r.seedType() > 0) {
      // ARIMA's workers look for each of its keys and fail where one is missing.
      SeedMethod.values()[r.seedType() - 1].parameters().forEach(p -> out.put(p, null));
    }
    out.putAll(r.parameters());
    return out.isEmpty() ? new Item.Nothing() : PlainItem.of(out);
  }

  private static Item.Mapping more(JobRequest r) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("job_id", r.id());
    out.put("job", r.kind().word());
    out.put("method", r.method());
    out.put("max_n_points", r.maxPoints());
    out.put("until", r.until());
    out.put("past", r.past());
    out.put("step", r.step());
    out.put("horizon", r.horizon());
    out.put("unit", r.unit().word());
    Map<Item, Item> items = new LinkedHashMap<>(((Item.Mapping) PlainItem.of(out)).entries());
    if (r.learned().length > 0) {
      items.put(Item.text("learned"), new Item.Raw(r.learned()));
    }
    History h = r.history();
    if (h != null && h.values().length <= MOST_VALUES) {
      items.put(Item.text("first"), new Item.Whole(h.first()));
      items.put(Item.text("values"), values(h.values()));
    }
    return new Item.Mapping(items);
  }

  private static Item values(double[] values) {
    java.util.List<Item> out = new java.util.ArrayList<>(values.length);
    for (double v : values) {
      out.add(Double.isNaN(v) ? new Item.Nothing() : new Item.Real(v));
    }
    return new Item.Sequence(out);
  }

  /**
   * Reads a job; what only programs of ours send is filled with "not said" where it is missing.
   *
   * @param id of a job that does not say its own
   * @throws ProtocolException if it names no series or an unknown method
   */
  public static JobRequest read(SeedJob job, String id) throws ProtocolException {
    if (job.series().isEmpty()) {
      throw new ProtocolException(job.kind() + " names no series");
    }
    Item.Mapping ours = job.ours().orElse(new Item.Mapping(Map.of()));
    Map<String, Object> arguments =
        job.arguments() instanceof Item.Mapping m ? PlainItem.map(m) : Map.of();
    long step = whole(ours, "step");
    return new JobRequest(
        text(ours, "job_id", id),
        JobKind.of(text(ours, "job", "")).orElse(kind(job.kind())),
        job.series(),
        method(job, ours),
        "",
        arguments,
        whole(ours, "max_n_points"),
        ours.get("learned").orElse(null) instanceof Item.Raw r ? r.bytes() : JobRequest.unlearned(),
        history(ours, step),
        whole(ours, "until"),
        ours.get("past").map(i -> i.equals(new Item.Flag(true))).orElse(false),
        step,
        whole(ours, "horizon"),
        unit(text(ours, "unit", "s")));
  }

  private static TimeUnit unit(String word) throws ProtocolException {
    if (!TimeUnit.WORDS.contains(word)) {
      throw new ProtocolException("unit '" + word + "': expected one of " + TimeUnit.WORDS);
    }
    return TimeUnit.of(word);
  }

  private static JobKind kind(Kind message) {
    return switch (message) {
      case TRAIN_MODEL -> JobKind.TRAIN;
      case FIT_MODEL -> JobKind.FIT;
      default -> JobKind.FORECAST;
    };
  }

  private static String method(SeedJob job, Item.Mapping ours) throws ProtocolException {
    String own = text(ours, "method", "");
    if (!own.isEmpty()) {
      return own;
    }
    if (job.modelType() < 1 || job.modelType() > SeedMethod.values().length) {
      throw new ProtocolException(
          "model type " + job.modelType() + ": expected 1 to " + SeedMethod.values().length);
    }
    return SeedMethod.values()[(int) job.modelType() - 1].word();
  }

  private static @org.jspecify.annotations.Nullable History history(Item.Mapping ours, long step) {
    if (!(ours.get("values").orElse(null) instanceof Item.Sequence s) || step <= 0) {
      return null;
    }
    double[] values = new double[s.items().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (s.items().get(i)) {
            case Item.Real(double d) -> d;
            case Item.Whole(long w) -> w;
            default -> Double.NaN;
          };
    }
    return new History(whole(ours, "first"), step, values);
  }

  private static long whole(Item.Mapping m, String key) {
    return m.get(key).orElse(null) instanceof Item.Whole w ? Math.max(0, w.value()) : 0;
  }

  private static String text(Item.Mapping m, String key, String otherwise) {
    return m.get(key).orElse(null) instanceof Item.Raw r ? r.toString() : otherwise;
  }
}
