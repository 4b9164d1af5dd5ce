package io.foretide.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a demonstration remembers over restarts, in {@code demo.json} of its data folder: how far
 * its tapes are moved, and how far its clock is ahead.
 *
 * @param scenario its name
 * @param shifts by tape, nanoseconds
 * @param lead of the clock, nanoseconds
 */
record DemoState(String scenario, Map<String, Long> shifts, long lead) {
  private static final String NAME = "demo.json";

  DemoState {
    shifts = Map.copyOf(shifts);
  }

  /** The stored state; at the first start the scenario's last day is put now. */
  static DemoState open(Path folder, Scenario scenario, long now) throws IOException {
    Path file = folder.resolve(NAME);
    Map<String, Long> shifts = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      scenario.tapes().forEach((name, tape) -> shifts.put(name, tape.shiftTo(now)));
      DemoState fresh = new DemoState(scenario.name(), shifts, 0);
      fresh.save(folder);
      return fresh;
    }
    JsonNode stored = new ObjectMapper().readTree(file.toFile());
    String name = stored.path("scenario").asText();
    if (!name.equals(scenario.name())) {
      throw new IOException(
          file
              + " belongs to scenario '"
              + name
              + "': choose another --data-dir for '"
              + scenario.name()
              + "', or remove the folder");
    }
    stored.path("shifts").properties().forEach(e -> shifts.put(e.getKey(), e.getValue().asLong()));
    return new DemoState(name, shifts, stored.path("lead").asLong());
  }

  /** How far ahead the clock of a folder's demonstration is; 0 at the first start. */
  static long lead(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    return Files.exists(file)
        ? new ObjectMapper().readTree(file.toFile()).path("lead").asLong()
        : 0;
  }

  DemoState withLead(long ahead) {
    return new DemoState(scenario, shifts, ahead);
  }

  void save(Path folder) throws IOException {
    Path fresh = folder.resolve(NAME + ".new");
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("scenario", scenario);
    content.put("shifts", shifts);
    content.put("lead", lead);
    Files.write(fresh, new ObjectMapper().writeValueAsBytes(content));
    Files.move(
        fresh,
        folder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
