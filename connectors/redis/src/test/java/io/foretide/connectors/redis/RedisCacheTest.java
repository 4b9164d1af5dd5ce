package io.foretide.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

class RedisCacheTest {
  @TempDir Path folder;
  private final AtomicLong later = new AtomicLong();

  private final WallClock clock =
      new WallClock() {
        @Override
        public long now() {
          return later.get();
        }

        @Override
        public long monotonic() {
          return later.get();
        }
      };

  @BeforeEach
  void needsRedis() {
    Assumptions.assumeTrue(
        RedisServer.installed(), "SKIPPED: redis-server (Debian: redis-server) is not installed");
  }

  private RedisCache cache(int port, Object... more) throws ProviderException {
    Map<String, Object> values = new HashMap<>(Map.of("port", (long) port, "tls", false));
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    Settings s = Settings.of("cache", values);
    RedisAccess access = RedisAccess.read(s);
    s.finish();
    return new RedisCache(access, clock);
  }

  private static long life(int port, String key) {
    try (Jedis direct = new Jedis("localhost", port)) {
      return direct.ttl(key);
    }
  }

  @Test
  void what_is_put_is_found_until_its_life_ends() throws Exception {
    try (RedisServer server = RedisServer.start(folder, RedisServer.freePort());
        RedisCache cache = cache(server.port)) {
      cache.verify();
      String key = "1903::1903.R1 æ/|";
      assertThat(cache.get(key)).isEmpty();
      cache.put(key, "{\"data\":{\"items\":[\"ø\\n\"]}}", Instants.DAY);
      assertThat(cache.get(key)).contains("{\"data\":{\"items\":[\"ø\\n\"]}}");
      assertThat(life(server.port, key)).isBetween(86_390L, 86_400L);
      cache.remove(key);
      assertThat(cache.get(key)).isEmpty();
    }
  }

  @Test
  void many_threads_share_it() throws Exception {
    try (RedisServer server = RedisServer.start(folder, RedisServer.freePort());
        RedisCache cache = cache(server.port);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all =
          java.util.stream.IntStream.range(0, 200)
              .mapToObj(i ->
                  threads.submit(() -> {
                    cache.put("k" + i, "v" + i, Instants.HOUR);
                    return cache.get("k" + i).orElse("").equals("v" + i);
                  }))
              .toList();
      for (Future<Boolean> f : all) {
        assertThat(f.get()).isTrue();
      }
    }
  }

  @Test
  void a_wrong_password_is_refused_at_the_start_and_never_shown() throws Exception {
    try (RedisServer server =
            RedisServer.start(folder, RedisServer.freePort(), "--requirepass", "s3cret");
        RedisCache right = cache(server.port, "password", "s3cret", "database", 3L);
        RedisCache wrong = cache(server.port, "password", "guess")) {
      right.verify();
      right.put("a", "b", Instants.HOUR);
      assertThat(right.get("a")).contains("b");
      assertThatThrownBy(wrong::verify)
          .isInstanceOf(ProviderException.Rejected.class)
          .hasMessageContaining("check user and password")
          .hasMessageNotContaining("guess");
      assertThatThrownBy(() -> cache(server.port).verify())
          .isInstanceOf(ProviderException.Rejected.class);
    }
  }

  @Test
  void an_outage_finds_nothing_and_is_over_five_seconds_after_it_ended() throws Exception {
    int port = RedisServer.freePort();
    try (RedisCache cache = cache(port)) {
      try (RedisServer server = RedisServer.start(folder, port)) {
        cache.put("a", "b", Instants.HOUR);
        assertThat(server.port).isEqualTo(port);
      }
      assertThat(cache.get("a")).isEmpty();
      cache.put("a", "c", Instants.HOUR);
      assertThatThrownBy(cache::verify).isInstanceOf(ProviderException.Transient.class);
      try (RedisServer server = RedisServer.start(folder, port)) {
        assertThat(server.port).isEqualTo(port);
        cache.put("a", "d", Instants.HOUR);
        assertThat(cache.get("a")).isEmpty();
        later.addAndGet(6 * Instants.SECOND);
        cache.put("a", "e", Instants.HOUR);
        assertThat(cache.get("a")).contains("e");
      }
    }
  }

  @Test
  void connections_are_encrypted_where_that_is_wanted() throws Exception {
    Path openssl = Path.of("/usr/bin/openssl");
    Assumptions.assumeTrue(Files.isExecutable(openssl), "SKIPPED: openssl is not installed");
    Path key = folder.resolve("key.pem");
    Path cert = folder.resolve("cert.pem");
    Process made =
        new ProcessBuilder(
                openssl.toString(),
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=IP:127.0.0.1,DNS:localhost",
                "-keyout",
                key.toString(),
                "-out",
                cert.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertThat(made.waitFor()).isZero();
    int port = RedisServer.freePort();
    try (RedisServer server =
            RedisServer.start(
                folder,
                port,
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                cert.toString(),
                "--tls-key-file",
                key.toString(),
                "--tls-ca-cert-file",
                cert.toString(),
                "--tls-auth-clients",
                "no");
        RedisCache trusting =
            cache(port, "tls", true, "host", "127.0.0.1", "ca_file", cert.toString());
        RedisCache doubting = cache(port, "tls", true, "host", "127.0.0.1")) {
      assertThat(server.port).isEqualTo(port);
      trusting.verify();
      trusting.put("a", "b", Instants.HOUR);
      assertThat(trusting.get("a")).contains("b");
      assertThatThrownBy(doubting::verify).isInstanceOf(ProviderException.Transient.class);
    }
    assertThatThrownBy(
            () -> cache(port, "tls", true, "ca_file", folder.resolve("no.pem").toString()))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("ca_file");
  }
}
