package io.foretide.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void columns_line_up_and_numbers_align_to_the_right() {
    Table table = new Table("NAME", "POINTS", "NOTE");
    table.row("a", 5, "first").row("longer", 12345, "");
    assertThat(table.render())
        .isEqualTo("NAME    POINTS  NOTE\na            5  first\nlonger   12345\n");
  }

  @Test
  void control_characters_in_cells_do_not_break_the_table() {
    Table table = new Table("NAME");
    table.row("two\nlines\u001b[31m");
    assertThat(table.render().lines()).hasSize(2);
    assertThat(table.render()).doesNotContain("\u001b");
    assertThatThrownBy(() -> table.row("a", "b")).hasMessageContaining("2 cells");
  }

  @Test
  void a_bar_is_drawn_on_a_terminal_only_and_wiped_at_the_end() {
    StringWriter seen = new StringWriter();
    try (ProgressBar bar = new ProgressBar(new PrintWriter(seen), true)) {
      bar.show(5, 10, "working");
    }
    assertThat(seen.toString()).contains("50 % working").endsWith("\r\u001b[K");
    StringWriter piped = new StringWriter();
    try (ProgressBar bar = new ProgressBar(new PrintWriter(piped), false)) {
      bar.show(5, 10, "working");
    }
    assertThat(piped.toString()).isEmpty();
  }
}
