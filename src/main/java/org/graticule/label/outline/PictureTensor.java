package org.graticule.label.outline;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.graticule.tile.warp.Pixels;

/**
 * A picture as an encoder takes it. Models differ: those whose colours stand apart ({@code
 * 1x3xHxW}) expect them normalised as SAM was trained and the picture padded to their size; those
 * whose colours stand together ({@code HxWx3}, {@code 1xHxWx3}) do that themselves. Immutable.
 *
 * @param planes whether colours stand apart
 * @param shape as the model declares it, -1 where any size goes
 */
record PictureTensor(boolean planes, OnnxJavaType type, long[] shape) {
  /** Long side of what SAM looks at. */
  private static final int USUAL_SIDE = 1024;

  /** Of the pictures that SAM was trained on; see its {@code modeling/sam.py}. */
  private static final float[] MEAN = {123.675f, 116.28f, 103.53f};

  private static final float[] DEVIATION = {58.395f, 57.12f, 57.375f};

  /**
   * @throws IllegalArgumentException where no picture has this form
   */
  static PictureTensor of(TensorInfo input) {
    long[] shape = input.getShape();
    int rank = shape.length;
    boolean planes = rank == 4 && shape[1] == 3;
    boolean together = (rank == 3 || rank == 4) && shape[rank - 1] == 3;
    boolean type =
        input.type == OnnxJavaType.FLOAT || (!planes && input.type == OnnxJavaType.UINT8);
    if (!(planes || together) || (rank == 4 && shape[0] > 1) || !type) {
      throw new IllegalArgumentException(
          "its input is %s%s; a picture is FLOAT [1, 3, height, width], or FLOAT or UINT8 [height, width, 3] or [1, height, width, 3]"
              .formatted(input.type, Arrays.toString(shape)));
    }
    return new PictureTensor(planes, input.type, shape);
  }

  private int declared(boolean height) {
    int at = shape.length - (planes ? 2 : 3) + (height ? 0 : 1);
    return shape[at] > 0 ? Math.toIntExact(shape[at]) : USUAL_SIDE;
  }

  /** Pixels of the model that one of a picture of this size becomes. */
  double scale(int width, int height) {
    return Math.min(declared(false) / (double) width, declared(true) / (double) height);
  }

  /** Long side of the pictures that lose nothing. */
  int side() {
    return Math.max(declared(false), declared(true));
  }

  OnnxTensor tensor(OrtEnvironment environment, Pixels picture) throws OrtException {
    double scale = scale(picture.width(), picture.height());
    int width = Math.max(1, (int) Math.round(picture.width() * scale));
    int height = Math.max(1, (int) Math.round(picture.height() * scale));
    boolean padded = planes || shape[shape.length - 2] > 0;
    int across = padded ? declared(false) : width;
    int down = padded ? declared(true) : height;
    float[] values = new float[3 * across * down];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int colour = 0; colour < 3; colour++) {
          float value = sample(picture, (x + 0.5) / scale - 0.5, (y + 0.5) / scale - 0.5, colour);
          if (planes) {
            values[(colour * down + y) * across + x] = (value - MEAN[colour]) / DEVIATION[colour];
          } else {
            values[(y * across + x) * 3 + colour] = value;
          }
        }
      }
    }
    long[] size =
        planes
            ? new long[] {1, 3, down, across}
            : shape.length == 4 ? new long[] {1, down, across, 3} : new long[] {down, across, 3};
    return type == OnnxJavaType.UINT8
        ? OnnxTensor.createTensor(environment, bytes(values), size, type)
        : OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), size);
  }

  private static ByteBuffer bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(values.length);
    for (float value : values) {
      bytes.put((byte) Math.round(value));
    }
    return bytes.flip();
  }

  /** Between the four pixels around a place, from the middle of the first pixel. */
  private static float sample(Pixels picture, double x, double y, int colour) {
    double left = Math.clamp(x, 0, picture.width() - 1.0);
    double top = Math.clamp(y, 0, picture.height() - 1.0);
    int column = (int) left;
    int row = (int) top;
    float dx = (float) (left - column);
    float dy = (float) (top - row);
    int right = Math.min(column + 1, picture.width() - 1);
    int below = Math.min(row + 1, picture.height() - 1);
    float upper =
        value(picture, column, row, colour) * (1 - dx) + value(picture, right, row, colour) * dx;
    float lower =
        value(picture, column, below, colour) * (1 - dx)
            + value(picture, right, below, colour) * dx;
    return upper * (1 - dy) + lower * dy;
  }

  /** Where there is no data it is black. */
  private static float value(Pixels picture, int column, int row, int colour) {
    int pixel = row * picture.width() + column;
    if (picture.valid() != null && picture.valid()[pixel] == 0) {
      return 0;
    }
    return picture.channels() == 1
        ? picture.rgb()[pixel] & 0xff
        : picture.rgb()[pixel * 3 + colour] & 0xff;
  }
}
