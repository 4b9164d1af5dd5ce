package io.foretide.core.grade;

import io.foretide.core.error.ProviderException;
import java.util.Map;

/** Remembers over restarts which series were told to be poor. */
public interface GradeMemory {
  /** The grades that were told last, by series; those that are fair or better are left out. */
  Map<String, Grade> load() throws ProviderException;

  void save(Map<String, Grade> told) throws ProviderException;

  /** Remembers nothing. */
  static GradeMemory none() {
    return new GradeMemory() {
      @Override
      public Map<String, Grade> load() {
        return Map.of();
      }

      @Override
      public void save(Map<String, Grade> told) {}
    };
  }
}
