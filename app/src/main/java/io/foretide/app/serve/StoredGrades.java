package io.foretide.app.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.error.ProviderException;
import io.foretide.core.grade.Grade;
import io.foretide.core.grade.GradeMemory;
import io.foretide.store.meta.SqlMeta;
import java.util.Map;
import java.util.TreeMap;

/** Keeps in the store which series were told to be poor. */
record StoredGrades(SqlMeta meta) implements GradeMemory {
  private static final String KEY = "grades.told";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Map<String, Grade> load() throws ProviderException {
    try {
      return JSON.readValue(meta.get(KEY).orElse("{}"), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      return Map.of(); // of a version with other grades: told once more
    }
  }

  @Override
  public void save(Map<String, Grade> told) throws ProviderException {
    try {
      meta.put(KEY, JSON.writeValueAsString(new TreeMap<>(told)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("grades are plain names", e);
    }
  }
}
