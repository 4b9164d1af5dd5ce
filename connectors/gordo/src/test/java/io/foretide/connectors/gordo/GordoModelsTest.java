package io.foretide.connectors.gordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.connectors.standin.Fault;
import io.foretide.connectors.standin.GordoMachine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GordoModelsTest {
  private static final List<String> TAGS = List.of("A", "B");
  private Site site;

  @BeforeEach
  void start() throws Exception {
    site = new Site();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private static GordoMachine sick(String name) {
    return new GordoMachine(name, TAGS, TAGS, true, "10T", "", 0, false);
  }

  private static List<String> names(List<ModelDefinition> all) {
    return all.stream().map(ModelDefinition::name).toList();
  }

  @Test
  void machines_of_the_latest_revision_become_models_with_latigos_schedule() throws Exception {
    site.defaults.put("every", "30m");
    site.defaults.put("delay", "3h");
    site.defaults.put("anchor", "08:00");
    site.with("1", GordoMachine.of("old", TAGS))
        .with(
            "2",
            new GordoMachine("m1", TAGS, List.of("C"), true, "10T", "`D` > 4 & A < 5", 3, true));
    ModelDefinition d = site.definition("m1");
    assertThat(d.inputs()).containsExactly("A", "B", "C", "D");
    assertThat(d.group()).isEqualTo("p");
    assertThat(d.resolution()).isEqualTo(10 * Instants.MINUTE);
    assertThat(d.start()).isEqualTo("-3h");
    assertThat(d.schedule())
        .isInstanceOfSatisfying(
            Schedule.ByTime.class,
            t -> {
              assertThat(t.delay()).isEqualTo(3 * Instants.HOUR);
              assertThat(t.grid().every()).isEqualTo(30 * Instants.MINUTE);
              assertThat(t.grid().anchor()).isEqualTo(8 * Instants.HOUR);
            });
    assertThat(Run.of(d).revision()).isEqualTo("2");
    assertThat(Run.of(d).offset()).isEqualTo(3);
    assertThat(Run.of(d)).isEqualTo(Run.of(Machine.of("p", "m1", "2", metadata("m1"))));
    assertThat(site.events).isEmpty();
  }

  private com.fasterxml.jackson.databind.JsonNode metadata(String machine) throws Exception {
    return Recorded.JSON.readTree(
        java.net.http.HttpClient.newHttpClient()
            .send(
                java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create(site.standIn.gordoUrl() + "p/" + machine + "/metadata"))
                    .header("Authorization", "Bearer token-1")
                    .build(),
                java.net.http.HttpResponse.BodyHandlers.ofString())
            .body());
  }

  @Test
  void a_machine_with_longer_buckets_than_the_interval_is_due_once_for_each_of_them()
      throws Exception {
    site.defaults.put("every", "30m");
    site.defaults.put("delay", "3h");
    site.with(
        "1",
        new GordoMachine("hours", TAGS, TAGS, true, "1H", "", 0, true),
        new GordoMachine("twenty", TAGS, TAGS, true, "20T", "", 0, true));
    assertThat(every("hours")).isEqualTo(Instants.HOUR);
    assertThat(every("twenty")).isEqualTo(40 * Instants.MINUTE);
    assertThat(site.events).isEmpty();
  }

  private long every(String machine) throws ProviderException {
    return ((Schedule.ByTime) site.definition(machine).schedule()).grid().every();
  }

  @Test
  void backlog_is_planned_only_when_asked_for() throws Exception {
    site.with("1", GordoMachine.of("m", TAGS));
    try (GordoModels models =
        site.models(
            "projects", List.of("p"), "start", "-7d", "metadata", Map.of("site", "north"))) {
      ModelDefinition d = models.list("", 10).getFirst();
      assertThat(d.start()).isEqualTo("-7d");
      assertThat(d.attributes())
          .containsEntry("site", "north")
          .containsEntry("gordo_version", "0.57.2");
    }
  }

  @Test
  void a_bad_project_is_told_once_and_stops_no_other() throws Exception {
    site.with("1", GordoMachine.of("m", TAGS));
    site.projects.addAll(List.of("nowhere", "p"));
    try (GordoModels models = site.models()) {
      assertThat(names(models.list("", 10))).containsExactly("p/m");
      assertThat(names(models.list("", 10))).containsExactly("p/m");
      assertThat(site.events)
          .singleElement()
          .satisfies(e -> assertThat(e.message()).contains("'nowhere'").contains("HTML page"));
      site.standIn.gordo().revision("nowhere", "1", List.of(GordoMachine.of("new", TAGS)));
      assertThat(names(models.list("", 10))).containsExactly("nowhere/new", "p/m");
      assertThat(site.events.getLast().message()).contains("answers again");
    }
  }

  @Test
  void a_project_that_falls_silent_keeps_its_models() throws Exception {
    site.with("1", GordoMachine.of("m", TAGS));
    try (GordoModels models = site.models("projects", "p", "n_retries", 1L)) {
      assertThat(models.list("", 10)).hasSize(1);
      site.clock.pass(Instants.MINUTE);
      site.standIn.faults().plan(Fault.ERROR, "/revisions", 2);
      assertThat(names(models.list("", 10))).containsExactly("p/m");
      assertThat(site.events).hasSize(1);
    }
  }

  @Test
  void a_project_that_is_silent_at_the_start_says_nothing_of_its_models() throws Exception {
    site.with("1", GordoMachine.of("m", TAGS));
    site.standIn.gordo().revision("q", "1", List.of(GordoMachine.of("n", TAGS)));
    site.standIn.faults().plan(Fault.ERROR, "/p/revisions", 2);
    try (GordoModels models = site.models("projects", List.of("p", "q"), "n_retries", 1L)) {
      assertThat(names(models.list("", 10))).containsExactly("q/n");
      assertThat(models.silentOn("p/m")).isTrue();
      assertThat(models.silentOn("q/gone")).isFalse();
      assertThat(names(models.list("", 10))).containsExactly("p/m", "q/n");
      assertThat(models.silentOn("p/m")).isFalse();
    }
  }

  @Test
  void a_machine_that_is_silent_says_nothing_until_it_is_gone() throws Exception {
    site.with("1", GordoMachine.of("m", TAGS), GordoMachine.of("n", TAGS));
    site.standIn.faults().plan(Fault.ERROR, "/p/m/metadata", 2);
    try (GordoModels models = site.models("projects", "p", "n_retries", 1L)) {
      assertThat(names(models.list("", 10))).containsExactly("p/n");
      assertThat(models.silentOn("p/m")).isTrue();
      site.with("2", GordoMachine.of("n", TAGS));
      site.clock.pass(Instants.MINUTE);
      assertThat(names(models.list("", 10))).containsExactly("p/n");
      assertThat(models.silentOn("p/m")).isFalse();
    }
  }

  @Test
  void a_project_whose_machines_hang_is_asked_for_a_few_of_them_and_holds_up_no_other()
      throws Exception {
    List<GordoMachine> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(GordoMachine.of("m" + (100 + i), TAGS));
    }
    site.with("1", many.toArray(GordoMachine[]::new));
    site.standIn.gordo().revision("q", "1", many);
    site.standIn.faults().plan(Fault.SLOW, "/p/m1", 1000);
    site.standIn.slow(Instants.SECOND);
    try (GordoModels models =
        site.models(
            "projects",
            List.of("p", "q"),
            "n_retries",
            0L,
            "parallelism",
            4L,
            "timeout",
            "200ms",
            "breaker_failures",
            1000L)) {
      assertThat(names(models.list("", 1000))).hasSize(100).allMatch(n -> n.startsWith("q/"));
      assertThat(models.silentOn("p/m100")).isTrue();
      assertThat(models.silentOn("p/m199")).isTrue();
      assertThat(
              site.standIn.requests().stream()
                  .filter(r -> r.path().contains("/p/m1") && r.path().endsWith("/metadata")))
          .hasSizeBetween(5, 8);
      assertThat(site.events)
          .filteredOn(e -> e.message().contains("'p'"))
          .singleElement()
          .satisfies(e -> assertThat(e.message()).contains("5 of its machines in a row"));
      site.standIn.faults().clear();
      assertThat(names(models.list("", 1000))).hasSize(200);
      assertThat(models.silentOn("p/m199")).isFalse();
    }
  }

  @Test
  void unhealthy_machines_are_kept_or_left_out_as_set() throws Exception {
    site.with("1", GordoMachine.of("good", TAGS), GordoMachine.of("turns", TAGS), sick("never"));
    try (GordoModels keep = site.models("projects", "p");
        GordoModels ignore = site.models("projects", "p", "ignore_unhealthy_targets", true)) {
      for (GordoModels m : List.of(keep, ignore)) {
        assertThat(names(m.list("", 10))).containsExactly("p/good", "p/turns");
      }
      site.with("2", GordoMachine.of("good", TAGS), sick("turns"), sick("never"));
      site.clock.pass(Instants.MINUTE);
      assertThat(names(keep.list("", 10))).containsExactly("p/good", "p/turns");
      assertThat(names(ignore.list("", 10))).containsExactly("p/good");
      assertThat(site.events).anyMatch(e -> e.message().contains("'p/turns'"));
    }
  }

  @Test
  void only_targets_are_listed_where_some_are_named() throws Exception {
    site.with(
        "1", GordoMachine.of("a", TAGS), GordoMachine.of("b", TAGS), GordoMachine.of("c", TAGS));
    try (GordoModels models = site.models("projects", "p,", "target", List.of("a", "p/c"))) {
      assertThat(names(models.list("", 10))).containsExactly("p/a", "p/c");
      assertThat(models.exists("p/a")).isTrue();
      assertThat(models.exists("p/b")).isFalse();
    }
  }

  @Test
  void metadata_are_asked_once_for_a_revision_and_a_new_one_is_seen() throws Exception {
    site.with("1", GordoMachine.of("m", TAGS));
    try (GordoModels models = site.models("projects", "p")) {
      for (int i = 0; i < 3; i++) {
        models.list("", 10);
        site.clock.pass(Instants.MINUTE);
      }
      assertThat(site.asked("/metadata")).isEqualTo(1);
      assertThat(site.asked("/revisions")).isEqualTo(3);
      site.with("2", GordoMachine.of("m", TAGS));
      assertThat(Run.of(models.list("", 10).getFirst()).revision()).isEqualTo("2");
    }
  }

  @Test
  void a_restart_asks_for_no_machine_whose_model_is_stored_as_it_was_made() throws Exception {
    site.with(
        "1", new GordoMachine("m", TAGS, List.of("C"), true, "10T", "`D` > 4 & A < 5", 3, true));
    ModelDefinition made = site.definition("m");
    site.stored = Optional.of(ModelEdit.create(made.withPaused(true), Site.T0));
    long before = site.asked("/metadata");
    assertThat(site.definition("m")).isEqualTo(made);
    assertThat(site.asked("/metadata")).isEqualTo(before);
    site.with("2", GordoMachine.of("m", TAGS));
    site.clock.pass(Instants.MINUTE);
    assertThat(Run.of(site.definition("m")).revision()).isEqualTo("2");
    assertThat(site.asked("/metadata")).isEqualTo(before + 1);
  }

  @Test
  void a_restart_asks_again_for_a_machine_whose_model_says_more_or_is_set_up_otherwise()
      throws Exception {
    site.with("1", GordoMachine.of("m", TAGS));
    ModelDefinition made = site.definition("m");
    Map<String, Object> edited = new HashMap<>(ModelFile.write(made));
    edited.put("description", "somebody wrote this");
    site.stored = Optional.of(ModelEdit.create(ModelFile.read(edited), Site.T0));
    assertThat(site.definition("m")).isEqualTo(made);
    assertThat(site.asked("/metadata")).isEqualTo(2);
    site.stored = Optional.of(ModelEdit.create(made, Site.T0));
    site.defaults.put("delay", "3h");
    assertThat(site.definition("m").start()).isEqualTo("-3h");
    assertThat(site.asked("/metadata")).isEqualTo(3);
  }

  @Test
  void models_come_in_pages_of_one_look() throws Exception {
    List<GordoMachine> many = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      many.add(GordoMachine.of("m" + (100 + i), TAGS));
    }
    site.with("1", many.toArray(GordoMachine[]::new));
    try (GordoModels models = site.models("projects", "p", "parallelism", 4L)) {
      List<String> all = new ArrayList<>();
      String after = "";
      List<ModelDefinition> page;
      do {
        page = models.list(after, 10);
        all.addAll(names(page));
        after = page.isEmpty() ? after : page.getLast().name();
      } while (page.size() == 10);
      assertThat(all).hasSize(25).isSorted();
      assertThat(site.asked("/revisions")).isEqualTo(1);
    }
  }

  @Test
  void nine_thousand_models_of_thirty_projects_are_listed_with_two_requests_for_each_project()
      throws Exception {
    for (int p = 0; p < 30; p++) {
      List<GordoMachine> machines = new ArrayList<>();
      for (int m = 0; m < 300; m++) {
        machines.add(GordoMachine.of("m" + m, TAGS));
      }
      site.standIn.gordo().revision("ioc-" + p, "1", machines);
      site.projects.add("ioc-" + p);
    }
    try (GordoModels models = site.models("parallelism", 30L)) {
      assertThat(models.list("", 10_000)).hasSize(9000);
      site.clock.pass(Instants.MINUTE);
      int asked = site.standIn.counts().getOrDefault("/gordo", 0);
      assertThat(models.list("", 10_000)).hasSize(9000);
      assertThat(site.standIn.counts()).containsEntry("/gordo", asked + 60);
    }
  }

  @Test
  void without_projects_the_advice_is_to_name_some() throws Exception {
    try (GordoModels models = site.models()) {
      assertThatThrownBy(() -> models.list("", 10))
          .isInstanceOf(ProviderException.Rejected.class)
          .hasMessageContaining("models_metadata_info");
    }
  }

  @Test
  void a_revision_that_goes_away_between_two_questions_is_asked_for_again() throws Exception {
    site.with("1", GordoMachine.of("m", TAGS));
    site.standIn.faults().plan(Fault.GONE, "/models", 1);
    try (GordoModels models = site.models("projects", "p")) {
      assertThat(names(models.list("", 10))).containsExactly("p/m");
    }
  }
}
