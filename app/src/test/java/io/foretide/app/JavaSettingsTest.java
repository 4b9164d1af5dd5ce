package io.foretide.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.connectors.http.ProxyRules;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class JavaSettingsTest {
  @Test
  void even_one_processor_has_carriers_left_when_the_eight_heavy_requests_keep_theirs() {
    Properties one = new Properties();
    JavaSettings.apply(one, 1);
    assertThat(one)
        .containsEntry(JavaSettings.CARRIERS, "16")
        .containsEntry(ProxyRules.TUNNELS, "none");
    Properties many = new Properties();
    JavaSettings.apply(many, 96);
    assertThat(many).containsEntry(JavaSettings.CARRIERS, "384");
  }

  @Test
  void what_the_command_line_sets_wins() {
    Properties set = new Properties();
    set.setProperty(JavaSettings.CARRIERS, "3");
    set.setProperty(ProxyRules.TUNNELS, "Basic");
    JavaSettings.apply(set, 2);
    assertThat(set)
        .containsEntry(JavaSettings.CARRIERS, "3")
        .containsEntry(ProxyRules.TUNNELS, "Basic");
  }
}
