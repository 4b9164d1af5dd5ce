package io.foretide.connectors.metadataapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileTest {
  @Test
  void variables_of_the_process_override_those_of_the_file(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve(".env"), "# access\nexport A=\"one two\"\nB='x=y'\nC=plain\n\n");
    assertThat(LiveMetadataApiTest.environment(file, Map.of("C", "process")))
        .isEqualTo(Map.of("A", "one two", "B", "x=y", "C", "process"));
    assertThat(LiveMetadataApiTest.environment(folder.resolve("none"), Map.of())).isEmpty();
  }
}
