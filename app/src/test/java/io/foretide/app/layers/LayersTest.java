package io.foretide.app.layers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows of ARCHITECTURE.md. */
class LayersTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.foretide");

  @Test
  void arrows_between_modules_point_down_only() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("io.foretide..")
        .layer("app")
        .definedBy("io.foretide.app..")
        .layer("hub")
        .definedBy("io.foretide.hub..")
        .layer("models")
        .definedBy("io.foretide.models..")
        .layer("ingest")
        .definedBy("io.foretide.ingest..")
        .layer("store")
        .definedBy("io.foretide.store..")
        .optionalLayer("connectors")
        .definedBy("io.foretide.connectors..")
        .layer("core")
        .definedBy("io.foretide.core..")
        .layer("forecast")
        .definedBy("io.foretide.forecast..")
        .layer("detect")
        .definedBy("io.foretide.detect..")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("hub")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("models")
        .mayOnlyBeAccessedByLayers("app", "connectors")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("ingest")
        .mayOnlyBeAccessedByLayers("app", "hub")
        .whereLayer("core")
        .mayOnlyBeAccessedByLayers("app", "hub", "models", "ingest", "store", "connectors")
        .whereLayer("connectors")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("forecast")
        .mayOnlyBeAccessedByLayers("app", "models")
        .whereLayer("detect")
        .mayOnlyBeAccessedByLayers("app", "models")
        .check(ALL);
  }

  @Test
  void the_core_does_no_io_and_knows_no_framework() {
    noClasses()
        .that()
        .resideInAPackage("io.foretide.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.net..",
            "java.nio.file..",
            "java.nio.channels..",
            "java.sql..",
            "com.fasterxml..",
            "io.helidon..",
            "org.sqlite..",
            "org.slf4j..")
        .check(ALL);
  }

  @Test
  void the_mathematics_knows_no_other_part() {
    noClasses()
        .that()
        .resideInAnyPackage("io.foretide.forecast..", "io.foretide.detect..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "belong to another module of Foretide",
                (JavaClass c) ->
                    c.getPackageName().startsWith("io.foretide.")
                        && !c.getPackageName().startsWith("io.foretide.forecast")
                        && !c.getPackageName().startsWith("io.foretide.detect")))
        .check(ALL);
  }

  @Test
  void packages_of_a_module_form_no_circles() {
    for (String module : List.of("app", "hub", "models", "ingest", "store")) {
      slices().matching("io.foretide." + module + ".(*)..").should().beFreeOfCycles().check(ALL);
    }
  }

  @Test
  void the_parts_of_enodos_protocol_form_no_circles() {
    slices().matching("io.foretide.connectors.enodo.(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void nothing_is_named_after_a_habit() {
    List<String> names =
        ALL.stream()
            .map(JavaClass::getSimpleName)
            .filter(n -> n.matches(".*(Util|Utils|Helper|Manager|Impl|Common|Misc)$"))
            .toList();
    assertThat(names).isEmpty();
  }
}
