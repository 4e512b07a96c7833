package org.graticule.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.graticule.work.Ontology.LabelClass;
import org.junit.jupiter.api.Test;

final class OntologyChoicesTest {
  private final OntologyChoices choices = new OntologyChoices();

  @Test
  void everyChoiceCanBePublishedAsItIs() {
    for (OntologyChoices.Choice choice : choices.all()) {
      new Ontology(0, choice.classes()).check();
    }
  }

  @Test
  void xviewHasItsSixtyClassesInATreeWithGapsInTheirNumbers() {
    OntologyChoices.Choice xview = choices.all().getFirst();
    assertThat(xview.classes()).hasSize(60);
    assertThat(xview.classes())
        .extracting(LabelClass::id)
        .startsWith(11, 12, 13, 15)
        .endsWith(91, 93, 94);
    LabelClass bus =
        xview.classes().stream().filter(c -> c.name().equals("Bus")).findFirst().orElseThrow();
    assertThat(bus.parent()).isEqualTo(17);
  }
}
