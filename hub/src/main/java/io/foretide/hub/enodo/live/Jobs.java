package io.foretide.hub.enodo.live;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.WallClock;
import io.foretide.hub.enodo.data.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs that are being computed: each is told when it begins and when it ends. Thread-safe. */
final class Jobs {
  private final State state;
  private final Board board;
  private final WallClock clock;
  private final Map<String, Map<String, @Nullable Object>> open = new LinkedHashMap<>();
  private long made;

  Jobs(State state, Board board, WallClock clock) {
    this.state = state;
    this.board = board;
    this.clock = clock;
  }

  /** Tells what has begun and what has ended since the last look. */
  synchronized void look(Set<String> ended) throws ProviderException {
    Set<String> running = state.running();
    for (String model : ended) {
      // One that began and ended between two looks is told all the same.
      if (!open.containsKey(model)) {
        begin(model);
      }
      if (!running.contains(model)) {
        end(model);
      }
    }
    for (String model : new ArrayList<>(open.keySet())) {
      if (!running.contains(model)) {
        end(model);
      }
    }
    for (String model : running) {
      if (!open.containsKey(model)) {
        begin(model);
      }
    }
  }

  private void begin(String model) {
    Optional<State.Job> job = state.job(model);
    if (job.isEmpty()) {
      return;
    }
    String rid =
        UUID.nameUUIDFromBytes(
                (board.id(0) + "/" + model + "/" + ++made).getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "");
    Map<String, @Nullable Object> shown =
        new Shape()
            .put("rid", rid)
            .put("series_name", job.get().series())
            .put("job_config", job.get().config())
            .put("job_data", null)
            .put("send_at", Math.floor(clock.now() / 1e6) / 1e3)
            .put("error", null)
            .map();
    open.put(model, shown);
    board.publish(Topic.QUEUE.resource(), "add", "", shown);
  }

  private void end(String model) {
    Map<String, @Nullable Object> shown = open.remove(model);
    if (shown != null) {
      board.publish(Topic.QUEUE.resource(), "delete", "", shown.get("rid"));
    }
  }

  /** Those that are open now. */
  synchronized List<Map<String, @Nullable Object>> open() {
    return List.copyOf(open.values());
  }
}
