package io.foretide.app.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.settings.SettingsException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolesTest {
  @Test
  void without_words_a_process_plans_runs_and_serves() {
    Roles usual = Roles.of(List.of());
    assertThat(usual.keepsData()).isTrue();
    assertThat(usual.has(Role.HUB)).isTrue();
    assertThat(usual.has(Role.WORKER)).isFalse();
  }

  @Test
  void a_listener_alone_keeps_no_data() {
    assertThat(Roles.of(List.of("Listener", " worker ")).keepsData()).isFalse();
  }

  @Test
  void an_unknown_role_is_told_with_the_nearest() {
    assertThatThrownBy(() -> Roles.of(List.of("listner")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("listener");
  }
}
