package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.clock.ClockMemory;
import io.foretide.store.meta.SqlMeta;
import io.foretide.store.sql.Engine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Durable texts by key, with both engines. */
@ParameterizedClass
@EnumSource(Engine.class)
class MetaTest {
  @TempDir Path folder;
  private final Engine engine;
  private Fixture f;

  MetaTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void open() throws Exception {
    f = new Fixture(folder, engine);
  }

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  private SqlMeta meta() {
    return f.store.meta();
  }

  @Test
  void a_text_is_set_changed_and_removed_and_outlives_a_restart() throws Exception {
    assertThat(meta().get("a")).isEmpty();
    meta().put("a", "first");
    meta().put("a", "ceci n'est pas \"SQL\"; \u2603 \n");
    meta().put("b", "");
    f.reopen();
    assertThat(meta().get("a")).contains("ceci n'est pas \"SQL\"; \u2603 \n");
    assertThat(meta().get("b")).contains("");
    meta().remove("a");
    meta().remove("never there");
    assertThat(meta().get("a")).isEmpty();
    f.reopen();
    assertThat(meta().get("a")).isEmpty();
    assertThat(meta().get("b")).contains("");
  }

  @Test
  void all_of_a_prefix_are_found_by_key_and_no_sign_of_it_is_a_pattern() throws Exception {
    for (String key : List.of("x.b", "x.a", "xya", "X.c", "x%d", "x_e", "y.a")) {
      meta().put(key, "of " + key);
    }
    assertThat(meta().all("x.").keySet()).containsExactly("x.a", "x.b");
    assertThat(meta().all("x.")).containsEntry("x.a", "of x.a");
    assertThat(meta().all("x%").keySet()).containsExactly("x%d");
    assertThat(meta().all("x_").keySet()).containsExactly("x_e");
    assertThat(meta().all("X").keySet()).containsExactly("X.c");
    assertThat(meta().all("none")).isEmpty();
    assertThat(meta().all("").keySet()).contains("x.a", "xya", "y.a");
  }

  @Test
  void the_highest_clock_is_remembered() throws Exception {
    ClockMemory memory = meta().clockMemory();
    assertThat(memory.load()).isEqualTo(Long.MIN_VALUE);
    memory.save(42);
    memory.save(Long.MAX_VALUE);
    f.reopen();
    assertThat(meta().clockMemory().load()).isEqualTo(Long.MAX_VALUE);
    meta().clockMemory().save(-7);
    assertThat(meta().clockMemory().load()).isEqualTo(-7);
  }
}
