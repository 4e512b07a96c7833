package org.graticule.label.outline;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.graticule.tile.warp.Pixels;
import org.locationtech.jts.geom.Coordinate;

/**
 * A segment-anything model in ONNX Runtime: an encoder that looks at a picture once, and a decoder
 * that answers each click. Inputs and outputs are those of SAM's own export, which MobileSAM and
 * others share. Thread-safe; one run takes all cores, so more than one at a time gains nothing.
 */
public final class OutlineModel implements AutoCloseable {
  private static final String EMBEDDINGS = "image_embeddings";
  private static final String POINTS = "point_coords";
  private static final String LABELS = "point_labels";
  private static final String SIZE = "orig_im_size";
  private static final String MASKS = "masks";
  private static final String SCORES = "iou_predictions";
  private static final Set<String> NEEDED = Set.of(EMBEDDINGS, POINTS, LABELS, SIZE);

  /** What an earlier mask would be given by; there is none. */
  private static final String EARLIER = "mask_input";

  private static final String HAS_EARLIER = "has_mask_input";
  private static final Set<String> KNOWN =
      Set.of(EMBEDDINGS, POINTS, LABELS, SIZE, EARLIER, HAS_EARLIER);

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment("graticule");
  private final OrtSession encoder;
  private final OrtSession decoder;
  private final PictureTensor picture;

  /**
   * What an encoder saw. Immutable by convention.
   *
   * @param scale pixels of the model that one of the picture became
   */
  record Embedding(int width, int height, double scale, float[] values, long[] shape) {}

  private OutlineModel(Path encoderFile, Path decoderFile) throws OrtException {
    this.encoder = session(encoderFile);
    this.decoder = session(decoderFile);
    this.picture = PictureTensor.of(onlyInput(encoder));
    requireDecoder();
    // Sizes that do not go together show only when it runs.
    Pixels black = Pixels.nothing(picture.side(), picture.side());
    List<Prompt> middle =
        List.of(
            new Prompt(
                new Coordinate(picture.side() / 2.0, picture.side() / 2.0), Prompt.Meaning.INSIDE));
    outline(look(black), middle);
  }

