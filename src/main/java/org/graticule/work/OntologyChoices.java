package org.graticule.work;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.graticule.http.Json;
import org.graticule.work.Ontology.LabelClass;

/** Ontologies that come with the program, ready to be published in a project. Immutable. */
public final class OntologyChoices {
  /** A new one is a file and a name here. */
  private static final List<String> NAMES = List.of("xview", "dota");

  private final List<Choice> all = NAMES.stream().map(OntologyChoices::read).toList();

  /** One of them. */
  public record Choice(String name, String title, List<LabelClass> classes) {}

  public List<Choice> all() {
    return all;
  }

  private static Choice read(String name) {
    try (InputStream in =
        OntologyChoices.class.getResourceAsStream("ontologies/" + name + ".json")) {
      JsonNode file = Json.MAPPER.readTree(in);
      return new Choice(
          name,
          file.path("title").asText(),
          Json.MAPPER.convertValue(file.path("classes"), new TypeReference<List<LabelClass>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException("reading the ontology " + name, e);
    }
  }
}
