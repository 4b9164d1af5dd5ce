package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.store.sql.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class ModelsTest {
  private final Engine engine;

  ModelsTest(Engine engine) {
    this.engine = engine;
  }

  @TempDir Path folder;
  private Fixture f;

  @BeforeEach
  void open() throws Exception {
    f = new Fixture(folder, engine);
  }

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  private static Model with(Model m, Model.State state, long version) {
    return new Model(
        m.id(), m.definition(), m.revisions(), state, version, m.floor(), m.createdAt());
  }

  @Test
  void a_model_comes_back_as_it_was_stored() throws Exception {
    Model made = f.store.models().create(Fixture.model("pump-7/pressure"));
    f.reopen();
    assertThat(f.store.models().find(made.id())).contains(made);
    assertThat(f.store.models().findByName("pump-7/pressure")).contains(made);
    assertThat(made.definition()).isEqualTo(Fixture.model("pump-7/pressure").definition());
  }

  @Test
  void a_change_is_compare_and_set() throws Exception {
    Model made = f.store.models().create(Fixture.model("m"));
    Model paused =
        f.store.models().replace(with(made, Model.State.PAUSED, made.version())).orElseThrow();
    assertThat(paused.version()).isEqualTo(made.version() + 1);
    assertThat(f.store.models().replace(with(made, Model.State.ACTIVE, made.version()))).isEmpty();
    assertThat(f.store.models().find(made.id())).contains(paused);
  }

  @Test
  void a_name_is_unique_among_living_models_and_a_tombstone_frees_it() throws Exception {
    Model made = f.store.models().create(Fixture.model("m"));
    assertThatThrownBy(() -> f.store.models().create(Fixture.model("m")))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("'m' exists already");
    f.store.models().replace(with(made, Model.State.DELETED, made.version()));
    Model next = f.store.models().create(Fixture.model("m"));
    assertThat(next.id()).isNotEqualTo(made.id());
    assertThat(f.store.models().findByName("m")).contains(next);
    assertThat(f.store.models().find(made.id()).orElseThrow().state())
        .isEqualTo(Model.State.DELETED);
    assertThat(f.store.models().list("", "", 10)).containsExactly(next);
  }

  @Test
  void models_are_listed_by_name_in_pages_and_searched_in_any_case() throws Exception {
    for (String name : new String[] {"b", "Pump", "a"}) {
      f.store.models().create(Fixture.model(name));
    }
    assertThat(f.store.models().list("", "", 2))
        .extracting(Model::name)
        .containsExactly("Pump", "a");
    assertThat(f.store.models().list("", "a", 2)).extracting(Model::name).containsExactly("b");
    assertThat(f.store.models().list("pUM", "", 9)).extracting(Model::name).containsExactly("Pump");
  }
}
