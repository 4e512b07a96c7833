package org.graticule.testing;

import java.nio.file.Path;
import java.util.Map;

/**
 * A segment-anything model of 64 px that has learned nothing: it sees colours, and takes for the
 * object what has about the colour of a point inside, and not that of a point outside. Its inputs
 * and outputs are those of SAM's export.
 */
public final class TinyOutlineModel {
  private static final int SIDE = 64;

  /** Difference of one colour, as the encoder has it, that is still the same. */
  private static final float SAME = 0.4f;

  private TinyOutlineModel() {}

  /** Colours apart, as SAM itself takes pictures. */
  public static Path encoder(Path folder) {
    Path file = folder.resolve("encoder.onnx");
    new OnnxFile()
        .input("images", OnnxFile.FLOAT, 1, 3, SIDE, SIDE)
        .output("image_embeddings", OnnxFile.FLOAT, 1, 3, SIDE, SIDE)
        .node("Identity", "images", "image_embeddings")
        .write(file);
    return file;
  }

  /** Colours together and of any size, as exports take them that prepare pictures themselves. */
  public static Path preparingEncoder(Path folder) {
    Path file = folder.resolve("preparing.onnx");
    new OnnxFile()
        .input("input_image", OnnxFile.FLOAT, SIDE, SIDE, 3)
        .output("image_embeddings", OnnxFile.FLOAT, 1, 3, SIDE, SIDE)
        .constant("deviation", 58f)
        .constant("shape", 1L, 3L, SIDE, SIDE)
        .node("Transpose", "input_image", "apart", Map.of("perm", new long[] {2, 0, 1}))
        .node("Div", "apart deviation", "normal")
        .node("Reshape", "normal shape", "image_embeddings")
        .write(file);
    return file;
  }

  /** Answers clicks. */
  public static Path decoder(Path folder) {
    return decoder(folder, SIDE);
  }

  /**
   * @param side of the encoder that it belongs to
   */
  public static Path decoder(Path folder, int side) {
    Path file = folder.resolve("decoder-" + side + ".onnx");
    decoder(new OnnxFile(), side).write(file);
    return file;
  }

  private static OnnxFile decoder(OnnxFile model, long side) {
    Map<String, Object> overColours = Map.of("axes", new long[] {1}, "keepdims", 0L);
    Map<String, Object> overPoints = Map.of("axes", new long[] {0}, "keepdims", 1L);
    model
        .input("image_embeddings", OnnxFile.FLOAT, 1, 3, side, side)
        .input("point_coords", OnnxFile.FLOAT, 1, -1, 2)
        .input("point_labels", OnnxFile.FLOAT, 1, -1)
        .input("mask_input", OnnxFile.FLOAT, 1, 1, 16, 16)
        .input("has_mask_input", OnnxFile.FLOAT, 1)
        .input("orig_im_size", OnnxFile.FLOAT, 2)
        .output("masks", OnnxFile.FLOAT, -1, -1, -1, -1)
        .output("iou_predictions", OnnxFile.FLOAT, 1, 1)
        .output("low_res_masks", OnnxFile.FLOAT, 1, 1, side, side);
    // The colour of every pixel less that of each point.
    model
        .constant("planes", 1L, 3L, side * side)
        .constant("list", -1L)
        .constant("first", 0L)
        .constant("second", 1L)
        .constant("row", side)
        .node("Reshape", "image_embeddings planes", "seen")
        .node("Cast", "point_coords", "places", Map.of("to", (long) OnnxFile.INT64))
        .node("Gather", "places first", "x", Map.of("axis", 2L))
        .node("Gather", "places second", "y", Map.of("axis", 2L))
        .node("Mul", "y row", "down")
        .node("Add", "down x", "at")
        .node("Reshape", "at list", "pixels")
        .node("Gather", "seen pixels", "pointed", Map.of("axis", 2L))
        .node("Transpose", "pointed", "points", Map.of("perm", new long[] {2, 1, 0}))
        .node("Sub", "seen points", "difference")
        .node("Abs", "difference", "distance")
        .node("ReduceMax", "distance", "unlike", overColours)
        .constant("same", SAME)
        .node("Sub", "same unlike", "like");
    // What is like a point inside, and like none outside.
    model
        .constant("never", -9f)
        .constant("inside", 1f)
        .constant("outside", 0f)
        .constant("column", -1L, 1L)
        .constant("square", 1L, 1L, side, side)
        .node("Reshape", "point_labels column", "labels")
        .node("Equal", "labels inside", "isInside")
        .node("Equal", "labels outside", "isOutside")
        .node("Where", "isInside like never", "wanted")
        .node("Where", "isOutside like never", "unwanted")
        .node("ReduceMax", "wanted", "most", overPoints)
        .node("ReduceMax", "unwanted", "least", overPoints)
        .node("Greater", "least outside", "taken")
        .node("Where", "taken never most", "left")
        .node("Reshape", "left square", "low_res_masks");
    // As large as the picture was, without what it was padded by.
    return model
        .constant("side", (float) side)
        .constant("half", 0.5f)
        .constant("axes", 2L, 3L)
        .constant("start", 0L, 0L)
        .constant("ones", 1L, 1L)
        .constant("score", 0.75f)
        .constant("scoreShape", 1L, 1L)
        .node("ReduceMax", "orig_im_size", "longest", Map.of("keepdims", 1L))
        .node("Div", "side longest", "scale")
        .node("Mul", "orig_im_size scale", "scaled")
        .node("Add", "scaled half", "rounded")
        .node("Cast", "rounded", "end", Map.of("to", (long) OnnxFile.INT64))
        .node("Slice", "low_res_masks start end axes", "cut")
        .node("Cast", "orig_im_size", "whole", Map.of("to", (long) OnnxFile.INT64))
        .node("Concat", "ones whole", "size", Map.of("axis", 0L))
        .node("Resize", "cut - - size", "masks", Map.of("mode", "nearest"))
        .node("Reshape", "score scoreShape", "iou_predictions");
  }
}
