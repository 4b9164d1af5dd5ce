package io.foretide.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.app.demo.enodo.ChainResult;
import io.foretide.app.demo.enodo.EnodoDemo;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a database's tee to a webhook, over real sockets. */
class EnodoDemoTest {
  @Test
  void the_whole_chain_comes_to_its_end(@TempDir Path folder) throws Exception {
    AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
    try (EnodoDemo demo = EnodoDemo.open(folder, 0, fatal::set)) {
      ChainResult result = demo.finish(r -> {}, () -> fatal.get() != null);
      assertThat(fatal.get()).isNull();
      assertThat(result.isComplete()).as("%s", result.asMap()).isTrue();
      assertThat(result.points()).isGreaterThanOrEqualTo(5);
      assertThat(result.written()).isGreaterThan(100);
    }
  }
}
