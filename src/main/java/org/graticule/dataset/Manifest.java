package org.graticule.dataset;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an archive says about itself: enough to check every byte of it and to build it again. Holds
 * nothing that differs from one build to the next.
 *
 * @param manifest version of this form
 * @param software name and version of what built it
 * @param dataset which dataset this is, its marking and its ontology version
 * @param recipe what was asked for
 * @param checkpoint the audit log's head when the dataset was frozen; null where unknown
 * @param labels frozen labels by class name
 * @param counts what each format holds
 * @param losses what formats could not carry
 * @param scenes the images it stands on, with the checksum of each original
 * @param members every other file of the archive
 */
public record Manifest(
    int manifest,
    String software,
    DatasetVersion dataset,
    Recipe recipe,
    @Nullable String checkpoint,
    SortedMap<String, Long> labels,
    SortedMap<String, SortedMap<String, Long>> counts,
    List<Losses.Loss> losses,
    List<FrozenScene> scenes,
    List<Member> members) {
  public static final int FORM = 1;

  /** Where it lies in the archive. */
  public static final String NAME = "manifest.json";
}
