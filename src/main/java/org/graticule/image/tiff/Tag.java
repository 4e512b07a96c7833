package org.graticule.image.tiff;

/** The TIFF tags this program reads or writes, by the names of the specification. */
public enum Tag {
  NEW_SUBFILE_TYPE(254, "NewSubfileType"),
  IMAGE_WIDTH(256, "ImageWidth"),
  IMAGE_LENGTH(257, "ImageLength"),
  BITS_PER_SAMPLE(258, "BitsPerSample"),
  COMPRESSION(259, "Compression"),
  PHOTOMETRIC(262, "PhotometricInterpretation"),
  FILL_ORDER(266, "FillOrder"),
  IMAGE_DESCRIPTION(270, "ImageDescription"),
  STRIP_OFFSETS(273, "StripOffsets"),
  SAMPLES_PER_PIXEL(277, "SamplesPerPixel"),
  ROWS_PER_STRIP(278, "RowsPerStrip"),
  STRIP_BYTE_COUNTS(279, "StripByteCounts"),
  PLANAR_CONFIGURATION(284, "PlanarConfiguration"),
  DATE_TIME(306, "DateTime"),
  PREDICTOR(317, "Predictor"),
  COLOR_MAP(320, "ColorMap"),
  TILE_WIDTH(322, "TileWidth"),
  TILE_LENGTH(323, "TileLength"),
  TILE_OFFSETS(324, "TileOffsets"),
  TILE_BYTE_COUNTS(325, "TileByteCounts"),
  EXTRA_SAMPLES(338, "ExtraSamples"),
  SAMPLE_FORMAT(339, "SampleFormat"),
  JPEG_TABLES(347, "JPEGTables"),
  YCBCR_SUBSAMPLING(530, "YCbCrSubSampling"),
  REFERENCE_BLACK_WHITE(532, "ReferenceBlackWhite"),
  MODEL_PIXEL_SCALE(33550, "ModelPixelScaleTag"),
  MODEL_TIEPOINT(33922, "ModelTiepointTag"),
  MODEL_TRANSFORMATION(34264, "ModelTransformationTag"),
  GEO_KEY_DIRECTORY(34735, "GeoKeyDirectoryTag"),
  GEO_DOUBLE_PARAMS(34736, "GeoDoubleParamsTag"),
  GEO_ASCII_PARAMS(34737, "GeoAsciiParamsTag"),
  RPC_COEFFICIENTS(50844, "RPCCoefficientTag"),
  GDAL_METADATA(42112, "GDAL_METADATA"),
  GDAL_NODATA(42113, "GDAL_NODATA");

  private final int id;
  private final String title;

  Tag(int id, String title) {
    this.id = id;
    this.title = title;
  }

  public int id() {
    return id;
  }

  /** Name and number, for messages. */
  @Override
  public String toString() {
    return title + " (" + id + ")";
  }
}
