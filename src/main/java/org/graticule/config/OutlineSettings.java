package org.graticule.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The model that outlines what is clicked on. Immutable.
 *
 * @param encoder looks at a picture; ONNX
 * @param decoder outlines what clicks in it mean; ONNX
 */
public record OutlineSettings(Path encoder, Path decoder) {
  private static final Setting<String> ENCODER =
      new Setting<>(
          "outline.encoder",
          "",
          false,
          "Encoder of a segment-anything model, an ONNX file, for outlines by a click in the"
              + " editor; empty: none",
          SettingText::file);
  private static final Setting<String> DECODER =
      new Setting<>(
          "outline.decoder",
          "",
          false,
          "Decoder that belongs to outline.encoder, an ONNX file as SAM's own export makes it",
          SettingText::file);

  static final List<Setting<?>> ALL = List.of(ENCODER, DECODER);

  static Optional<OutlineSettings> read(SettingSource source) {
    Optional<Path> encoder = source.path(ENCODER);
    Optional<Path> decoder = source.path(DECODER);
    if (encoder.isPresent() != decoder.isPresent()) {
      source.problem("outline.encoder and outline.decoder go together; one of them is not set");
      return Optional.empty();
    }
    return encoder.map(file -> new OutlineSettings(file, decoder.orElseThrow()));
  }
}
