package io.foretide.core.capacity;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What all models need together, beside what there is.
 *
 * @param models each model's need, the largest first
 * @param threads computing threads of all processes that run models
 * @param heap bytes of memory that each process may use
 */
public record Capacity(List<ModelLoad> models, int threads, long heap) {
  /** Share of the threads that live work may take; the rest catches up and answers questions. */
  public static final double MOST_BUSY = 0.8;

  /** Share of the memory that models may keep; the rest is for running them. */
  public static final double MOST_MEMORY = 0.6;

  private static final double MB = 1024 * 1024;

  public Capacity {
    models =
        models.stream().sorted(Comparator.comparingDouble(ModelLoad::threads).reversed()).toList();
  }

  /** Computing threads that all models keep busy on average. */
  public double busy() {
    return models.stream().mapToDouble(ModelLoad::threads).sum();
  }

  /** Bytes that all models keep in memory. */
  public long memory() {
    return models.stream().mapToLong(ModelLoad::memory).sum();
  }

  /** Bytes that all predictions add to the database in a day. */
  public double bytesPerDay() {
    return models.stream().mapToDouble(ModelLoad::bytesPerDay).sum();
  }

  /** Why this cannot keep up, and what helps; empty if it can. */
  public String problem() {
    StringBuilder out = new StringBuilder();
    if (busy() > MOST_BUSY * threads && !models.isEmpty()) {
      out.append(
          text(
              "the models need %.2f computing threads, of %d at most %.2f may be busy with them;"
                  + " most is taken by %s: let it run less often (every, or train.every of %s),"
                  + " choose a cheaper method such as seasonal_naive, raise"
                  + " executor.compute_threads where there are more cores, or add executors",
              busy(), threads, MOST_BUSY * threads, heaviest(), models.getFirst().method()));
    }
    if (memory() > MOST_MEMORY * heap) {
      out.append(out.isEmpty() ? "" : "; ")
          .append(
              text(
                  "the models keep %.0f MB in memory, of a heap of %.0f MB at most %.0f MB may be"
                      + " kept: raise the heap (FORETIDE_JAVA_OPTS=-Xmx...), or have fewer models",
                  memory() / MB, heap / MB, MOST_MEMORY * heap / MB));
    }
    return out.toString();
  }

  private String heaviest() {
    ModelLoad first = models.getFirst();
    return text(
        "'%s' (%s, %.3f s an interval, %.0f intervals a day)",
        first.model(), first.method(), first.secondsPerInterval(), first.intervalsPerDay());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
