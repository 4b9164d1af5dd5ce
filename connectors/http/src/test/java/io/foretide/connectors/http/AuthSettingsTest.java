package io.foretide.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;
import io.foretide.core.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthSettingsTest {
  private static AuthSettings read(Map<String, Object> auth) {
    Settings s = Settings.of("model_info", Map.of("auth", auth));
    AuthSettings out = AuthSettings.read(s);
    s.finish();
    return out;
  }

  @Test
  void defaults_are_those_of_the_library_that_the_keys_come_from() {
    AuthSettings a = read(Map.of("client_id", "c", "client_secret", "s", "tenant", "t/x y"));
    assertThat(a.authority()).hasToString("https://login.microsoftonline.com/t%2Fx%20y");
    assertThat(a.v1()).isTrue();
    assertThat(a.verifyOnStartup()).isTrue();
    assertThat(a.resource()).isEqualTo("https://management.core.windows.net/");
    assertThat(a.toString()).contains("clientSecret=***");
  }

  @Test
  void every_mistake_is_named_and_no_secret_is_shown() {
    assertThatThrownBy(() ->
            read(
                Map.of(
                    "client_id", "c",
                    "client_secret", "hush",
                    "verifcation_url", "x",
                    "authority_host_url", "ftp://hush:hush@login",
                    "auto_adding_headers", Map.of("a b", "hush"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("model_info.auth.tenant: is missing")
        .hasMessageContaining("did you mean 'verification_url'?")
        .hasMessageContaining("model_info.auth.authority_host_url: is no address")
        .hasMessageContaining("model_info.auth.auto_adding_headers.a b: is no name of a header")
        .hasMessageNotContaining("hush");
  }

  @Test
  void headers_alone_are_enough() {
    AuthSettings a = read(Map.of("auto_adding_headers", Map.of("api-key", "k")));
    assertThat(a.hasToken()).isFalse();
    assertThat(a.headers()).containsEntry("api-key", new Secret("k"));
    assertThat(a.toString()).doesNotContain("api-key=k");
  }

  @Test
  void a_default_scope_is_made_of_the_resource() {
    assertThat(TokenSource.scope("api://x")).isEqualTo("api://x/.default");
    assertThat(TokenSource.scope("https://x/")).isEqualTo("https://x/.default");
    assertThat(TokenSource.scope("api://x/.default")).isEqualTo("api://x/.default");
  }
}
