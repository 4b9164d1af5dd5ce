package io.foretide.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyRulesTest {
  private static String proxy(Map<String, String> environment, String address) {
    Proxy p = ProxyRules.of(environment).select(URI.create(address)).getFirst();
    return p.type() == Proxy.Type.DIRECT ? "direct" : p.address().toString();
  }

  @Test
  void each_scheme_has_its_own_proxy_and_small_names_win() {
    Map<String, String> env =
        Map.of(
            "HTTP_PROXY", "http://one:3128",
            "HTTPS_PROXY", "two",
            "https_proxy", "http://three:8080/");
    assertThat(proxy(env, "http://gordo.example/x")).contains("one").endsWith(":3128");
    assertThat(proxy(env, "https://gordo.example/x")).contains("three").endsWith(":8080");
    assertThat(proxy(Map.of(), "https://gordo.example/x")).isEqualTo("direct");
  }

  @Test
  void hosts_and_domains_that_need_none_are_asked_directly() {
    Map<String, String> env =
        Map.of("HTTPS_PROXY", "p:1", "NO_PROXY", "one.example, .two.example,*.three.example");
    assertThat(proxy(env, "https://one.example/")).isEqualTo("direct");
    assertThat(proxy(env, "https://a.one.example/")).isEqualTo("direct");
    assertThat(proxy(env, "https://b.two.example/")).isEqualTo("direct");
    assertThat(proxy(env, "https://c.three.example/")).isEqualTo("direct");
    assertThat(proxy(env, "https://notone.example/")).contains("p");
    assertThat(proxy(env, "https://127.0.0.1:9/")).isEqualTo("direct");
    assertThat(proxy(Map.of("HTTPS_PROXY", "p:1", "no_proxy", "*"), "https://x/"))
        .isEqualTo("direct");
  }

  @Test
  void a_wrong_variable_is_named_without_its_password() {
    assertThatThrownBy(() -> ProxyRules.of(Map.of("HTTP_PROXY", "http://user:hush@")))
        .hasMessageContaining("HTTP_PROXY is no address")
        .hasMessageNotContaining("hush");
  }
}
