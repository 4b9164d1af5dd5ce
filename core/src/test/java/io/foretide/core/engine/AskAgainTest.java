package io.foretide.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.Providers;
import io.foretide.core.model.Model;
import io.foretide.core.time.Instants;
import io.foretide.core.world.Definitions;
import io.foretide.core.world.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AskAgainTest {
  private final World world = World.ofDefaults();

  @Test
  void empty_intervals_within_late_are_asked_for_again_and_filled_when_data_comes()
      throws Exception {
    Model m = world.add(1, Definitions.hourly("m"));
    world.models.script =
        cell -> {
          throw new ProviderException.NoData("silent");
        };
    world.settle();
    assertThat(world.coverage.counts(m.id(), 1).empty()).isEqualTo(24);
    AskAgain ask =
        new AskAgain(
            new Providers(Map.of("", world.source), Map.of(), Set.of(""), List.of(world.models)),
            world.coverage,
            world.scheduler);
    assertThat(ask.round(m, world.now)).isZero();
    world.now += 2 * Instants.HOUR;
    assertThat(ask.round(m, world.now)).isEqualTo(22);
    world.models.script = cell -> {};
    world.settle();
    assertThat(world.coverage.counts(m.id(), 1).predicted()).isEqualTo(24);
    assertThat(world.coverage.counts(m.id(), 1).empty()).isEqualTo(2);
  }
}
