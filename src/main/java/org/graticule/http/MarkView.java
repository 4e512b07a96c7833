package org.graticule.http;

import org.graticule.access.Mark;
import org.graticule.access.Marking;
import org.graticule.access.Vocabulary;

/** A marking as the page shows it: words and colours. */
public record MarkView(int id, String banner, String portion, String colour, String textColour) {

  public static MarkView of(Vocabulary vocabulary, Mark mark) {
    Vocabulary.Level level = vocabulary.levels().get(mark.marking().level());
    return new MarkView(
        mark.id(), mark.banner(), mark.portion(), level.colour(), level.textColour());
  }

  /** A level alone, for pages that show no content. */
  public static MarkView ofLevel(Vocabulary vocabulary, int index) {
    Marking lowest = vocabulary.lowest();
    Marking marking = new Marking(index, lowest.required(), lowest.anyOf());
    Vocabulary.Level level = vocabulary.levels().get(index);
    return new MarkView(
        0,
        vocabulary.banner(marking),
        vocabulary.portion(marking),
        level.colour(),
        level.textColour());
  }
}
