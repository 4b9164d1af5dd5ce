package io.foretide.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.settings.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=hunter2",
        "Password: hunter2",
        "{\"token\": \"hunter2\"}",
        "api_key=hunter2&x=1",
        "Authorization: Bearer hunter2-long",
        "sent 'Bearer hunter2-long-one'",
        "jdbc:postgresql://anna:hunter2@db/x"
      })
  void what_follows_a_word_that_announces_a_secret_is_hidden(String text) {
    assertThat(Masking.WORDS.of(text)).doesNotContain("hunter2").contains("***");
  }

  @Test
  void secrets_of_the_configuration_are_hidden_wherever_they_stand() {
    Masking masking =
        new Masking(List.of(new Secret("open-sesame"), new Secret("abc")), new Secret("local-one"));
    assertThat(masking.of("the door says open-sesame/local-one to abc"))
        .isEqualTo("the door says ***/*** to abc");
  }

  @Test
  void ordinary_words_stay() {
    String text =
        "model 'pump-7/token-counter' predicted 3 intervals: 12:00 to 13:00 at http://a/b";
    assertThat(Masking.WORDS.of(text)).isEqualTo(text);
  }
}
