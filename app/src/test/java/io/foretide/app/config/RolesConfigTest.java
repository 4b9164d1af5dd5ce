package io.foretide.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.app.connect.Connectors;
import io.foretide.connectors.kafka.KafkaConnector;
import io.foretide.core.process.Role;
import io.foretide.core.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolesConfigTest {
  private static final String SHARED =
      "store: {type: postgresql, url: \"postgresql://db:5432/foretide\"}\n";

  private static Configuration read(String yaml) {
    return Configuration.read(
        YamlFile.parse("test", yaml, s -> s),
        Path.of("/tmp"),
        Connectors.of(List.of(new KafkaConnector())));
  }

  @Test
  void a_process_does_everything_unless_it_is_told() {
    assertThat(read("log: {level: info}\n").roles()).containsExactlyInAnyOrder(Role.values());
    assertThat(read("roles: all\n").roles()).containsExactlyInAnyOrder(Role.values());
  }

  @Test
  void roles_are_a_list_or_one_text() {
    assertThat(read(SHARED + "roles: hub\n").roles()).containsExactly(Role.HUB);
    assertThat(read(SHARED + "roles: \"scheduler, executor\"\n").roles())
        .containsExactlyInAnyOrder(Role.SCHEDULER, Role.EXECUTOR);
    assertThat(read(SHARED + "task_queue: {type: postgres}\nroles: [executor, hub]\n").roles())
        .containsExactlyInAnyOrder(Role.EXECUTOR, Role.HUB);
  }

  @Test
  void an_unknown_role_is_told_with_the_nearest() {
    assertThatThrownBy(() -> read(SHARED + "roles: [executer]\n"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("'executer' is no role")
        .hasMessageContaining("executor");
  }

  @Test
  void shared_out_roles_need_a_shared_store() {
    assertThatThrownBy(() -> read("roles: [hub]\n"))
        .hasMessageContaining("set store.type: postgresql and store.url");
  }

  @Test
  void planning_apart_from_running_needs_a_shared_queue() {
    assertThatThrownBy(() -> read(SHARED + "roles: [scheduler]\n"))
        .hasMessageContaining("task_queue.type: kafka or postgres");
    assertThat(
            read(SHARED
                    + "task_queue: {type: kafka, bootstrap.servers: \"k:9092\"}\n"
                    + "roles: [scheduler]\n")
                .roles())
        .containsExactly(Role.SCHEDULER);
  }

  @Test
  void a_queue_of_rows_needs_a_server() {
    assertThatThrownBy(() -> read("task_queue: {type: postgres}\n"))
        .hasMessageContaining("set store.type: postgresql");
  }
}
