package io.foretide.hub.enodo.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which methods there are. Immutable. */
public final class Methods {
  private final List<Method> all;

  public Methods(List<Method> all) {
    this.all = List.copyOf(all);
  }

  public List<Method> all() {
    return all;
  }

  /**
   * The method that a module's name stands for in a kind of job: a seed title as it is written, a
   * method's name, or a seed title in any case.
   */
  public Optional<Method> find(String module, JobKind kind) {
    if (kind == JobKind.STATIC_RULES) {
      return exact("limits", JobKind.ANOMALY_DETECT);
    }
    Optional<SeedMethod> seed = kind == JobKind.FORECAST ? SeedMethod.of(module) : Optional.empty();
    Optional<Method> own = exact(module, kind);
    return seed.isPresent() && (own.isEmpty() || seed.get().title().equals(module))
        ? exact(seed.get().method(), kind)
        : own;
  }

  private Optional<Method> exact(String name, JobKind kind) {
    String folded = name.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    return all.stream().filter(m -> m.kind() == kind && m.name().equals(folded)).findFirst();
  }

  /** The names of a kind's methods. */
  public List<String> names(JobKind kind) {
    List<String> out = new ArrayList<>();
    for (Method m : all) {
      if (m.kind() == kind) {
        out.add(m.name());
      }
    }
    return out;
  }
}
