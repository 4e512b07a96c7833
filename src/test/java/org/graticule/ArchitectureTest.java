package org.graticule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of the house: packages are a line, and each library has its room. */
final class ArchitectureTest {
  private static final String ROOT = "org.graticule.";

  /** A package may use only packages to its left. */
  private static final List<String> LINE =
      List.of(
          "fault", "config", "geo", "audit", "db", "access", "http", "job", "image", "tile", "work",
          "label", "quality", "dataset", "service", "app");

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.graticule");

  @Test
  void aPackageUsesOnlyPackagesToItsLeft() {
    for (int i = 0; i < LINE.size(); i++) {
      String[] toTheRight =
          LINE.subList(i + 1, LINE.size()).stream()
              .map(name -> ROOT + name + "..")
              .toArray(String[]::new);
      if (toTheRight.length > 0) {
        noClasses()
            .that()
            .resideInAPackage(ROOT + LINE.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(toTheRight)
            .allowEmptyShould(true)
            .check(HOUSE);
      }
    }
  }

  @Test
  void everyPackageHasAPlaceInTheLine() {
    Set<String> found =
        HOUSE.stream()
            .map(c -> c.getPackageName().substring(ROOT.length()).split("\\.")[0])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(LINE).containsAll(found);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.graticule.(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void vertxStaysAtTheEdge() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "http..", ROOT + "app..")
        .and(describe("are not *Routes", c -> !outermost(c).getSimpleName().endsWith("Routes")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx..")
        .check(HOUSE);
  }

  @Test
  void sqlStaysInStores() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "db..")
        .and(describe("are not *Store", c -> !outermost(c).getSimpleName().endsWith("Store")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jdbi..", "java.sql..")
        .check(HOUSE);
  }

  @Test
  void geoToolsStaysWithPixelsAndPlaces() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "geo..", ROOT + "image..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.geotools..", "it.geosolutions..")
        .check(HOUSE);
  }

  @Test
  void namesSayWhatThingsAre() {
    classes()
        .should()
        .haveSimpleNameNotEndingWith("Impl")
        .andShould()
        .haveSimpleNameNotEndingWith("Manager")
        .andShould()
        .haveSimpleNameNotEndingWith("Helper")
        .andShould()
        .haveSimpleNameNotEndingWith("Util")
        .andShould()
        .haveSimpleNameNotEndingWith("Utils")
        .andShould()
        .haveSimpleNameNotEndingWith("DTO")
        .andShould()
        .haveSimpleNameNotEndingWith("Factory")
        .andShould()
        .haveSimpleNameNotEndingWith("Processor")
        .check(HOUSE);
  }

  private static JavaClass outermost(JavaClass c) {
    return c.getEnclosingClass().map(ArchitectureTest::outermost).orElse(c);
  }
}