  /**
   * Opens a model and tries it once.
   *
   * @throws IllegalStateException where the files are no such model, saying why
   */
  public static OutlineModel open(Path encoder, Path decoder) {
    try {
      return new OutlineModel(encoder, decoder);
    } catch (OrtException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "outline.encoder %s and outline.decoder %s are not usable: %s"
              .formatted(encoder, decoder, e.getMessage()));
    }
  }

  private OrtSession session(Path file) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
      // Threads that wait for the next click must not keep the cores busy.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return environment.createSession(file.toString(), options);
    }
  }

  private static TensorInfo onlyInput(OrtSession encoder) throws OrtException {
    if (encoder.getInputNames().size() != 1) {
      throw new IllegalArgumentException(
          "the encoder takes %s; one picture is expected"
              .formatted(new TreeSet<>(encoder.getInputNames())));
    }
    String name = encoder.getInputNames().iterator().next();
    if (encoder.getInputInfo().get(name).getInfo() instanceof TensorInfo tensor) {
      return tensor;
    }
    throw new IllegalArgumentException("the encoder takes no tensor");
  }

  private void requireDecoder() {
    Set<String> inputs = decoder.getInputNames();
    if (!inputs.containsAll(NEEDED) || !KNOWN.containsAll(inputs)) {
      throw new IllegalArgumentException(
          "the decoder takes %s; expected are %s, and perhaps %s and %s"
              .formatted(new TreeSet<>(inputs), new TreeSet<>(NEEDED), EARLIER, HAS_EARLIER));
    }
    if (!decoder.getOutputNames().contains(MASKS)) {
      throw new IllegalArgumentException(
          "the decoder gives %s; %s is needed"
              .formatted(new TreeSet<>(decoder.getOutputNames()), MASKS));
    }
  }

  /** Long side of the pictures that lose nothing, pixels. */
  public int side() {
    return picture.side();
  }

  /** Looks at a picture: the dear part. */
  Embedding look(Pixels pixels) throws OrtException {
    String name = encoder.getInputNames().iterator().next();
    try (OnnxTensor input = picture.tensor(environment, pixels);
        OrtSession.Result result = encoder.run(Map.of(name, input))) {
      OnnxTensor seen = tensor(result, EMBEDDINGS);
      return new Embedding(
          pixels.width(),
          pixels.height(),
          picture.scale(pixels.width(), pixels.height()),
          floats(seen),
          seen.getInfo().getShape());
    }
  }

  /** The output of that name, or the only one there is. */
  private static OnnxTensor tensor(OrtSession.Result result, String name) {
    if (result.get(name).orElseGet(() -> result.get(0)) instanceof OnnxTensor tensor
        && tensor.getInfo().type == OnnxJavaType.FLOAT) {
      return tensor;
    }
    throw new IllegalArgumentException("its output " + name + " is not of floats");
  }

  private static float[] floats(OnnxTensor tensor) {
    FloatBuffer buffer = tensor.getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  /**
   * What the clicks mean.
   *
   * @param prompts in pixels of the picture
   */
  Mask outline(Embedding seen, List<Prompt> prompts) throws OrtException {
    List<Prompt> all = new ArrayList<>(prompts);
    if (prompts.stream().noneMatch(each -> each.meaning() == Prompt.Meaning.UPPER_LEFT)) {
      all.add(new Prompt(new Coordinate(0, 0), Prompt.Meaning.NOTHING));
    }
    float[] places = new float[2 * all.size()];
    float[] labels = new float[all.size()];
    for (int i = 0; i < all.size(); i++) {
      places[2 * i] = (float) (all.get(i).at().x * seen.scale());
      places[2 * i + 1] = (float) (all.get(i).at().y * seen.scale());
      labels[i] = all.get(i).meaning().label();
    }
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      put(inputs, EMBEDDINGS, seen.values(), seen.shape());
      put(inputs, POINTS, places, 1, all.size(), 2);
      put(inputs, LABELS, labels, 1, all.size());
      put(inputs, SIZE, new float[] {seen.height(), seen.width()}, 2);
      if (decoder.getInputNames().contains(HAS_EARLIER)) {
        put(inputs, HAS_EARLIER, new float[1], 1);
      }
      if (decoder.getInputNames().contains(EARLIER)) {
        int[] size = earlierSize(seen);
        put(inputs, EARLIER, new float[size[0] * size[1]], 1, 1, size[0], size[1]);
      }
      try (OrtSession.Result result = decoder.run(inputs)) {
        return mask(result, seen, all.size());
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  /** Four times the embedding, unless the model says otherwise. */
  private int[] earlierSize(Embedding seen) throws OrtException {
    int[] size = {
      Math.toIntExact(4 * seen.shape()[seen.shape().length - 2]),
      Math.toIntExact(4 * seen.shape()[seen.shape().length - 1])
    };
    if (decoder.getInputInfo().get(EARLIER).getInfo() instanceof TensorInfo declared
        && declared.getShape().length == 4) {
      for (int i = 0; i < 2; i++) {
        long side = declared.getShape()[2 + i];
        size[i] = side > 0 ? Math.toIntExact(side) : size[i];
      }
    }
    return size;
  }

  /** In the type that the model declares. */
  private void put(Map<String, OnnxTensor> inputs, String name, float[] values, long... shape)
      throws OrtException {
    boolean whole =
        decoder.getInputInfo().get(name).getInfo() instanceof TensorInfo declared
            && declared.type == OnnxJavaType.INT64;
    if (whole) {
      long[] numbers = new long[values.length];
      for (int i = 0; i < values.length; i++) {
        numbers[i] = Math.round(values[i]);
      }
      inputs.put(name, OnnxTensor.createTensor(environment, LongBuffer.wrap(numbers), shape));
    } else {
      inputs.put(name, OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape));
    }
  }

  private static Mask mask(OrtSession.Result result, Embedding seen, int prompts) {
    OnnxTensor masks = tensor(result, MASKS);
    long[] shape = masks.getInfo().getShape();
    if (shape.length != 4 || shape[2] != seen.height() || shape[3] != seen.width()) {
      throw new IllegalArgumentException(
          "its masks are %s for a picture of %d x %d"
              .formatted(Arrays.toString(shape), seen.width(), seen.height()));
    }
    float[] scores =
        result.get(SCORES).isPresent()
            ? floats(tensor(result, SCORES))
            : new float[Math.toIntExact(shape[1])];
    int best = best(scores, prompts);
    int size = seen.width() * seen.height();
    boolean[] inside = new boolean[size];
    FloatBuffer values = masks.getFloatBuffer();
    for (int i = 0; i < size; i++) {
      inside[i] = values.get(best * size + i) > 0;
    }
    return new Mask(seen.width(), seen.height(), inside, scores[best]);
  }

  /**
   * Of several masks the first is meant for several prompts, the others for a lone one, which may
   * mean the whole, a part or a part of that.
   */
  private static int best(float[] scores, int prompts) {
    if (scores.length == 1 || prompts > 2) {
      return 0;
    }
    int best = 1;
    for (int i = 2; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  @Override
  public void close() throws OrtException {
    try (encoder;
        decoder) {
      // The environment is the process's, and stays.
    }
  }
}
