package io.foretide.hub.enodo.data;

import io.foretide.core.time.Instants;
import io.foretide.hub.http.ApiError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bodies of the seed's era, {@code {"name", "model", "model_parameters"}}, as jobs. */
public final class SeedJobs {
  /** The name of the one job of such a series. */
  public static final String NAME = "forecast";

  private static final String UNKNOWN = "Unknown model";
  private static final List<String> ORDERS =
      List.of("p", "q", "seasonal_p", "seasonal_d", "seasonal_q", "constant");

  private final Methods methods;
  private final String version;
  private final long every;

  /**
   * @param version of this program, which is that of its modules
   * @param every how often such a series is forecast, nanoseconds
   */
  public SeedJobs(Methods methods, String version, long every) {
    this.methods = methods;
    this.every = Math.max(1, every / Instants.SECOND);
    this.version = version.replace("@", "-");
  }

  /**
   * The job that a body asks for.
   *
   * @param model a number, a title or the name of a method
   * @param parameters a map, a list in the method's order, or null
   * @throws ApiError 400 in the words of the seed
   */
  public SeriesConfig read(@Nullable Object model, @Nullable Object parameters) {
    String module = module(model, parameters);
    Method method =
        methods.find(module, JobKind.FORECAST).orElseThrow(() -> ApiError.bad("model", UNKNOWN));
    JobConfig job =
        new JobConfig(
            NAME,
            module,
            version,
            JobKind.FORECAST,
            false,
            every,
            null,
            named(module, method, parameters),
            true,
            false,
            null);
    return new SeriesConfig(List.of(job), null, false, null);
  }

  private static String module(@Nullable Object model, @Nullable Object parameters) {
    Optional<Long> number =
        switch (model) {
          case Integer i -> Optional.of((long) i);
          case String s when s.strip().matches("\\d{1,9}") ->
              Optional.of(Long.parseLong(s.strip()));
          case null, default -> Optional.empty();
        };
    if (number.isPresent()) {
      return SeedMethod.of(number.get()).orElseThrow(() -> ApiError.bad("model", UNKNOWN)).title();
    }
    if (model instanceof String text && !text.isBlank()) {
      return SeedMethod.of(text)
          .filter(m -> m != SeedMethod.ARIMA || !hasOrders(parameters))
          .map(SeedMethod::title)
          .orElse(text.strip());
    }
    throw ApiError.bad("model", model == null ? "Missing required fields" : UNKNOWN);
  }

  /** Whether parameters are those of {@code arima} of given orders, not of the seed's ARIMA. */
  private static boolean hasOrders(@Nullable Object parameters) {
    return parameters instanceof Map<?, ?> map
        && map.keySet().stream().anyMatch(k -> ORDERS.contains(String.valueOf(k)));
  }

  private static Map<String, @Nullable Object> named(
      String module, Method method, @Nullable Object parameters) {
    List<String> names = new ArrayList<>();
    SeedMethod.of(module).ifPresent(m -> names.addAll(m.parameters()));
    if (names.isEmpty()) {
      names.addAll(method.names());
    }
    return switch (parameters) {
      case null -> new LinkedHashMap<>();
      case Map<?, ?> map -> PlainJson.texts(map);
      case List<?> list -> {
        if (list.size() > names.size()) {
          throw ApiError.bad(
              "model_parameters",
              "model_parameters has "
                  + list.size()
                  + " values: expected at most "
                  + names.size()
                  + " for "
                  + module
                  + (names.isEmpty() ? "" : ", in the order " + String.join(", ", names)));
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
          map.put(names.get(i), list.get(i));
        }
        yield map;
      }
      default -> throw ApiError.bad("model_parameters", "model_parameters: expected a map or list");
    };
  }

  /** How a series looks to clients of that era: {@code model} and {@code model_parameters}. */
  public static Map<String, @Nullable Object> view(Registered s) {
    if (s.seed() != null) {
      return s.seed();
    }
    Shape out = new Shape();
    Optional<JobConfig> job = s.config().first(JobKind.FORECAST);
    if (job.isEmpty()) {
      return out.put("model", null).put("model_parameters", null).map();
    }
    Object model =
        SeedMethod.of(job.get().module()).map(m -> (Object) m.number()).orElse(job.get().module());
    Map<String, @Nullable Object> parameters = job.get().parameters();
    return out.put("model", model)
        .put("model_parameters", parameters.isEmpty() ? null : parameters)
        .map();
  }

  /** {@code model} and {@code model_parameters} of a body, as they are shown from then on. */
  public static Map<String, @Nullable Object> kept(
      @Nullable Object model, @Nullable Object parameters) {
    Object shown = model;
    String module = module(model, parameters);
    Optional<SeedMethod> seed = SeedMethod.of(module);
    if (seed.isPresent()) {
      shown = seed.get().number();
    }
    return new Shape().put("model", shown).put("model_parameters", parameters).map();
  }
}
